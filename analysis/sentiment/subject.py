"""What words alone say of a subject that is no place, or of a text as a whole.

The model knows cities only: that a firm's ruin isn't the city's is what it was taught. A firm is judged by
words and by how much the text is about it: named early and often, and not just inside a longer name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.mentions.places import bare
from analysis.sentiment.features import Floats
from analysis.sentiment.passages import SELF, longest_first, unforged
from analysis.sentiment.themes import THEMES, codes_of, find_themes, valence
from analysis.wordlists import word_list

LISTS = ("county_cities",)
"""The shipped lists read here, beside those of themes and places."""

_LONGER = re.compile(r"[（(][^（()）]{1,6}[）)]|[\u4e00-\u9fff]{0,8}(?:有限公司|股份|集团|有限责任)")
"""What follows a name that is only the beginning of a longer one."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TURNED = -0.7
_NEAR, _AFTER = 15, 12
_LONGEST = 600
"""Characters read: who a text is about is said at its beginning."""
_NO_BLAME = 0.02
"""The score of a text without a word of feeling: a headline needs no praise to be good news."""
_BYSTANDER = 0.05
"""The score of a subject that only stands beside the blame."""
_VALENCE = np.array([valence(theme) + (theme == "profit") - (theme == "distress") for theme in THEMES])


def is_place(names: Sequence[str], text: str) -> bool:
    """Whether ``names`` name a place: a city we know, or one with its unit, by itself or in ``text``."""
    return any(
        name in _cities() or not bare(name) or any(f"{name}{unit}" in text for unit in "市县区州")
        for name in names
        if name
    )


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    return frozenset((*word_list("places"), *word_list("county_cities")))


def lean(text: str, names: Sequence[str]) -> float:
    """-1 … 1: what ``text`` says of the subject with these ``names``, or of anything where none is named."""
    masked = unforged(text[:_LONGEST])
    for name in longest_first(tuple(names)):
        masked = masked.replace(name, SELF)
    hits = find_themes(masked)
    told = _VALENCE[hits.themes] * np.where(hits.turned, _TURNED, 1.0)
    if SELF not in masked:
        # One character alone (难 in 遇到难题打个电话就有人来) is no feeling; beside a subject it may be.
        words = hits.ends - hits.starts > 1
        return float(np.tanh(float(told[words].sum()) / 3)) or _NO_BLAME
    total = float(told.sum())
    own = np.flatnonzero(codes_of(masked) == ord(SELF))
    near, after = _beside(told, hits.starts, own)
    if near + after + total >= 0:
        return max(float(np.tanh((near + after + total) / 6)), _NO_BLAME)
    blame = float(np.tanh(-near / 2) + np.tanh(-after))
    return min(-float(np.tanh((blame + _salience(masked, own) - 1) / 2)), _BYSTANDER)


def _beside(told: Floats, starts: NDArray[np.int64], own: NDArray[np.int64]) -> tuple[float, float]:
    """What is said around the subject, and close behind it."""
    if not len(starts):
        return 0.0, 0.0
    away = starts[:, None] - own[None, :]
    near = np.abs(away).min(axis=1) <= _NEAR
    after = ((away > 0) & (away <= _AFTER)).any(axis=1)
    return float(told[near].sum()), float(told[after].sum())


def _salience(text: str, own: NDArray[np.int64]) -> float:
    """How much ``text`` is about the subject, about -1 … 3."""
    places = own.tolist()
    longer = all(_LONGER.match(text, place + 1) for place in places)
    bounded = [
        not _HAN.match(text, place + 1) or place == 0 or not _HAN.match(text, place - 1) for place in places
    ]
    share: float = sum(bounded) / len(places)
    often: float = np.log2(1 + len(places)).item()
    return 0.8 * often - float(places[0] / len(text)) - 1.5 * longer + 0.7 * share
