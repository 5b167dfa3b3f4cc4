"""What somebody is quoted with, word for word: marked speech, not marked terms, slogans and titles (pure).

Most marks in Chinese news hold no speech. Speech is told by where it stands: after a word for saying, with a
comma or colon between (X说：“…”), or at a sentence's beginning with its own full stop inside (“…。”X说). What
stands in the midst of a sentence is a term unless a word for saying leads straight to it. Papers, posters
and proverbs say nothing, and speech told without marks (X表示，…) is no quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.voices.marks import Marked, marked
from analysis.voices.speech import (
    is_statement,
    is_told_after,
    is_told_in_a_row,
    leads_to_speech,
    may_stand_alone,
)

Told = Literal["before", "after", "alone"]

_SENTENCE_END = re.compile(r"[。！？!?；;\n…]")
_LEFT_OVER = re.compile(r"[”」』’ \t\u3000]*")
_DOTS = re.compile(r"[…。]{0,4}")
_BYLINE = re.compile(
    r"\s*(?:【[^【】\n]{1,12}】)?(?:[^\n（(]{0,30}[电讯])?(?:[（(][^（）()\n]{0,30}[)）])?\s*\Z"
)
"""（本报记者 王强）, 新华社北京电（记者 王强）, 【画外音】, or nothing: what may stand before a sentence."""
_BEFORE, _AFTER = 120, 100
"""Signs around a quote in which its speaker is looked for."""
_LONGEST_ROW = 8
_APART = 2_000
"""Signs after which a quote goes on from none before it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end]`` is speech, without its marks.

    Who speaks is to be read from ``text[clause_start:clause_end]`` before or after it; a quote that stands
    ``alone`` has no such clause (both are its own start) and goes on where another left off.
    """

    start: int
    end: int
    told: Told
    clause_start: int
    clause_end: int


def quotes(text: str) -> tuple[Quote, ...]:
    """The quotes of ``text`` in order; none lies inside another."""
    return tuple(_Reader(text).quotes())


def follows(text: str, end: int, start: int) -> bool:
    """Whether ``start`` lies in the paragraph of ``end``, or in the next one."""
    return start - end <= _APART and text.count("\n", end, start) <= 1


class _Reader:
    """Goes through the marked passages of one text, each with its neighbours."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marked = list(marked(text))
        self._last_end = -_APART
        """Where the last quote ended."""

    def quotes(self) -> Iterator[Quote]:
        for place in range(len(self._marked)):
            quote = self._quote(place)
            if quote:
                self._last_end = quote.end
                yield quote

    def _quote(self, place: int) -> Quote | None:
        passage = self._marked[place]
        words = self._text[passage.start : passage.end].strip()
        if len(words) < 2:
            return None
        begin = self._sentence_start(passage.start - 1)
        lead = self._text[begin : passage.start - 1]
        rest = self._text[passage.end + 1 : passage.end + 5]
        if leads_to_speech(lead, words, rest, goes_on=self._last_end + 1 == begin):
            return Quote(passage.start, passage.end, "before", begin, passage.start - 1)
        return self._first(place, words) if _BYLINE.match(lead) else None

    def _first(self, place: int, words: str) -> Quote | None:
        """The passage as one that begins a sentence."""
        passage = self._marked[place]
        if passage.ragged:
            return Quote(passage.start, passage.end, "alone", passage.start, passage.start)
        row_end = self._row_end(place)
        after, stop = self._clause_after(row_end)
        tail = self._text[after:stop]
        beside = self._last_end + 2 == passage.start
        if row_end > place or beside:
            told = is_told_in_a_row(words, goes_on=beside)
        else:
            told = is_told_after(words, tail)
        if told:
            return Quote(passage.start, passage.end, "after", after, stop)
        if may_stand_alone(words, tail) and self._has_company(passage, words):
            return Quote(passage.start, passage.end, "alone", passage.start, passage.start)
        return None

    def _row_end(self, place: int) -> int:
        """The last of the passages that stand mark to mark from ``place`` on."""
        end = min(place + _LONGEST_ROW, len(self._marked) - 1)
        while place < end and self._marked[place + 1].start == self._marked[place].end + 2:
            place += 1
        return place

    def _sentence_start(self, at: int) -> int:
        """Where the sentence begins in which the mark at ``at`` stands."""
        low = max(0, at - _BEFORE, self._last_end + 1)
        for end in _SENTENCE_END.finditer(self._text, low, at):
            low = end.end()
        over = _LEFT_OVER.match(self._text, low, at)
        return over.end() if over else low

    def _clause_after(self, place: int) -> tuple[int, int]:
        """What follows a passage to the end of the sentence, or to where the next quote is led to."""
        dots = _DOTS.match(self._text, self._marked[place].end + 1)
        begin = dots.end() if dots else self._marked[place].end + 1
        high = min(len(self._text), begin + _AFTER)
        if place + 1 < len(self._marked):
            following = self._marked[place + 1].start - 1
            if self._text[following - 1] in "，,：:":
                high = min(high, following)
        end = _SENTENCE_END.search(self._text, begin, high)
        return begin, max(begin, end.start() if end else high)

    def _has_company(self, passage: Marked, words: str) -> bool:
        """Whether a quote goes before or more text follows in the paragraph; a heading has neither."""
        more = passage.end + 1 < len(self._text) and self._text[passage.end + 1] != "\n"
        return more or follows(self._text, self._last_end, passage.start) or is_statement(words)
