"""Worlds in which the echoes of two or three summits overlap, and what each of them brought is known.

Three families: named (most stories name their event), unnamed (few do, above all after the event), and mixed
(each event is named as it likes, one of them may bring nothing). Imports no model.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from benchmarks.exposure.worlds import DAYS, START, WEEK
from cityecho.watchlist import Days, Summit

Floats = npt.NDArray[np.float64]

OVERLAPS = ("named", "unnamed", "mixed")
_NAMING = {"named": (0.6, 0.95), "unnamed": (0.1, 0.4), "mixed": (0.05, 0.95)}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Overlap:
    """``told`` are new stories by day and by the events they name; ``planted`` and ``half_lives`` by event.

    ``rising`` is the part of an event's stories that came before it opened.
    """

    family: str
    told: dict[frozenset[str], Counter[date]]
    baseline: tuple[date, ...]
    events: tuple[Summit, ...]
    planted: tuple[int, ...]
    half_lives: tuple[float, ...]
    rising: tuple[float, ...]

    @property
    def counts(self) -> Counter[date]:
        """New stories by day."""
        return sum(self.told.values(), Counter[date]())


def overlap(family: str, seed: int) -> Overlap:
    """One world of a family; the same seed gives the same world."""
    chance = np.random.default_rng([100 + OVERLAPS.index(family), seed])
    days = [START + _ONE_DAY * number for number in range(DAYS)]
    level = np.exp(chance.uniform(*np.log((0.6, 12.0))))
    usual = level * np.array([WEEK[day.weekday()] for day in days])
    excess = chance.uniform(0.1, 1.5)
    untouched = chance.poisson(chance.gamma(usual / excess, excess))
    told = {frozenset[str](): Counter(dict(zip(days, untouched.tolist(), strict=True)))}
    events = _events(chance, days[0])
    halves = tuple(chance.uniform(1.0, 10.0, len(events)).tolist())
    planted = [_plant(event, half, family, told, chance) for event, half in zip(events, halves, strict=True)]
    baseline = tuple(day for day in days if not any(day in event.span for event in events))
    totals, rising = zip(*planted, strict=True)
    return Overlap(family, told, baseline, events, totals, halves, rising)


def _events(chance: np.random.Generator, first: date) -> tuple[Summit, ...]:
    """Two or three events, each three days to two weeks after the one before; the one asked for is any."""
    starts = [first + _ONE_DAY * int(chance.integers(75, 105))]
    for _ in range(int(chance.integers(1, 3))):
        starts.append(starts[-1] + _ONE_DAY * int(chance.integers(3, 15)))
    events = [_event(f"e{number}", start, chance) for number, start in enumerate(starts)]
    chance.shuffle(events)  # type: ignore[arg-type]
    return tuple(events)


def _event(name: str, start: date, chance: np.random.Generator) -> Summit:
    last = start + _ONE_DAY * int(chance.integers(0, 3))
    return Summit(name, name, (), "summit", start, last, 14, int(chance.integers(3, 8)), 21, "")


def _plant(
    event: Summit,
    half: float,
    family: str,
    told: dict[frozenset[str], Counter[date]],
    chance: np.random.Generator,
) -> tuple[int, float]:
    """Adds an event's stories; how many they are, and which part of them came before it."""
    height = chance.uniform(3.0, 20.0)
    if family == "mixed" and chance.random() < 0.25:
        height = 0.0
    before, during, after = height * chance.uniform((0.05, 0.8, 0.4), (0.5, 1.0, 1.0))
    naming = chance.uniform(*_NAMING[family])
    total = rising = 0
    for day in event.echo.each():
        lead, since = (event.start - day).days, (day - event.end).days
        mean, loyalty = during, naming
        if lead > 0:
            mean = before * (1 - lead / (event.build_up_days + 1))
        elif since > 0:
            mean, loyalty = after * 0.5 ** ((since - 1) / half), naming * 0.7
        stories = int(chance.poisson(mean))
        names = int(chance.binomial(stories, loyalty))
        told.setdefault(frozenset({event.id}), Counter())[day] += names
        told[frozenset()][day] += stories - names
        total, rising = total + stories, rising + (stories if lead > 0 else 0)
    return total, rising / total if total else 0.0


def echo_days(one: Overlap) -> tuple[date, ...]:
    """All days on which any of a world's events is heard."""
    spans = [event.echo for event in one.events]
    return Days(min(span.first for span in spans), max(span.last for span in spans)).each()
