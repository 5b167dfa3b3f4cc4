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
from itertools import accumulate
from typing import Any, NamedTuple

from cityecho.compiled import Program
from crawler.extract.decode import clean, visible
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
    hidden: int


class Line(NamedTuple):
    """What a reader sees as one line of running text: between two blocks or <br>.

    ``linked`` counts its characters inside links, ``is_link`` says whether most of it is; ``box`` indexes
    Page.boxes; ``marks`` counts the marks of running text, ``stops`` those of them that end a sentence.
    """

    text: str
    linked: int
    box: int
    is_link: int
    marks: int
    stops: int


@dataclass(slots=True)
class Boxes:
    """The boxes of a page as columns, which is how the readers go through them; one by one as rows."""

    parents: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    hidden: Sequence[int] = ()  # 1 or 0, as in Lines.are_links

    def __len__(self) -> int:
        return len(self.parents)

    def __iter__(self) -> Iterator[Box]:
        return map(Box, self.parents, self.tags, self.marks, self.roles, self.hidden)


@dataclass(slots=True)
class Lines:
    """The lines of a page as columns; one by one as rows."""

    texts: list[str] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    boxes: list[int] = field(default_factory=list)
    are_links: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Line]:
        return map(Line, *self.columns)

    def __getitem__(self, index: int) -> Line:
        return Line(*(column[index] for column in self.columns))

    @property
    def columns(self) -> Any:
        """In the order of a line's fields."""
        return self.texts, self.linked, self.boxes, self.are_links, self.marks, self.stops


@dataclass(slots=True)
class Page:
    """A page flattened: its lines in reading order, the boxes they lie in (parents first), and its head.

    ``times`` holds each <time>'s machine-readable value, ``links`` each address, with the index of the line
    it stands in. ``scripts`` are UTF-8 as they stand there: much of a page, and rarely asked for.
    """

    lines: Lines = field(default_factory=Lines)
    boxes: Boxes = field(default_factory=Boxes)
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
    utf8 = utf8.replace(b"\0", b" ")
    flat = _Flat(*_flatten()(utf8))
    boxes = _boxes(flat)
    lines, place_of = _lines(flat, boxes.tags)
    named = _texts(flat.meta, _unescaped)
    meta: dict[str, str] = {}
    for name, content in zip(named[::2], named[1::2], strict=True):
        meta.setdefault(name, content[:_LONGEST_META])
    return Page(
        lines=lines,
        boxes=boxes,
        title=next(filter(None, map(squeeze, _texts(flat.titles, _unescaped))), ""),
        meta=meta,
        scripts=[utf8[begin:end] for begin, end in _pairs(flat.scripts_from, flat.scripts_upto)],
        linked_data=_texts(flat.linked_data, visible),
        times=_placed(flat.time_lines, place_of, _texts(flat.times, visible)),
        links=_placed(flat.link_lines, place_of, _texts(flat.links, _addresses)),
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
    scripts_from: bytes
    scripts_upto: bytes
    linked_data: bytes
    meta: bytes


def _boxes(flat: _Flat) -> Boxes:
    names = _texts(flat.tag_names)
    marks = [mark[:_LONGEST_MARK] for mark in _texts(flat.marks.lower())]
    roles = list(map(role_of, marks))
    tags, mark_numbers = _numbers(flat.tags), _numbers(flat.mark_numbers)
    return Boxes(
        _numbers(flat.parents),
        [names[number] for number in tags],
        [marks[number] for number in mark_numbers],
        [roles[number] for number in mark_numbers],
        flat.hidden,
    )


def _texts(joined: bytes, readable: Callable[[str], str] = str) -> list[str]:
    return readable(joined.decode("utf-8", "ignore")).split("\0")[:-1]


def _unescaped(text: str) -> str:
    text = visible(text)
    return unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def _addresses(text: str) -> str:
    return _AMPERSAND.sub("&", text)


def _numbers(joined: bytes) -> list[int]:
    return memoryview(joined).cast("i").tolist()


def _pairs(first: bytes, second: bytes) -> Iterator[tuple[int, int]]:
    return zip(_numbers(first), _numbers(second), strict=True)


def _placed(numbers: bytes, place_of: Sequence[int], texts: list[str]) -> list[tuple[int, str]]:
    return list(zip(map(place_of.__getitem__, _numbers(numbers)), texts, strict=True))


def _lines(flat: _Flat, tags: list[str]) -> tuple[Lines, Sequence[int]]:
    """The lines; and for each number of flatten.lua's how many they make: an odd one none or several."""
    columns = (flat.linked, flat.line_boxes, flat.are_links, flat.marks_in, flat.stops_in)
    raw = Lines(_texts(flat.texts), *map(_numbers, columns))
    odd = _numbers(flat.odd_lines)
    if not odd:
        return raw, range(len(raw) + 1)
    made, counts, begin = Lines(), [1] * len(raw), 0
    for number in odd:
        _append(made, raw, slice(begin, number))
        line = raw[number]
        read_again = _read_again(line, tags[line.box], max(1, _MOST_LINES - len(made)))
        _append(made, Lines(*map(list, zip(*read_again, strict=True))))
        counts[number] = len(read_again)
        begin = number + 1
    _append(made, raw, slice(begin, None))
    return made, [0, *accumulate(counts)]


def _append(made: Lines, more: Lines, part: slice = slice(None)) -> None:
    for column, added in zip(made.columns, more.columns, strict=True):
        column.extend(added[part])


def _read_again(line: Line, tag: str, most: int) -> list[Line]:
    """A line as it stands in the page, read; split where white space is all that parts its paragraphs."""
    raw = _unescaped(line.text)
    parts = _ROW_END if tag == "pre" else _INDENTED
    pieces = [text for piece in parts.split(raw, most) if (text := squeeze(piece))]
    total = sum(map(len, pieces))
    return [_piece(one, min(line.linked * len(one) // total, len(one)), line.box) for one in pieces]


def _piece(text: str, linked: int, box: int) -> Line:
    return Line(text, linked, box, linked * 2 > len(text), len(_MARK.findall(text)), len(_STOP.findall(text)))


@lru_cache(maxsize=1)
def _flatten() -> Any:
    return Program("crawler.extract", "flatten.lua").result
