"""Text -> page: the one parse, flattened as it goes to the lines and boxes that every reader shares.

The parser calls :class:`_Flat` at every tag and builds no tree: elements as Python objects cost more than all
that is asked of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from crawler.extract.decode import clean
from crawler.extract.marks import role_of

# fmt: off
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})
_SKIPPED = frozenset({
    "applet", "audio", "base", "button", "canvas", "datalist", "embed", "frameset", "iframe", "input", "link",
    "map", "math", "noscript", "object", "option", "rp", "rt", "select", "style", "svg", "template",
    "textarea", "video",
})
_HEAD = frozenset({"script", "meta", "title"})
# fmt: on
_HIDDEN = re.compile(
    r"display\s*:\s*none|text-indent\s*:\s*-\d{3}|(?:left|top)\s*:\s*-\d{4}|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)",
    re.IGNORECASE,
)


_INDENT = "\u3000\u3000"  # how a Chinese paragraph begins
_INDENTED = re.compile(rf"(?<=[。！？”…）])\s*{_INDENT}")
_MARKS = frozenset({"class", "id", "itemprop"})
_LONGEST_MARK = 300  # characters
_LONGEST_STYLE = 2_000  # characters: what is remembered of styles stays small
_LONGEST_META = 1_000  # characters
_MOST_TAGS = 15_000  # libxml2 is quadratic in those left open: more than twice what a large page has
_MOST_LINES = 30_000  # that white space alone parts
_ROW_END = re.compile(r"[\r\n\x85\u2028\u2029]")


class Box(NamedTuple):
    """An element that can hold lines: ``parent`` indexes Page.boxes, ``mark`` is class and id, lower case.

    ``role`` is what the mark promises: "article", "aside" or "" for neither.
    """

    parent: int
    tag: str
    mark: str
    role: str
    hidden: bool


_ROOT = Box(-1, "html", "", "", hidden=False)


class Line(NamedTuple):
    """What a reader sees as one line of running text: between two blocks or <br>.

    ``linked`` counts its characters inside links; ``box`` indexes Page.boxes.
    """

    text: str
    linked: int
    box: int

    @property
    def is_link(self) -> bool:
        """Whether most of it is linked."""
        return self.linked * 2 > len(self.text)


@dataclass(slots=True)
class Page:
    """A page flattened: its lines in reading order, the boxes they lie in (parents first), and its head.

    ``times`` holds each <time>'s machine-readable value, ``links`` each address, with the index of the line
    it stands in.
    """

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)


def squeeze(text: str) -> str:
    """``text`` without invisible marks, with runs of white space (U+3000 too) made one space."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(clean(text).split())


def read(text: str) -> Page:
    """Parse ``text`` as HTML and flatten it. Empty or hopeless input gives a page without lines.

    Of a page without end (more than 15,000 tags) the beginning is read.
    """
    flat = _Flat()
    parser = etree.HTMLParser(
        target=flat,  # type: ignore[arg-type]  # the stubs allow for bytes; Python 3 gets text
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        no_network=True,
    )
    try:
        etree.fromstring(_beginning(text).encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):  # nothing but white space, or no element at all
        return Page(boxes=[_ROOT])
    return flat.page


def _beginning(text: str) -> str:
    """``text`` up to the last tag that is read."""
    return text if text.count("<") <= _MOST_TAGS else "<".join(text.split("<", _MOST_TAGS)[:-1])


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


class _Flat:
    """The parser's target: the page so far, the line being gathered and the open boxes."""

    def __init__(self) -> None:
        self.page = Page(boxes=[_ROOT])
        self.open = [0]
        self.spans: list[bool] = []  # the open ones: whether each is a box
        self.skipped = 0  # open elements from the first on in which a reader sees nothing
        self.kept: list[str] = []  # text of the script or title that is open
        self.keep_in: list[str] | None = None  # where it goes; None: nowhere
        self.titles: list[str] = []
        self.parts: list[str] = []
        self.first_box = 0
        self.links = 0
        self.linked = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.skipped:
            self.skipped += 1
        elif tag in _INLINE:
            self.start_inline(tag, attributes)
        elif tag in _SKIPPED:
            self.skipped = 1
        elif tag in _HEAD:
            self.skipped = 1
            self.start_head(tag, attributes)
        else:
            if self.parts:
                self.flush()
            if tag != "br":
                self.open_box(tag, attributes)

    def end(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
            if not self.skipped:
                self.keep()
        elif tag in _INLINE:
            if tag == "a":
                self.links -= 1
            elif tag == "span" and self.spans.pop():
                self.open.pop()
        elif tag != "br":
            if self.parts:
                self.flush()
            self.open.pop()

    def data(self, text: str) -> None:
        if self.skipped:
            if self.keep_in is not None and self.skipped == 1:
                self.kept.append(text)
            return
        if not self.parts:
            if text.isspace():
                return
            self.first_box = self.open[-1]
        self.parts.append(text)
        if self.links:
            self.linked += len(text.strip())

    def close(self) -> None:
        if self.parts:
            self.flush()
        self.page.title = next(filter(None, map(squeeze, self.titles)), "")

    def start_inline(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "a":
            self.links += 1
            if href := attributes.get("href"):
                self.page.links.append((len(self.page.lines), href))
        elif tag == "span":
            # lxml's mapping for "no attributes" is a slow one: it is asked for nothing but its length.
            is_box = len(attributes) > 0 and bool(attributes.get("id"))
            self.spans.append(is_box)
            if is_box:
                self.open_box(tag, attributes)
        elif tag == "time":
            self.page.times.append((len(self.page.lines), attributes.get("datetime", "")))

    def start_head(self, tag: str, attributes: Mapping[str, str]) -> None:
        page = self.page
        if tag == "script":
            self.keep_in = page.linked_data if "ld+json" in attributes.get("type", "") else page.scripts
        elif tag == "title":
            self.keep_in = self.titles
        else:
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            if name and (content := attributes.get("content")):
                page.meta.setdefault(name.lower(), content[:_LONGEST_META])

    def keep(self) -> None:
        """A script or title has ended."""
        if self.keep_in is not None and self.kept:
            self.keep_in.append("".join(self.kept))
            self.kept.clear()
        self.keep_in = None

    def open_box(self, tag: str, attributes: Mapping[str, str]) -> None:
        boxes = self.page.boxes
        parent = self.open[-1]
        hidden = boxes[parent].hidden
        mark = role = ""
        for name, value in attributes.items() if len(attributes) > 0 else ():
            if name in _MARKS:
                mark = f"{mark} {value}"
            elif name == "hidden" or (name == "style" and _hides(value[:_LONGEST_STYLE])):
                hidden = True
        if mark:
            mark = mark[:_LONGEST_MARK].lower()
            role = role_of(mark)
        self.open.append(len(boxes))
        boxes.append(Box(parent, tag, mark, role, hidden))

    def flush(self) -> None:
        """The line is at its end; nearly always it is one paragraph."""
        raw = self.parts[0] if len(self.parts) == 1 else "".join(self.parts)
        self.parts.clear()
        linked, self.linked = self.linked, 0
        if _INDENT in raw or self.page.boxes[self.first_box].tag == "pre":
            self.flush_paragraphs(raw, linked)
        elif text := squeeze(raw):
            self.page.lines.append(Line(text, min(linked, len(text)), self.first_box))

    def flush_paragraphs(self, raw: str, linked: int) -> None:
        """Running text split where its white space is all that parts its paragraphs."""
        lines = self.page.lines
        most = max(1, _MOST_LINES - len(lines))
        parts = _ROW_END if self.page.boxes[self.first_box].tag == "pre" else _INDENTED
        pieces = [text for piece in parts.split(raw, most) if (text := squeeze(piece))]
        total = sum(map(len, pieces))
        lines += (Line(one, min(linked * len(one) // total, len(one)), self.first_box) for one in pieces)
