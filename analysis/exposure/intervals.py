"""Shares with 90 % intervals, in closed form; and intervals of drawn counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Z90 = 1.6448536269514722
"""Half-width of a two-sided 90 % interval in standard deviations."""

LEAST_CLUSTERS = 3
SEED = 20220715
"""Of all draws: fixed, so that the same archive gives the same intervals."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 90 % interval; or no value, and ``withheld`` says why (Chinese).

    A share is ``part`` of ``of`` units.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    withheld: str | None = None
    part: int | None = None
    of: int | None = None

    def unless(self, reason: str | None) -> Estimate:
        """This estimate, or, when there is a reason against it, none."""
        return self if reason is None else withheld(reason)

    def times(self, factor: float) -> Estimate:
        """The same in another unit."""
        if self.value is None or self.low is None or self.high is None:
            return self
        return replace(self, value=self.value * factor, low=self.low * factor, high=self.high * factor)


def withheld(reason: str) -> Estimate:
    """No value, and why."""
    return Estimate(None, withheld=reason)


def middle(draws: npt.NDArray[np.int64], *levels: float) -> list[float]:
    """Quantiles of the mid-distribution of drawn counts, one for each of ``levels``.

    An interval between whole numbers, its ends counted in, holds more than it promises: by half of what each
    end has (in a city of two stories a week five points of a hundred). Each count is spread evenly over the
    half story on either side of it, so that a tail holds its level on average (Lancaster 1961, mid-P).
    """
    counts, times = np.unique(draws, return_counts=True)
    reached = np.concatenate([[0.0], np.cumsum(times) / draws.size])
    ends = np.stack([counts - 0.5, counts + 0.5], axis=1).ravel()
    found = np.interp(levels, np.stack([reached[:-1], reached[1:]], axis=1).ravel(), ends)
    return [float(one) for one in found]


def wilson(part: int, total: int, nothing: str = "没有可计的报道") -> Estimate:
    """Share ``part / total`` with Wilson's score interval (1927); withheld as ``nothing`` when total is 0.

    Assumes that the units (stories) are independent of each other.
    """
    if total == 0:
        return withheld(nothing)
    share = part / total
    spread = Z90**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z90 / (1 + spread) * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    low, high = min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))
    return Estimate(share, low, high, part=part, of=total)


def ratio(parts: Sequence[int], sizes: Sequence[int], nothing: str = "没有可计的稿件") -> Estimate:
    """Σparts / Σsizes of clusters (stories): the linearised ratio estimator (Cochran 1977, ch. 6).

    Copies of one text are not independent, so the spread is taken over clusters; with fewer than three there
    is no spread to take and no interval.
    """
    total = sum(sizes)
    if total == 0:
        return withheld(nothing)
    value = sum(parts) / total
    if len(sizes) < LEAST_CLUSTERS:
        return Estimate(value, part=sum(parts), of=total)
    off = sum((part - value * size) ** 2 for part, size in zip(parts, sizes, strict=True))
    half = Z90 * math.sqrt(off * len(sizes) / (len(sizes) - 1)) / total
    return Estimate(value, value - half, value + half, part=sum(parts), of=total)


def clustered(parts: Sequence[int], sizes: Sequence[int], nothing: str = "没有可计的稿件") -> Estimate:
    """:func:`ratio` of items that are a share of all: within 0…1, which is its interval without a spread.

    None or all of them have no spread, which doesn't make them sure: then it is Wilson's over the clusters.
    """
    share = ratio(parts, sizes, nothing)
    if share.value is None:
        return share
    if share.value in {0.0, 1.0}:
        of_clusters = wilson(int(share.value) * len(sizes), len(sizes))
        return replace(share, low=of_clusters.low, high=of_clusters.high)
    if share.low is None or share.high is None:
        return replace(share, low=0.0, high=1.0)
    return replace(share, low=max(0.0, share.low), high=min(1.0, share.high))


def difference(now: Estimate, before: Estimate, correlation: float = 0.0) -> Estimate:
    """``now`` less ``before`` from the intervals of both, which needn't be symmetric (MOVER).

    Zou & Donner 2008; of two Wilson intervals it is Newcombe's (1998). ``correlation`` is that of the two
    values. Withheld where either is, and without an interval where either has none.
    """
    for one in (now, before):
        if one.value is None:
            return withheld(one.withheld or "缺少其中一个数值")
    value = (now.value or 0.0) - (before.value or 0.0)
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return Estimate(value)
    down, up = (now.value or 0.0) - now.low, now.high - (now.value or 0.0)
    before_down, before_up = (before.value or 0.0) - before.low, before.high - (before.value or 0.0)
    return Estimate(
        value, value - _beside(down, before_up, correlation), value + _beside(up, before_down, correlation)
    )


def _beside(one: float, other: float, correlation: float) -> float:
    """Length of the sum of two independent (or so correlated) deviations."""
    return math.sqrt(max(0.0, one * one - 2 * correlation * one * other + other * other))
