"""Worlds of daily story counts in which the stories that a summit brought are known. Imports no model.

Seven families, each with weekdays and overdispersion: nothing else (weekday), a level that wanders slowly
(drift), city and peers moving together (common), variance four to six times the mean (overdispersed), the
State Council's holidays and working weekends (holiday), fewer than two stories in three days (sparse), and
single days three to eight times as loud as they should be, in the echo as elsewhere (outliers).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from cityecho.watchlist import Days, Summit

Floats = npt.NDArray[np.float64]

FAMILIES = ("weekday", "drift", "common", "overdispersed", "holiday", "sparse", "outliers")
OUTLIER_DAYS = 1 / 60
"""How often a day is an outlier, in worlds that have any: a flood, an accident, a quarrel of a day."""
LIFTS = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)
WEEK = np.array([1.0, 1.05, 1.0, 0.95, 1.0, 0.55, 0.4])
START = date(2025, 1, 1)
DAYS = 210
HOLIDAYS = ((0, 1), (27, 8), (93, 3), (120, 5), (150, 3))
WORKING_WEEKENDS = (25, 38, 116)
"""Of 2025, in days from :data:`START`: where a holiday begins and how long it is; weekend days worked."""
ECHO_DAYS = 24
BUILD_UP_DAYS = 4
EVENT_DAYS = 3
PEERS = 6


@dataclass(frozen=True, slots=True)
class Loudness:
    """Between which numbers of stories a day lie the level of a city (never a sparse one's) and of a peer."""

    city: tuple[float, float]
    peer: tuple[float, float]


USUAL = Loudness((0.6, 20.0), (1.0, 20.0))


@dataclass(frozen=True, slots=True)
class World:
    """``brought`` are the very stories added inside ``echo``, by day: whole numbers, not their mean.

    ``half_life`` is that of their means after the event, in days.
    """

    family: str
    counts: dict[date, int]
    by_peer: tuple[dict[date, int], ...]
    baseline: tuple[date, ...]
    echo: Days
    brought: dict[date, int]
    half_life: float

    @property
    def peers(self) -> dict[date, int]:
        """The stories of all peers."""
        return {day: sum(peer[day] for peer in self.by_peer) for day in self.counts}

    @property
    def planted(self) -> int:
        """All the stories that the summit brought."""
        return sum(self.brought.values())

    @property
    def summit(self) -> Summit:
        """The event: three days, after four of build-up."""
        start = self.echo.first + timedelta(days=BUILD_UP_DAYS)
        end = start + timedelta(days=EVENT_DAYS - 1)
        after = (self.echo.last - end).days
        return Summit("e", "e", (), "summit", start, end, BUILD_UP_DAYS, BUILD_UP_DAYS, after, "")


def world(family: str, seed: int, loudness: Loudness = USUAL, lifts: tuple[float, ...] = LIFTS) -> World:
    """One world of a family; the same arguments give the same world."""
    chance = np.random.default_rng([FAMILIES.index(family), seed])
    days = [START + timedelta(days=number) for number in range(DAYS)]
    level = np.exp(chance.uniform(*np.log((0.2, 0.6) if family == "sparse" else loudness.city)))
    moves, peers_move = _movement(family, chance)
    rhythm = np.array([WEEK[day.weekday()] for day in days])
    if family == "holiday":
        _move_days_off(rhythm, chance)
    excess = chance.uniform(3.0, 5.0) if family == "overdispersed" else chance.uniform(0.1, 1.5)
    usual = level * rhythm * np.exp(moves)
    untouched = _drawn(usual * (_bursts(chance) if family == "outliers" else 1.0), excess, chance)
    others = [
        _drawn(chance.uniform(*loudness.peer) * rhythm * np.exp(peers_move), excess, chance)
        for _ in range(PEERS)
    ]
    first = int(chance.integers(60, DAYS - 60))
    planted = np.zeros(DAYS, dtype=np.int64)
    here = slice(first, first + ECHO_DAYS)
    lift, (course, half_life) = chance.choice(lifts), _echo(chance)
    planted[here] = chance.poisson(usual[here] * lift * course)
    echo = Days(days[first], days[first + ECHO_DAYS - 1])
    counts = dict(zip(days, (untouched + planted).tolist(), strict=True))
    peers = tuple(dict(zip(days, stories.tolist(), strict=True)) for stories in others)
    baseline = tuple(day for day in days if day not in echo)
    brought = dict(zip(echo.each(), planted[here].tolist(), strict=True))
    return World(family, counts, peers, baseline, echo, brought, half_life)


def _movement(family: str, chance: np.random.Generator) -> tuple[Floats, Floats]:
    """Log of the level of the city and of its peers, day by day."""
    still = np.zeros(DAYS)
    if family == "drift":
        return np.linspace(-0.5, 0.5, DAYS) * chance.uniform(-0.6, 0.6), still
    if family != "common":
        return still, still
    both = _wander(0.15, chance)
    return chance.uniform(0.3, 1.5) * both + _wander(0.08, chance), both


def _wander(step: float, chance: np.random.Generator) -> Floats:
    """A first-order autoregression that forgets a tenth of itself a day, begun where it would be at rest."""
    steps = chance.normal(0.0, step, DAYS)
    path = np.empty(DAYS)
    path[0] = steps[0] / np.sqrt(1.0 - 0.81)
    for day in range(1, DAYS):
        path[day] = 0.9 * path[day - 1] + steps[day]
    return path


def _move_days_off(rhythm: Floats, chance: np.random.Generator) -> None:
    """Little is published in holidays, in each less or more, and working weekends are as other days."""
    for first, length in HOLIDAYS:
        rhythm[first : first + length] *= chance.uniform(0.25, 0.6)
    rhythm[list(WORKING_WEEKENDS)] = 1.0


def _bursts(chance: np.random.Generator) -> Floats:
    """How many times as loud as it should be each day is."""
    loud = chance.uniform(3.0, 8.0, DAYS)
    return np.where(chance.random(DAYS) < OUTLIER_DAYS, loud, 1.0)


def _drawn(mean: Floats, excess: float, chance: np.random.Generator) -> npt.NDArray[np.int64]:
    """Negative binomial counts with variance ``1 + excess`` times the mean."""
    return chance.poisson(chance.gamma(mean / excess, excess))


def _echo(chance: np.random.Generator) -> tuple[Floats, float]:
    """The summit's shape over its days (a build-up, days at the top, a fall) and its half-life, 1–10 days."""
    after = np.arange(1, ECHO_DAYS - BUILD_UP_DAYS - EVENT_DAYS + 1)
    half_life = float(chance.uniform(1.0, 10.0))
    rise = np.linspace(0.2, 0.8, BUILD_UP_DAYS)
    return np.concatenate([rise, np.ones(EVENT_DAYS), 0.5 ** (after / half_life)]), half_life
