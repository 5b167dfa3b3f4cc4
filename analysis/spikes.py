"""A day with more blame than usual: its negative items against its own fortnight before. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, stdev

from analysis.coverage import Coverage
from analysis.dates import day as day_said
from analysis.dates import days as days_said
from analysis.item import Item
from cityecho.watchlist import Days

BASELINE_DAYS = 14
SIGMAS = 3.0
FEWEST = 3
"""Negative items under which a day is no spike, however quiet the fortnight was."""


@dataclass(frozen=True, slots=True)
class Blame:
    """The negative ``items`` of a day and how many each day of the fortnight before it brought.

    Both count those sources alone that cover all fifteen days, ``sources`` in number (of one that took
    another's place, one). ``withheld`` says (Chinese) why nothing can be said of the day; then the rest is
    empty.
    """

    day: date
    items: tuple[Item, ...] = ()
    baseline: tuple[int, ...] = ()
    sources: int = 0
    withheld: str | None = None

    @property
    def usual(self) -> float:
        """Negative items a day in the fortnight."""
        return fmean(self.baseline) if self.baseline else 0.0

    @property
    def is_spike(self) -> bool:
        """Whether there are :data:`FEWEST` at least, and more than three deviations above the usual.

        The deviation is the fortnight's own, but never less than a Poisson count's (√mean).
        """
        if self.withheld or len(self.items) < FEWEST:
            return False
        deviation = max(stdev(self.baseline), math.sqrt(self.usual))
        return len(self.items) > self.usual + SIGMAS * deviation


def fortnight(day: date) -> Days:
    """The days that ``day`` is held against."""
    return Days(day - timedelta(days=BASELINE_DAYS), day - timedelta(days=1))


def blame(items: Iterable[Item], coverage: Coverage, day: date) -> Blame:
    """What ``items``, all about the city, say of ``day``; ``coverage`` must reach over its fortnight."""
    if coverage.at(day) == "gap":
        return Blame(day, withheld=f"{day_said(day)}未采集")
    before = fortnight(day)
    whole = coverage.whole((*before.each(), day))
    if not whole:
        return Blame(day, withheld=f"没有一个来源在{days_said(before.first, day)}每天都采集完整")
    sources = frozenset(source for lane in whole for source in lane.sources)
    negative = [item for item in items if item.sentiment == "negative" and item.source in sources]
    counts = Counter(item.day for item in negative)
    return Blame(
        day=day,
        items=tuple(item for item in negative if item.day == day),
        baseline=tuple(counts[one] for one in before.each()),
        sources=len(whole),
    )
