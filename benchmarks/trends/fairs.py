"""Bursts of words against the days on which the fairs that they name were held."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from analysis.trends import Burst, bursts
from cityecho.watchlist import Days

LEEWAY = timedelta(days=7)
"""News of a fair begin before it opens and end after it closes."""
Dated = tuple[date, str]
_LIST = Path(__file__).with_name("fairs.toml")


@dataclass(frozen=True, slots=True)
class Fair:
    """A fair or forum by its names, and the days of its editions."""

    names: tuple[str, ...]
    held: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Editions that a burst of their own met, all bursts, all editions."""

    met: int
    bursts: int
    held: int

    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.met / max(self.bursts + self.held, 1)

    def __add__(self, other: Score) -> Score:
        return Score(self.met + other.met, self.bursts + other.bursts, self.held + other.held)


def fairs() -> tuple[Fair, ...]:
    """Those of the list beside this module."""
    listed = tomllib.loads(_LIST.read_text(encoding="utf-8"))["fair"]
    return tuple(Fair(tuple(one["names"]), tuple(Days(*span) for span in one["held"])) for one in listed)


def found(fair: Fair, texts: Sequence[Dated]) -> tuple[Burst, ...]:
    """The bursts of texts that hold any of the fair's names."""
    totals = Counter(day for day, _ in texts)
    named = Counter(day for day, text in texts if any(name in text for name in fair.names))
    days = sorted(totals)
    return bursts(days, [[named[day] for day in days]], [totals[day] for day in days])[0]


def score(held: Iterable[Days], seen: Sequence[Burst]) -> Score:
    """A burst meets the first edition within a week of it that no burst has met; a second one is too many."""
    left = sorted(held, key=lambda days: days.first)
    editions = len(left)
    for burst in seen:
        near = [one for one in left if burst.first <= one.last + LEEWAY and burst.last >= one.first - LEEWAY]
        if near:
            left.remove(near[0])
    return Score(editions - len(left), len(seen), editions)


def named_near(fair: Fair, held: Days, texts: Sequence[Dated]) -> int:
    """How many texts name the fair within a week of an edition: does the corpus know of it?"""
    near = (text for day, text in texts if held.first - LEEWAY <= day <= held.last + LEEWAY)
    return sum(any(name in text for name in fair.names) for text in near)
