"""The plot of a hard web: which stories are told, of whom, and on which day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tests.demoweb.chance import dice
from tests.demoweb.hard.casting import project
from tests.demoweb.hard.values import Event, Project, Stage, Story
from tests.demoweb.hard.worlds import World

COPIES = 2.2
COUNTS = {"talk": 32, "message": 24, "decoy": 48, "notice": 60, "other": 16, "round-up": 10}
"""Stories of each subject at scale 1."""
PROJECTS = 48
TOLD_TWICE = 0.5
"""Share of stages that two reporters tell of, each in words of their own."""
LISTS, LISTED = 14, 5
"""Texts that list projects, where the world has such texts, and how many each lists."""
FATES: tuple[tuple[Stage, ...], ...] = (
    ("signed",),
    ("signed", "started"),
    ("signed", "started", "operating"),
    ("signed", "started", "operating"),
    ("signed", "started", "stalled"),
    ("signed", "cancelled"),
)
BIG = (240, 90, 60)
"""Copies of the stories that everybody carries, at scale 1."""


def stories(world: World, seed: int, scale: float) -> tuple[Story, ...]:
    """All stories by day, numbered."""
    told = [
        *_projects(world, seed, round(PROJECTS * scale)),
        *_lists(world, seed, round(LISTS * scale)),
        *_summits(world, seed),
        *_subjects(world, seed, scale),
        *_events_told_twice(world, seed, round(6 * scale)),
    ]
    told += _big(told, scale)
    told.sort(key=lambda story: story.day)
    return tuple(replace(story, id=f"{world.id}{number:05}") for number, story in enumerate(told, 1))


def _any_day(world: World, throw: random.Random) -> date:
    return world.first + timedelta(days=throw.randrange((world.last - world.first).days))


def _projects(world: World, seed: int, count: int) -> Iterator[Story]:
    """Every project through its stages, over months. Every eighth firm has a second project."""
    earlier: Project | None = None
    for number in range(count):
        throw = dice(seed, world.id, "project", number)
        plan = project(world, throw, number)
        if earlier and number % 8 == 7:
            plan = _second(world, throw, earlier, plan)
        earlier = plan
        day = _any_day(world, throw)
        for stage in throw.choice(FATES):
            kinds = list(world.about(stage))
            throw.shuffle(kinds)
            for kind in kinds[: 1 + (throw.random() < TOLD_TWICE)]:
                cast = f"project/{number}/{stage}"
                yield Story("", kind, day, cast, COPIES, project=plan)
            day += timedelta(days=throw.randint(45, 200))


def _lists(world: World, seed: int, count: int) -> Iterator[Story]:
    """Projects signed together and listed; two of them are told of again when they begin or end."""
    kinds = world.about("list")
    for number in range(count if kinds else 0):
        throw = dice(seed, world.id, "list", number)
        plans = tuple(project(world, throw, PROJECTS * 2 + number * LISTED + n) for n in range(LISTED))
        day = _any_day(world, throw)
        first, others = plans[0], plans[1:]
        kind = kinds[number % len(kinds)]
        yield Story("", kind, day, f"list/{number}", COPIES, project=first, others=others)
        for plan in throw.sample(plans, 2):
            stage = throw.choice(("started", "operating", "cancelled"))
            later = day + timedelta(days=throw.randint(45, 300))
            cast = f"list/{plan.id}/{stage}"
            yield Story("", throw.choice(world.about(stage)), later, cast, COPIES, project=plan)


def _second(world: World, throw: random.Random, one: Project, other: Project) -> Project:
    """Another project of the first one's firm: another thing in another county for another sum."""
    things = [thing for thing in world.parts["thing"] if thing != one.thing]
    counties = [county for county in world.parts["county"] if county != one.county]
    return replace(
        other, firm=one.firm, short=one.short, thing=throw.choice(things), county=throw.choice(counties)
    )


def _summits(world: World, seed: int) -> Iterator[Story]:
    """Every event in every kind of text that fits it, on the days where that kind is right."""
    for event in world.events:
        for kind in world.about("summit"):
            if kind.events and event.id not in kind.events:
                continue
            for when in kind.phases:
                for turn in range(3):
                    throw = dice(seed, world.id, event.id, kind.id, when, turn)
                    cast = f"{event.id}/{kind.id}/{when}/{turn}"
                    yield Story("", kind, _when(event, when, throw), cast, COPIES, event=event)


def _when(event: Event, phase: str, throw: random.Random) -> date:
    """A day of ``phase``: before, during or after the event within its windows; nextyear, or years later."""
    if phase == "before":
        return event.start - timedelta(days=throw.randint(1, event.before_days))
    if phase == "during":
        return event.start
    if phase == "after":
        return event.end + timedelta(days=throw.randint(1, event.after_days))
    if phase == "nextyear":
        return date(event.start.year + 1, throw.randint(1, 5), throw.randint(1, 28))
    return event.start + timedelta(days=throw.randint(800, 1600))


def _subjects(world: World, seed: int, scale: float) -> Iterator[Story]:
    for subject, count in COUNTS.items():
        kinds = world.about(subject)
        for number in range(round(count * scale)):
            throw = dice(seed, world.id, subject, number)
            kind = kinds[number % len(kinds)]
            copies = 0.4 if subject == "notice" else COPIES
            yield Story("", kind, _any_day(world, throw), f"{subject}/{number}", copies)


def _events_told_twice(world: World, seed: int, count: int) -> Iterator[Story]:
    """The same press meeting, two reporters: one cast, two kinds of text."""
    for number in range(count):
        throw = dice(seed, world.id, "twice", number)
        day = _any_day(world, throw)
        for kind in throw.sample(world.about("talk"), 2):
            yield Story("", kind, day, f"twice/{number}", COPIES)


def _big(told: list[Story], scale: float) -> list[Story]:
    """The stories that everybody carries: feature articles, which are the longest."""
    features: list[Story] = [story for story in told if story.kind.about == "talk"][: len(BIG)]
    return [
        replace(story, cast=f"big/{number}", copies=max(12, copies * min(scale, 2)))
        for number, (story, copies) in enumerate(zip(features, BIG, strict=True))
    ]
