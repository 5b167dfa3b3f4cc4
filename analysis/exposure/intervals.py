"""Shares with 90 % intervals, in closed form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

Z90 = 1.6448536269514722
"""Half-width of a two-sided 90 % interval in standard deviations."""


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


def clustered(parts: Sequence[int], sizes: Sequence[int], nothing: str = "没有可计的稿件") -> Estimate:
    """Share of items Σparts / Σsizes when items come in clusters (stories): the linearised ratio estimator.

    Copies of one text are not independent, so the spread is taken over clusters (Cochran 1977, ch. 6); with
    fewer than three clusters there is no spread to take and the interval is the whole of 0…1.
    """
    total = sum(sizes)
    if total == 0:
        return withheld(nothing)
    share = sum(parts) / total
    if len(sizes) < 3:
        return Estimate(share, 0.0, 1.0, part=sum(parts), of=total)
    off = sum((part - share * size) ** 2 for part, size in zip(parts, sizes, strict=True))
    half = Z90 * math.sqrt(off * len(sizes) / (len(sizes) - 1)) / total
    return Estimate(share, max(0.0, share - half), min(1.0, share + half), part=sum(parts), of=total)
