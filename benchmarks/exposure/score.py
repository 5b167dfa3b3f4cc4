"""How often an interval holds what was planted, how far a figure is off, how often an uplift cries wolf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any, Self

from analysis.coverage import Coverage, DayCoverage, Lane
from analysis.exposure.controls import control
from analysis.exposure.counterfactual import Counterfactual
from analysis.exposure.echo import Uplift, new_stories, uplift
from analysis.exposure.effect import company, told_apart
from analysis.exposure.intervals import Estimate
from analysis.exposure.panel import choose
from analysis.exposure.placebo import over_dates, over_peers
from benchmarks.exposure.gaps import Gapped
from benchmarks.exposure.overlaps import Overlap
from benchmarks.exposure.worlds import World

LEAST_TRUTH = 30
"""Errors are shares of the truth; of fewer stories than this a share says nothing."""
MOST_ERROR = 0.12
"""The bar of the median error of such truths."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One world's figure against its truth; None where the figure was withheld."""

    planted: float
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


@dataclass(frozen=True, slots=True)
class Told:
    """What the product says of one world: None where it withholds a figure, or wasn't asked for it.

    ``dates`` and ``peers`` are the shares of false alarms that it says it has.
    """

    stories: Outcome | None
    half_life: Outcome | None = None
    build_up: Outcome | None = None
    dates: float | None = None
    peers: float | None = None

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        """What was written down as a dictionary."""
        outcomes = {
            name: Outcome(**row[name]) if row[name] else None for name in ("stories", "half_life", "build_up")
        }
        return cls(**outcomes, dates=row["dates"], peers=row["peers"])


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a world that knows counts alone."""

    id: str
    day: date
    source: str
    places: frozenset[str] = frozenset()
    summits: tuple[str, ...] = ()
    deals: int = 0
    alike: str | None = None

    @property
    def story(self) -> str:
        """It is the only one of its story."""
        return self.id


def outcome(one: World, seed: int) -> Outcome | None:
    """What the product says of the stories of a world with one event."""
    stories = _uplift(one, seed)[0].stories
    return _held(stories, one.planted)


def told(one: World, seed: int) -> Told:
    """What the product says of a world with one event."""
    lift, model = _uplift(one, seed)
    if model is None:
        return Told(None, None)
    named = {frozenset[str](): Counter(one.counts)}
    found = told_apart(lift, model, named, company(one.summit, ()), one.echo.each(), seed=seed)
    return Told(_held(lift.stories, one.planted), _held(found.half_life, one.half_life))


def told_of_first(one: Overlap, seed: int) -> Told:
    """What the product says of the first of several events."""
    first = one.events[0]
    lift, model = uplift(one.counts, one.baseline, first.echo, None, seed)
    if model is None:
        return Told(None, None)
    around = company(first, one.events)
    found = told_apart(lift, model, one.told, around, one.counts.keys(), seed=seed)
    return Told(
        _held(found.uplift.stories, one.planted[0]),
        _held(found.half_life, one.half_lives[0]),
        _held(found.build_up.share, one.rising[0]),
    )


def told_idle(one: World, seed: int) -> Told:
    """What the product says of a world without an event, and how often its placebos cry wolf there."""
    known = (*one.baseline, *one.echo.each())
    dates = over_dates(one.counts, one.baseline, one.echo, None, seed, control=control(one.peers, known))[1]
    peers = over_peers(one.by_peer, one.baseline, one.echo, None, seed)
    return Told(outcome(one, seed), dates=dates.value, peers=peers.value)


def told_of_panel(one: Gapped, seed: int) -> Told:
    """What the product says of a world whose sources have gaps: truth are the stories of those it counts."""
    items = [
        _Item(f"{source}{day}{number}", day, source)
        for source, of in one.told.items()
        for day, stories in of.items()
        for number in range(stories)
    ]
    chosen = choose(_coverage(one), items, one.world.echo, (one.world.summit,))
    counts = new_stories(chosen.of(items))
    beside = control(one.world.peers, (*chosen.baseline, *one.world.echo.each()))
    lift = uplift(counts, chosen.baseline, one.world.echo, chosen.refused, seed, control=beside)[0]
    return Told(_held(lift.stories, sum(one.planted[source] for source in chosen.sources)))


def _coverage(one: Gapped) -> Coverage:
    lost = {day: [name for name, read in one.read.items() if day not in read] for day in one.world.counts}
    states: dict[date, DayCoverage] = {
        day: "ok" if not missing else "partial" if len(missing) < len(one.read) else "gap"
        for day, missing in lost.items()
    }
    missing = {day: tuple(names) for day, names in lost.items() if names}
    return Coverage(states, missing, (), tuple(Lane((name,), read) for name, read in one.read.items()))


def _uplift(one: World, seed: int) -> tuple[Uplift, Counterfactual | None]:
    peers = control(one.peers, (*one.baseline, *one.echo.each()))
    return uplift(one.counts, one.baseline, one.echo, None, seed, control=peers)


def _held(said: Estimate, planted: float) -> Outcome | None:
    if said.value is None or said.low is None or said.high is None:
        return None
    return Outcome(planted, said.value, said.low, said.high)


def scored(outcomes: Iterable[Outcome | None], least: float = LEAST_TRUTH) -> Scored:
    """Shares over what was told; an alarm is an interval above 0 without a lift.

    Errors are of truths of ``least`` and more.
    """
    every: Sequence[Outcome] = tuple(one for one in outcomes if one is not None)
    large = [abs(one.value - one.planted) / one.planted for one in every if one.planted >= least]
    idle = [one.low > 0 for one in every if one.planted == 0]
    return Scored(
        len(every),
        sum(one.is_covered for one in every) / len(every) if every else 0.0,
        median(large) if large else None,
        sum(idle) / len(idle) if idle else None,
    )
