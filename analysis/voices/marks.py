"""What stands between quotation marks: the outermost pairs of a text, in one pass (pure).

Presses leave marks open, close what nobody opened and nest a pair in its own kind. A paragraph's end settles
it: what is open there was a slip, unless the next paragraph opens anew (speech of several paragraphs is
closed but once) or goes on to the closing mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_CLOSED_BY = {"“": "”", "「": "」", "『": "』", "‘": "’", "〝": "〞"}
_OPENED_BY = {closing: opening for opening, closing in _CLOSED_BY.items()}
_STRAIGHT = '"＂'
OPENING = "".join(_CLOSED_BY) + _STRAIGHT
CLOSING = "".join(_OPENED_BY) + _STRAIGHT
_SIGN = re.compile(rf"[{OPENING}{''.join(_OPENED_BY)}\n]")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_SPEECH_BEGINS = re.compile(r"(?:^|[\n：:，,])[ \t\u3000]*\Z")
_OPENS = re.compile(rf"[ \t\u3000]*[{OPENING}]")
_NEXT_MARK = re.compile(rf"[^{OPENING}{''.join(_OPENED_BY)}]{{0,400}}([{''.join(_OPENED_BY)}])")
"""The next mark closes, within a paragraph's length."""


@dataclass(frozen=True, slots=True)
class Marked:
    """``text[start:end]`` stands between marks; there is none at the ``end`` of a ``ragged`` one."""

    start: int
    end: int
    ragged: bool = False


@dataclass(slots=True)
class _Open:
    """The marks open so far, and the pairs that were closed within them, none inside another."""

    marks: list[tuple[str, int]] = field(default_factory=list)
    pairs: list[Marked] = field(default_factory=list)

    def close(self, opening: str, at: int) -> None:
        """Pair the mark at ``at`` with the last ``opening`` one; nothing where none is open."""
        if all(mark != opening for mark, _ in self.marks[-4:]):
            return
        mark, begin = self.marks.pop()
        while mark != opening:
            mark, begin = self.marks.pop()
        while self.pairs and self.pairs[-1].start > begin:
            self.pairs.pop()
        self.pairs.append(Marked(begin + 1, at))

    def settle(self) -> list[Marked]:
        """The pairs, and begin anew."""
        pairs, self.marks, self.pairs = self.pairs, [], []
        return pairs


def marked(text: str) -> Iterator[Marked]:
    """The outermost marked passages of ``text``, in order; empty ones too."""
    state = _Open()
    for found in _SIGN.finditer(text):
        sign, at = found[0], found.start()
        if sign == "\n":
            yield from _paragraph_end(text, at, state)
        elif sign in _STRAIGHT:
            if any(mark == sign for mark, _ in state.marks[-4:]):
                state.close(sign, at)
            else:
                state.marks.append((sign, at))
        elif sign in _CLOSED_BY:
            state.marks.append((sign, at))
        elif not _APOSTROPHE.match(text, at):
            state.close(_OPENED_BY[sign], at)
        if not state.marks:
            yield from state.settle()
    yield from _paragraph_end(text, len(text), state)


def _paragraph_end(text: str, at: int, state: _Open) -> list[Marked]:
    if not state.marks:
        return state.settle()
    _, begin = state.marks[0]
    speech = _SPEECH_BEGINS.search(text, max(0, begin - 8), begin)
    if speech and _OPENS.match(text, at + 1):
        state.settle()
        return [Marked(begin + 1, begin + 1 + len(text[begin + 1 : at].rstrip()), ragged=True)]
    if speech and _NEXT_MARK.match(text, at + 1):
        return []
    return state.settle()
