"""Text -> page: the one parse, flattened in one walk to the lines and boxes that every reader shares."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Box:
    """An element that can hold lines: ``parent`` indexes Page.boxes, ``mark`` is class and id, lower case.

    ``role`` is what the mark promises: "article", "aside" or "" for neither.
    """

    parent: int
    tag: str
    mark: str
    role: str
    hidden: bool


_ROOT = Box(-1, "html", "", "", hidden=False)


@dataclass(frozen=True, slots=True)
class Line:
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

    ``times`` holds each <time>'s machine-readable value and the index of the line it stands in.
    """

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)


def squeeze(text: str) -> str:
    """``text`` without invisible marks, with runs of white space (U+3000 too) made one space."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(clean(text).split())


def read(text: str) -> Page:
    """Parse ``text`` as HTML and flatten it. Empty or hopeless input gives a page without lines."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):  # nothing but white space, or no element at all
        return Page(boxes=[_ROOT])
    return Page(boxes=[_ROOT]) if root is None else _Walk().through(root)


class _Walk:
    """State of one walk through a tree: the line being gathered and the open boxes."""

    def __init__(self) -> None:
        self.page = Page(boxes=[_ROOT])
        self.open = [0]
        self.roles: dict[str, str] = {}
        self.parts: list[str] = []
        self.first_box = 0
        self.links = 0
        self.linked = 0

    def through(self, root: etree._Element) -> Page:
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, element in steps:
            if event == "start":
                if self.enter(element):
                    if element.text:
                        self.gather(element.text)
                else:
                    steps.skip_subtree()
            else:
                self.leave(element)
        self.flush()
        return self.page

    def enter(self, element: etree._Element) -> bool:
        """Note ``element``; False when nothing a reader sees can be inside."""
        tag = element.tag
        if tag in _INLINE:
            if tag == "a":
                self.links += 1
            elif tag == "time":
                self.page.times.append((len(self.page.lines), element.get("datetime") or ""))
            elif tag == "span" and element.get("id"):
                self.open_box(element, tag)
            return True
        if tag in _SKIPPED:
            return False
        if tag in _HEAD:
            self.note_head(element, tag)
            return False
        self.flush()
        if tag != "br":
            self.open_box(element, tag)
        return True

    def leave(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _INLINE:
            if tag == "a":
                self.links -= 1
            elif tag == "span" and element.get("id"):
                self.open.pop()
        elif tag != "br" and tag not in _SKIPPED and tag not in _HEAD:
            self.flush()
            self.open.pop()
        if element.tail:
            self.gather(element.tail)

    def open_box(self, element: etree._Element, tag: str) -> None:
        parent = self.open[-1]
        hidden = self.page.boxes[parent].hidden
        mark = ""
        for name, value in element.items():
            if name in _MARKS:
                mark = f"{mark} {value!s}"
            elif name == "hidden" or (name == "style" and _HIDDEN.search(str(value))):
                hidden = True
        role = ""
        if mark:
            mark = mark[:_LONGEST_MARK].lower()
            if (known := self.roles.get(mark)) is None:
                known = self.roles[mark] = role_of(mark)
            role = known
        self.open.append(len(self.page.boxes))
        self.page.boxes.append(Box(parent, tag, mark, role, hidden))

    def note_head(self, element: etree._Element, tag: str) -> None:
        if tag == "script":
            script = element.text or ""
            if "ld+json" in (element.get("type") or ""):
                self.page.linked_data.append(script)
            elif script:
                self.page.scripts.append(script)
        elif tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if name and (content := element.get("content")):
                self.page.meta.setdefault(name.lower(), content)
        elif not self.page.title:
            self.page.title = squeeze(element.text or "")

    def gather(self, text: str) -> None:
        if not self.parts:
            if text.isspace():
                return
            self.first_box = self.open[-1]
        self.parts.append(text)
        if self.links:
            self.linked += len(text.strip())

    def flush(self) -> None:
        if self.parts:
            raw = "".join(self.parts)
            pieces = [text for piece in self.paragraphs(raw) if (text := squeeze(piece))]
            total = sum(map(len, pieces))
            for text in pieces:
                linked = min(self.linked * len(text) // total, len(text))
                self.page.lines.append(Line(text, linked, self.first_box))
            self.parts.clear()
        self.linked = 0

    def paragraphs(self, raw: str) -> list[str]:
        """Running text split where its white space is all that parts its paragraphs."""
        if self.page.boxes[self.first_box].tag == "pre":
            return raw.splitlines()
        return _INDENTED.split(raw) if _INDENT in raw else [raw]
