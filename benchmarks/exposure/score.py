"""How often the uplift's interval holds the planted stories, how far it is off, how often it cries wolf."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from analysis.exposure.controls import control
from analysis.exposure.echo import uplift
from benchmarks.exposure.worlds import World

LEAST_TRUTH = 30
"""Errors are shares of the truth; of fewer stories than this a share says nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One world's figure against its truth; None where the figure was withheld."""

    planted: int
    value: float
    low: float
    high: float

    @property
    def is_covered(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.planted <= self.high


@dataclass(frozen=True, slots=True)
class Scored:
    """``error`` is None without a world of enough planted stories, ``alarms`` without an unlifted one."""

    worlds: int
    covered: float
    error: float | None
    alarms: float | None


def outcome(one: World, seed: int) -> Outcome | None:
    """What the product says of a world; None where it withholds its figure."""
    peers = control(one.peers, (*one.baseline, *one.echo.each()))
    stories = uplift(one.counts, one.baseline, one.echo, None, seed, control=peers)[0].stories
    if stories.value is None or stories.low is None or stories.high is None:
        return None
    return Outcome(one.planted, stories.value, stories.low, stories.high)


def scored(outcomes: Iterable[Outcome]) -> Scored:
    """Shares over outcomes, of which there must be one; an alarm is an interval above zero without a lift."""
    every: Sequence[Outcome] = tuple(outcomes)
    large = [abs(one.value - one.planted) / one.planted for one in every if one.planted >= LEAST_TRUTH]
    idle = [one.low > 0 for one in every if one.planted == 0]
    return Scored(
        len(every),
        sum(one.is_covered for one in every) / len(every),
        median(large) if large else None,
        sum(idle) / len(idle) if idle else None,
    )
