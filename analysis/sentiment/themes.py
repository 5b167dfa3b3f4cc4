"""What a text speaks of: words by theme, each at its place, with what negates it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.wordlists import word_list

GOOD = ("growth", "rank", "build", "invest", "award", "praise", "service", "tech", "event", "rescue")
BAD = (
    *(
        "death",
        "injury",
        "accident",
        "corrupt",
        "discipline",
        "violent",
        "crime",
        "fraud",
        "enforce",
        "pollution",
    ),
    *("arrears", "decline", "disaster", "warning", "epidemic", "ripoff", "complain"),
)
OTHER_EVENTS = (
    *("respond", "rumour", "market", "sport", "film", "judicial", "private", "meeting", "plan"),
    *("profit", "distress"),
)
WHO = ("gov", "official", "public", "firm", "stock", "person", "private", "nation", "leader")
_FORM = ("ask", "history", "scene", "negation", "contrast", "degree", "more")
_PLAIN = (
    *("positive", "positive_strong", "positive_weak", "negative", "negative_strong", "negative_weak"),
    *("stickers_positive", "stickers_negative", "ceremonies", "firms", "ambivalence"),
)
"""Lists of feeling and of occasion that say nothing of their subject."""
THEMES = tuple(dict.fromkeys((*GOOD, *BAD, *OTHER_EVENTS, *WHO, *_FORM, *_PLAIN)))
"""The order is part of the model: a theme's number is its place here."""
LISTS = tuple(theme if theme in _PLAIN else f"themes/{theme}" for theme in THEMES)
"""The shipped lists read here."""

_PRAISE = {
    "positive": 1.0,
    "positive_strong": 1.0,
    "positive_weak": -0.5,
    "stickers_positive": 1.0,
}
_BLAME = {
    "negative": 1.0,
    "negative_strong": 1.0,
    "negative_weak": -0.5,
    "stickers_negative": 1.0,
}
"""A strong word stands in the plain list too, a weak one as well."""

_REACH = 6
"""Characters over which a negation reaches a word."""
_DENIED = ("发生", "出现")
"""What follows a negation that reaches to the end of its clause: 没有发生拖欠工资的事故."""
_CLAUSE = re.compile(r"[^，,、：:；;。！？!?\n]*")
_LOW, _MIX = 0xFFFF, np.uint32(31)
_SIZE = 10
_FULL = (1 << _SIZE) - 1
"""Bits of a word's length, and of a theme's number, in a packed hit; and the highest of either."""
_NO_WORDS: tuple[tuple[str, tuple[int, ...]], ...] = ()
_NEGATION = THEMES.index("negation")


@dataclass(frozen=True, slots=True)
class Hits:
    """Where words of the lists stand. A word of two themes is two hits.

    ``starts``: the character each begins at, ascending; ``ends``: the one after its last; ``themes``: its
    theme's number in :data:`THEMES`; ``turned``: whether a negation stands before it.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    themes: NDArray[np.int64]
    turned: NDArray[np.bool_]

    @property
    def kinds(self) -> NDArray[np.int64]:
        """Each hit's theme, a negated one past all plain ones."""
        return self.themes + len(THEMES) * self.turned


def valence(theme: str) -> float:
    """How much a word of ``theme`` praises, below 0 blames."""
    good = 0.7 * (theme in GOOD) + _PRAISE.get(theme, 0.0)
    return good - 0.7 * (theme in BAD) - _BLAME.get(theme, 0.0)


def find_themes(text: str) -> Hits:
    """Every word of the lists in ``text``, the longest first, none inside another."""
    pairs, singles = _vocabulary()
    packed: list[int] = []
    end = 0
    negated_until = -1
    for start in _candidates(text):
        if start < end:
            continue
        for word, named in pairs.get(text[start : start + 2], _NO_WORDS):
            if text.startswith(word, start):
                numbers, end = named, start + len(word)
                break
        else:
            numbers = singles.get(text[start], ())
            if not numbers:
                continue
            end = start + 1
        turned = start <= negated_until
        where = start << _SIZE | end - start
        packed += [(where << _SIZE | number) << 1 | turned for number in numbers]
        if _NEGATION in numbers:
            negated_until = _reach(text, start, end)
    return _unpacked(packed)


def _unpacked(packed: Sequence[int]) -> Hits:
    """Hits from a number each, which is faster filled than four lists: start, length, theme, turned."""
    hits = np.array(packed, np.int64)
    starts = hits >> (2 * _SIZE + 1)
    return Hits(starts, starts + (hits >> (_SIZE + 1) & _FULL), hits >> 1 & _FULL, (hits & 1).astype(bool))


def _reach(text: str, start: int, end: int) -> int:
    """Where words end to be turned by the negation from ``start`` to ``end``."""
    clause = _CLAUSE.match(text, end) if text.startswith(_DENIED, end) else None
    return clause.end() if clause else start + _REACH


def codes_of(text: str) -> NDArray[np.uint32]:
    """(characters,): the code points of ``text``, lone surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _candidates(text: str) -> list[int]:
    """Where a word may begin, by its first two characters: a few too many, none too few."""
    codes = codes_of(text)
    single, double = _beginnings()
    known = single[codes & _LOW]
    known[:-1] |= double[(codes[:-1] * _MIX ^ codes[1:]) & _LOW]
    places: list[int] = known.nonzero()[0].tolist()
    return places


@lru_cache(maxsize=1)
def _beginnings() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(65536,) twice: whether a word of one character, or of more, may begin so."""
    pairs, singles = _vocabulary()
    single, double = np.zeros(1 << 16, bool), np.zeros(1 << 16, bool)
    for sign in singles:
        single[ord(sign) & _LOW] = True
    for pair in pairs:
        double[(ord(pair[0]) * int(_MIX) ^ ord(pair[1])) & _LOW] = True
    return single, double


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[dict[str, list[tuple[str, tuple[int, ...]]]], dict[str, tuple[int, ...]]]:
    """Words by their first two characters, the longest first, with their themes; and single characters."""
    themes: dict[str, tuple[int, ...]] = {}
    for number, name in enumerate(LISTS):
        for word in word_list(name):
            themes[word] = (*themes.get(word, ()), number)
    pairs: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for word in sorted((word for word in themes if len(word) > 1), key=len, reverse=True):
        pairs.setdefault(word[:2], []).append((word, themes[word]))
    return pairs, {word: numbers for word, numbers in themes.items() if len(word) == 1}
