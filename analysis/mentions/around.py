"""What stands around a name in a text: characters, and the words they are cut into."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from analysis.wordlists import word_list
from analysis.words import known_words

LISTS = ("places",)
"""The shipped lists read here."""

_BEFORE, _AFTER = 12, 24
_CUT = 6
"""Characters on each side that are cut into words: a longer window settles no more borders and costs time."""
_HAN_END = re.compile(r"[\u4e00-\u9fff]+$")
_LENGTHS = (2, 3)
"""Characters of the places that may stand right beside a name."""
_COMPASS = re.compile(r"[东南西北]{2}")
_HAN = re.compile(r"[\u4e00-\u9fff]*")


@dataclass(frozen=True, slots=True)
class Around:
    """``form``, the characters right ``before`` it (at most 12) and right ``after`` it (at most 24)."""

    before: str
    form: str
    after: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Around:
        """Around ``text[start:end]``."""
        return cls(text[max(0, start - _BEFORE) : start], text[start:end], text[end : end + _AFTER])


@dataclass(frozen=True, slots=True)
class Words:
    """The words ``before`` and ``after`` a name, and whether one of them takes a part of the name.

    ``breaks_in`` is a word that ends inside the name (最新 in 最新乡试), ``breaks_out`` one that begins in it
    and goes on (庆祝 in 大庆祝). Neither is a word that holds the whole name, stands on the side of another
    known place (湖南岳阳), goes on from a name nothing stands before (苏联 in 江苏联宝公司) or joins two
    points of the compass (山东南部).
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    breaks_in: bool
    breaks_out: bool


def words_around(around: Around) -> Words:
    """The words of the dictionary around a name, within its run of Han characters."""
    before, form, after = around.before, around.form, around.after
    left, right = _HAN_END.search(before[-_CUT:]), _HAN.match(after[:_CUT])
    start = len(left[0]) if left else 0
    end = start + len(form)
    words = known_words(before[len(before) - start :] + form + (right[0] if right else ""))
    borders = list(accumulate(map(len, words), initial=0))
    first, last = bisect_left(borders, start), bisect_left(borders, end)
    breaks_in = start < borders[first] < end and not _known_beside(before, end=True)
    breaks_out = (
        0 < start < borders[last - 1]
        and end < borders[last]
        and not _COMPASS.match(words[last - 1])
        and not _known_beside(after, end=False)
    )
    return Words(
        tuple(words[: first if borders[first] == start else first - 1]),
        tuple(words[last:]),
        breaks_in,
        breaks_out,
    )


def _known_beside(text: str, *, end: bool) -> bool:
    """Whether another place we know stands at the ``end`` of ``text``, or at its beginning."""
    return any((text[-length:] if end else text[:length]) in _places() for length in _LENGTHS)


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(word_list("places"))
