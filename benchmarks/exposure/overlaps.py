"""Worlds in which the echoes of two or three summits overlap, and what each of them brought is known.

Four families: named (most stories name their event), unnamed (few do, above all after the event), mixed (each
event is named as it likes, one of them may bring nothing), and uneven (as mixed, and an event's own days vary
two to four times as much as chance makes them, by news that its course knows nothing of). Echoes follow the
week's rhythm in full, in part or not at all. Imports no model.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from benchmarks.exposure.worlds import DAYS, START, WEEK
from cityecho.watchlist import Summit

Floats = npt.NDArray[np.float64]

OVERLAPS = ("named", "unnamed", "mixed", "uneven")
_NAMING = {"named": (0.6, 0.95), "unnamed": (0.1, 0.4), "mixed": (0.05, 0.95), "uneven": (0.05, 0.95)}
_IDLE = {"named": 0.0, "unnamed": 0.0, "mixed": 0.25, "uneven": 0.25}
"""How often an event brings nothing."""
_UNEVEN = (1.0, 3.0)
"""What the variance of an uneven event's days has above their mean, as a part of the mean."""
_LATER_NAMING = 0.7
"""Once it is over an event's stories name it so much less often."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Summits heard in the same days, and what each of them brought.

    ``told`` are new stories by day and by the events they name; ``planted`` and ``half_lives`` by event.

    ``rising`` is the part of an event's stories that came before it opened. The first event is asked for.
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


def overlapping(family: str, seed: int) -> Overlap:
    """One world of a family; the same seed gives the same world."""
    chance = np.random.default_rng([100 + OVERLAPS.index(family), seed])
    days = [START + _ONE_DAY * number for number in range(DAYS)]
    level = np.exp(chance.uniform(*np.log((0.6, 12.0))))
    usual = level * np.array([WEEK[day.weekday()] for day in days])
    excess = chance.uniform(0.1, 1.5)
    untouched = chance.poisson(chance.gamma(usual / excess, excess))
    told = {frozenset[str](): Counter(dict(zip(days, untouched.tolist(), strict=True)))}
    events = _events(chance, days[0])
    rhythm = WEEK ** chance.uniform(0.0, 1.0)
    halves = tuple(chance.uniform(1.0, 10.0, len(events)).tolist())
    planted = []
    for event, half in zip(events, halves, strict=True):
        height = chance.uniform(3.0, 20.0) * (chance.random() >= _IDLE[family])
        course = height * _course(event, half, chance) * [rhythm[day.weekday()] for day in event.echo.each()]
        if family == "uneven":
            excess = chance.uniform(*_UNEVEN)
            course = chance.gamma(course / excess, excess)
        planted.append(_plant(event, course, chance.uniform(*_NAMING[family]), told, chance))
    baseline = tuple(day for day in days if not any(day in event.span for event in events))
    totals, rising = zip(*planted, strict=True)
    return Overlap(family, told, baseline, events, totals, halves, rising)


def _events(chance: np.random.Generator, first: date) -> tuple[Summit, ...]:
    """Two or three events, each three days to two weeks after the one before, in any order."""
    starts = [first + _ONE_DAY * int(chance.integers(75, 105))]
    for _ in range(int(chance.integers(1, 3))):
        starts.append(starts[-1] + _ONE_DAY * int(chance.integers(3, 15)))
    events = [_event(f"e{number}", start, chance) for number, start in enumerate(starts)]
    chance.shuffle(events)  # type: ignore[arg-type]
    return tuple(events)


def _event(name: str, start: date, chance: np.random.Generator) -> Summit:
    last = start + _ONE_DAY * int(chance.integers(0, 3))
    return Summit(name, name, (), "summit", start, last, 14, int(chance.integers(3, 8)), 21, "")


def _course(event: Summit, half: float, chance: np.random.Generator) -> Floats:
    """An event's mean stories a day over its echo: rising, level, halving; each phase as high as it likes."""
    before, during, after = chance.uniform((0.05, 0.8, 0.4), (0.5, 1.0, 1.0))
    rise = before * np.arange(1, event.build_up_days + 1) / (event.build_up_days + 1)
    length = len(event.window("during"))
    return np.concatenate(
        [rise, np.full(length, during), after * 0.5 ** (np.arange(event.after_days) / half)]
    )


def _plant(
    event: Summit,
    course: Floats,
    naming: float,
    told: dict[frozenset[str], Counter[date]],
    chance: np.random.Generator,
) -> tuple[int, float]:
    """Adds an event's stories; how many they are, and which part of them came before it."""
    stories = chance.poisson(course)
    later = np.array([day > event.end for day in event.echo.each()])
    names = chance.binomial(stories, naming * np.where(later, _LATER_NAMING, 1.0))
    for day, every, naming_it in zip(event.echo.each(), stories.tolist(), names.tolist(), strict=True):
        told.setdefault(frozenset({event.id}), Counter())[day] += naming_it
        told[frozenset()][day] += every - naming_it
    total, rising = int(stories.sum()), int(stories[: event.build_up_days].sum())
    return total, rising / total if total else 0.0
