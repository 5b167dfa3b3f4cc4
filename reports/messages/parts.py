"""A message in parts that a channel takes: whole lines as far as they fit, long ones split. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.messages.notice import Line, Message, Notice, Part
from reports.messages.split import size, split

_COUNTER = size("（10/10）")


@dataclass(frozen=True, slots=True)
class Style:
    """What a channel takes: bytes a message, bytes of markup a line, and how it must be given plain words."""

    limit: int
    markup: int
    words: Callable[[str], str]


def parts(message: Message, style: Style) -> tuple[Part, ...]:
    """The message in as few parts as keep to the channel's limit; words in them are inert."""
    heading = split(style.words(message.heading), style.limit // 4)[0]
    room = style.limit - size(heading) - _COUNTER - style.markup
    filled: list[tuple[list[Line], list[Notice]]] = [([], [])]
    used = 0
    for line, ended in _lines(message, style, room):
        cost = _cost(line, style)
        if used + cost > room and filled[-1][0]:
            filled.append(([], []))
            used = 0
        filled[-1][0].append(line)
        filled[-1][1].extend(ended)
        used += cost
    many = len(filled)
    return tuple(
        Part(f"{heading}（{number}/{many}）" if many > 1 else heading, tuple(lines), tuple(ended))
        for number, (lines, ended) in enumerate(filled, 1)
    )


def _cost(line: Line, style: Style) -> int:
    return size(line.text) + size(line.href) + style.markup


def _lines(message: Message, style: Style, room: int) -> Iterator[tuple[Line, tuple[Notice, ...]]]:
    """Each line with the notice that ends with it."""
    for notice in message.notices:
        made = [
            Line(piece, line.href)
            for line in notice.lines
            for piece in split(style.words(line.text), room - style.markup - size(line.href))
        ]
        for place, line in enumerate(made, 1):
            yield line, (notice,) if place == len(made) else ()
