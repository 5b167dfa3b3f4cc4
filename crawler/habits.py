"""What a source is used to, and when it leaves its habit. Pure statistics over plain numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, quantiles, stdev

SIGMAS = 1.5
ENOUGH_DAYS = 14  # of history, before a day can be called low
_SAME_WEEKDAYS = 6  # so many Sundays, and a Sunday is held against Sundays
_ENOUGH_GAPS = 5
_SEGMENT = 7  # days on either side of a shift: whole weeks, and a week's feast is none
_CRITICAL = 12.16  # sup-Wald, one parameter, 15 % trimmed, 1 % (Andrews 1993, table I; value of 2003)
_RATIO = 1.5  # a shift smaller than this is no news


@dataclass(frozen=True, slots=True)
class Usual:
    """Mean and standard deviation of a day's count."""

    mean: float
    deviation: float

    def is_above(self, count: int) -> bool:
        """Whether ``count`` is less than the mean by more than :data:`SIGMAS` deviations."""
        return count < self.mean - SIGMAS * self.deviation


@dataclass(frozen=True, slots=True)
class Shift:
    """The level changed for good: from ``before`` to ``after`` a day, from value number ``at`` (of 0) on."""

    at: int
    before: float
    after: float


def usual_gap(gaps: Sequence[float]) -> float | None:
    """The gap that nine of ten stay under; None when too few are known."""
    return quantiles(gaps, n=10, method="inclusive")[-1] if len(gaps) >= _ENOUGH_GAPS else None


def expected(history: Mapping[date, int], day: date) -> Usual | None:
    """What ``day`` may be expected to bring; None when fewer than :data:`ENOUGH_DAYS` are known.

    Sundays are held against Sundays as soon as enough of them are known, for a press has its week.
    """
    if len(history) < ENOUGH_DAYS:
        return None
    alike = [count for known, count in history.items() if known.weekday() == day.weekday()]
    sample = alike if len(alike) >= _SAME_WEEKDAYS else list(history.values())
    return Usual(fmean(sample), stdev(sample))


def level_shift(values: Sequence[int]) -> Shift | None:
    """The one place at which the level of daily counts changed most, if it changed at all.

    Counts are made alike in variance (Anscombe), the split that explains most is sought, and its gain is held
    against what noise brings in one series of a hundred. None for a series under two segments, for noise, and
    for a change by less than half.
    """
    number = len(values)
    if number < 2 * _SEGMENT:
        return None
    even = [2 * math.sqrt(value + 3 / 8) for value in values]
    at = max(range(_SEGMENT, number - _SEGMENT + 1), key=lambda place: _gain(even, place))
    rest = sum(_squares(part) for part in (even[:at], even[at:]))
    noise = max(rest / (number - 2), 1.0)  # 1 is a Poisson count's
    before, after = fmean(values[:at]), fmean(values[at:])
    large = max(before, after) >= _RATIO * min(before, after)
    return Shift(at, before, after) if large and _gain(even, at) / noise > _CRITICAL else None


def _gain(values: Sequence[float], at: int) -> float:
    """By how much two means explain ``values`` better than one, in squares."""
    first, second = values[:at], values[at:]
    return len(first) * len(second) / len(values) * (fmean(first) - fmean(second)) ** 2


def _squares(values: Sequence[float]) -> float:
    mean = fmean(values)
    return sum((value - mean) ** 2 for value in values)
