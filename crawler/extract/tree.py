"""Text -> page: the one parse, flattened as it goes to the lines and boxes that every reader shares.

Tags are read by flatten.lua, which builds no tree: elements as Python objects cost more than all that is
asked of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

from cityecho.compiled import Program
from crawler.extract.decode import clean
from crawler.extract.marks import role_of

_INDENT = "\u3000\u3000"  # how a Chinese paragraph begins
_INDENTED = re.compile(rf"(?<=[。！？”…）])\s*{_INDENT}")
_LONGEST_MARK = 300  # characters
_LONGEST_META = 1_000  # characters
_MOST_LINES = 30_000  # that white space alone parts
_ENDLESS = re.compile(r"&#(?:\d{8,}|x[\da-f]{8,});?", re.IGNORECASE)  # which Python won't read as a number
_AMPERSAND = re.compile(r"&(?:amp|#38|#x26);", re.IGNORECASE)  # all of an address that is written otherwise
_MARK = re.compile(r"[，。！？；：、“”…,.!?;:](?:(?<![,.!?;:])|\s|$)")
_STOP = re.compile(r"[。！？…；.!?](?:(?<![.!?])|\s|$)")
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

    ``linked`` counts its characters inside links, ``is_link`` says whether most of it is; ``box`` indexes
    Page.boxes; ``marks`` counts the marks of running text, ``stops`` those of them that end a sentence.
    """

    text: str
    linked: int
    box: int
    is_link: bool
    marks: int
    stops: int


@dataclass(slots=True)
class Page:
    """A page flattened: its lines in reading order, the boxes they lie in (parents first), and its head.

    ``times`` holds each <time>'s machine-readable value, ``links`` each address, with the index of the line
    it stands in. ``scripts`` are UTF-8 as they stand there: much of a page, and rarely asked for.
    """

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    scripts: list[bytes] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)


def squeeze(text: str) -> str:
    """``text`` without invisible marks, with runs of white space (U+3000 too) made one space."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(clean(text).split())


def read(utf8: bytes) -> Page:
    """Read ``utf8`` as HTML and flatten it; text without an element is one line.

    Of a page without end (more than 30,000 tags) the beginning is read.
    """
    flat = _Flat(*_flatten()(utf8.replace(b"\0", b" ")))
    boxes = flat.all_boxes()
    lines, place_of = _lines(flat, boxes)
    named = _texts(flat.meta, _unescaped)
    meta: dict[str, str] = {}
    for name, content in zip(named[::2], named[1::2], strict=True):
        meta.setdefault(name, content[:_LONGEST_META])
    return Page(
        lines=lines,
        boxes=boxes,
        title=next(filter(None, map(squeeze, _texts(flat.titles, _unescaped))), ""),
        meta=meta,
        scripts=flat.scripts.split(b"\0")[:-1],
        linked_data=_texts(flat.linked_data),
        times=[
            (place_of[i], one) for i, one in zip(_numbers(flat.time_lines), _texts(flat.times), strict=True)
        ],
        links=[
            (place_of[i], one)
            for i, one in zip(_numbers(flat.link_lines), _texts(flat.links, _addresses), strict=True)
        ],
    )


class _Flat(NamedTuple):
    """What flatten.lua gives: texts that end with NUL, numbers of 32 bits.

    Each kind in its order; ``odd_lines`` are those that are given as they stand in the page;
    ``link_lines`` and ``time_lines`` say how many lines came before.
    """

    texts: bytes
    line_boxes: bytes
    linked: bytes
    are_links: bytes
    marks_in: bytes
    stops_in: bytes
    odd_lines: bytes
    tag_names: bytes
    tags: bytes
    parents: bytes
    marks: bytes
    mark_numbers: bytes
    hidden: bytes
    links: bytes
    link_lines: bytes
    times: bytes
    time_lines: bytes
    titles: bytes
    scripts: bytes
    linked_data: bytes
    meta: bytes

    def all_boxes(self) -> list[Box]:
        """The boxes, parents first."""
        names = _texts(self.tag_names)
        marks = [
            (mark, role_of(mark)) for mark in (one[:_LONGEST_MARK] for one in _texts(self.marks.lower()))
        ]
        return [
            Box(parent, names[tag], *marks[mark], hidden == 1)
            for parent, tag, mark, hidden in zip(
                _numbers(self.parents),
                _numbers(self.tags),
                _numbers(self.mark_numbers),
                _numbers(self.hidden),
                strict=True,
            )
        ]


def _texts(joined: bytes, readable: Callable[[str], str] = str) -> list[str]:
    return readable(joined.decode("utf-8", "ignore")).split("\0")[:-1]


def _unescaped(text: str) -> str:
    return unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def _addresses(text: str) -> str:
    return _AMPERSAND.sub("&", text)


def _numbers(joined: bytes) -> list[int]:
    return memoryview(joined).cast("i").tolist()


def _lines(flat: _Flat, boxes: Sequence[Box]) -> tuple[list[Line], Sequence[int]]:
    """The lines; and for each number of flatten.lua's how many they make: an odd one none or several."""
    columns = (flat.linked, flat.line_boxes, flat.are_links, flat.marks_in, flat.stops_in)
    linked, homes, are_links, marks, stops = map(_numbers, columns)
    texts = _texts(flat.texts)
    lines = list(map(Line, texts, linked, homes, map(bool, are_links), marks, stops))
    odd = frozenset(_numbers(flat.odd_lines))
    if not odd:
        return lines, range(len(lines) + 1)
    made: list[Line] = []
    place_of = [0]
    for number, line in enumerate(lines):
        if number in odd:
            made += _read_again(line, boxes[line.box].tag, max(1, _MOST_LINES - len(made)))
        else:
            made.append(line)
        place_of.append(len(made))
    return made, place_of


def _read_again(line: Line, tag: str, most: int) -> Iterator[Line]:
    """A line as it stands in the page, read; split where white space is all that parts its paragraphs."""
    raw = _unescaped(line.text)
    parts = _ROW_END if tag == "pre" else _INDENTED
    pieces = [text for piece in parts.split(raw, most) if (text := squeeze(piece))]
    total = sum(map(len, pieces))
    for one in pieces:
        share = min(line.linked * len(one) // total, len(one))
        marks, stops = len(_MARK.findall(one)), len(_STOP.findall(one))
        yield Line(one, share, line.box, share * 2 > len(one), marks, stops)


@lru_cache(maxsize=1)
def _flatten() -> Any:
    return Program("crawler.extract", "flatten.lua").result
