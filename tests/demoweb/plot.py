"""The plot: which stories happen on which day.

The city has a weekly rhythm; around a summit come more stories, rising over the build-up, most during it, and
halving every three days after it. Peers, industries and the rest of the world have their own rhythm.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.demoweb.chance import dice, poisson, weighted
from tests.demoweb.days import SEASONS, season_of
from tests.demoweb.kinds import about, kinds
from tests.demoweb.outlets import all_outlets
from tests.demoweb.places import CITY
from tests.demoweb.values import Event, Kind, Story

HALF_LIFE_DAYS = 3.0
WEEKEND = 0.5
GROWTH = {2022: 1.0, 2023: 1.1}
STORIES_A_DAY = {CITY: 2.9, "安阳": 0.5, "新乡": 0.5, "鹤壁": 0.3, "开封": 0.45, "菏泽": 0.4}
SUBJECTS_A_DAY = {"industry": 0.7, "other": 0.7, "decoy": 0.28}


@dataclass(frozen=True, slots=True)
class Echo:
    """What a summit adds: stories a day before it (at its eve), during it, and on the first day after."""

    eve: float
    during: float
    after: float


ECHOES = {
    "h2-2022": Echo(2.5, 14.0, 9.0),
    "coat-2022": Echo(1.5, 12.0, 5.0),
    "tour-2022-07": Echo(0.7, 3.0, 2.0),
    "huaqiang-2022": Echo(0.5, 6.0, 2.5),
    "h2-2023": Echo(3.0, 15.0, 10.0),
}


def planted(event: Event, day: date) -> tuple[str, float]:
    """The phase ``day`` is in for ``event`` and the stories it adds that day on average; ("", 0) outside."""
    echo = ECHOES[event.id]
    if event.start <= day <= event.end:
        return "during", echo.during
    before, after = (event.start - day).days, (day - event.end).days
    if 0 < before <= event.build_up_days:
        return "build-up", echo.eve * (1 - (before - 1) / event.build_up_days)
    if 0 < after <= event.after_days:
        return "after", echo.after * 0.5 ** ((after - 1) / HALF_LIFE_DAYS)
    return "", 0.0


def _rhythm(day: date) -> float:
    return (WEEKEND if day.weekday() >= 5 else 1.0) * GROWTH[season_of(day).year]


def _one_of(throw: random.Random, choice: tuple[Kind, ...]) -> Kind:
    return kinds()[weighted(throw, {kind.id: kind.weight for kind in choice})]


def echo_days(event: Event) -> tuple[date, ...]:
    """From the event's build-up to the end of its tail."""
    first = event.start - timedelta(days=event.build_up_days)
    length = (event.end - first).days + event.after_days + 1
    return tuple(first + timedelta(days=n) for n in range(length))


def _summit_stories(seed: int, event: Event) -> Iterator[Story]:
    """The event's stories: whole numbers a day that keep to the plan's running total.

    Chance counts would do as well, but then nobody could say how far an estimate is from what was planted.
    """
    owed = dice(seed, "summit", event.id).random()
    for day in echo_days(event):
        phase, mean = planted(event, day)
        owed += mean
        throw = dice(seed, "summit", event.id, day)
        fitting = tuple(k for k in about("summit") if event.id in k.events and phase in k.phases)
        while owed >= 1:
            owed -= 1
            kind = _one_of(throw, fitting)
            yield Story("", kind, CITY, day, event, 0.4 if kind.sentiment == "neutral" else 1.3)


def _daily_stories(seed: int, day: date) -> Iterator[Story]:
    for place, mean in STORIES_A_DAY.items():
        throw = dice(seed, "place", place, day)
        for _ in range(poisson(throw, mean * _rhythm(day))):
            kind = _one_of(throw, about("place"))
            copies = 1.0 if kind.sentiment == "negative" else 0.4 if place == CITY else 0.15
            yield Story("", kind, place, day, None, copies)
    for subject, mean in SUBJECTS_A_DAY.items():
        throw = dice(seed, subject, day)
        for _ in range(poisson(throw, mean * _rhythm(day))):
            yield Story("", _one_of(throw, about(subject)), "", day, None, 0.25)


def _eve_stories(seed: int) -> Iterator[Story]:
    """One story for each outlet on each season's eve (the spread hands them out)."""
    for season in SEASONS:
        throw = dice(seed, "eve", season.year)
        for _ in all_outlets():
            yield Story("", _one_of(throw, about("other")), "", season.eve, None, 0.0)


def stories(seed: int, events: tuple[Event, ...]) -> tuple[Story, ...]:
    """All stories in the order of their days, numbered."""
    told = list(_eve_stories(seed))
    for event in events:
        told += _summit_stories(seed, event)
    for day in itertools.chain.from_iterable(season.days for season in SEASONS):
        told += _daily_stories(seed, day)
    told.sort(key=lambda story: story.day)
    return tuple(
        Story(f"s{number:04}", story.kind, story.place, story.day, story.event, story.copies)
        for number, story in enumerate(told, 1)
    )


def planted_total(event: Event) -> float:
    """The stories ``event`` adds on average from build-up to tail."""
    return sum(planted(event, day)[1] for day in echo_days(event))
