"""The whole web: stories told, copied and printed, as articles with their truth."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache

from tests.demoweb.casting import person
from tests.demoweb.chance import dice, poisson, weighted
from tests.demoweb.days import BEIJING
from tests.demoweb.hard.copies import EDITS, SHARES, SPLICES, printed
from tests.demoweb.hard.plot import stories
from tests.demoweb.hard.telling import composed, draft
from tests.demoweb.hard.values import Draft, Press, Story, Telling
from tests.demoweb.hard.worlds import World, world

_NO_ORIGIN, _BY_A_COPY = 0.1, 0.18
"""Thresholds of the dice: a copy's 来源 line is missing, or names another copy; else it names the first."""
_DAY_ONLY = 0.06
"""Share of copies whose page shows the day and no minute; they all name the first outlet."""
_UNCOLLECTED = 0.05
_NOTICE_BOARDS = 5
"""Outlets that print notices of their own."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """One publication before it is printed."""

    press: Press
    edit: str
    draft: Draft
    at: datetime
    origin: str


@cache
def hard_web(name: str, seed: int, scale: float = 1.0) -> tuple[Telling, ...]:
    """Every article of world ``name``, by time. The same arguments give the same web on every machine."""
    here = world(name)
    made: list[Telling] = []
    earlier: list[Draft] = []
    for story in stories(here, seed, scale):
        text = draft(here, seed, story)
        made += _tellings(here, seed, story, _copies(here, seed, story, text, earlier))
        earlier = [*earlier[-12:], text]
    return tuple(sorted(made, key=lambda one: (one.at, one.id)))


@cache
def presses(here: World) -> tuple[Press, ...]:
    """The outlets: every place with every form of paper, each with lines of its own."""
    made = []
    for place in here.parts["press_places"]:
        for form in here.parts["press_forms"]:
            throw = dice(0, here.id, place, form)
            lines = throw.sample(here.parts["own_lines"], throw.randint(0, 3))
            shared = here.parts["shared_lines"] if throw.random() < 0.2 else []
            own = tuple(line.replace("{mark}", f"{place}{form}") for line in lines)
            made.append(Press(f"{place}{form}", (*own, *shared)))
    return tuple(made)


def _copies(here: World, seed: int, story: Story, text: Draft, others: Sequence[Draft]) -> list[_Copy]:
    """The first publication, then its copies."""
    throw = dice(seed, "spread", story.id)
    able = presses(here)[:_NOTICE_BOARDS] if story.kind.about == "notice" else presses(here)
    first = _Copy(throw.choice(able), "none", text, _hour(story, throw), "")
    told = [first]
    for _ in range(poisson(throw, story.copies)):
        told.append(_copy(here, story, told, others, throw))
    if throw.random() < _UNCOLLECTED and len(told) > 3:
        return [replace(copy, origin=first.press.name) for copy in told[1:]]
    return told


def _hour(story: Story, throw: random.Random) -> datetime:
    return datetime.combine(story.day, time(throw.randint(6, 20), throw.randrange(60)), BEIJING)


def _copy(
    here: World, story: Story, told: Sequence[_Copy], others: Sequence[Draft], throw: random.Random
) -> _Copy:
    """One more copy: of the first, or of a copy that was itself only cut or kept."""
    first = told[0]
    press = throw.choice([one for one in presses(here) if one is not first.press])
    at = first.at + timedelta(minutes=round(throw.lognormvariate(5.4, 1.2)) + 5)
    edit = weighted(throw, SHARES)
    source = first.draft
    if edit in SPLICES:
        other = throw.choice(others) if others else first.draft
        text = SPLICES[edit](source, other)
    else:
        text = EDITS[edit](source, throw)
    if throw.random() < _DAY_ONLY:
        return _Copy(press, edit, text, datetime.combine(at.date(), time(0), BEIJING), first.press.name)
    return _Copy(press, edit, text, at, _origin(told, throw))


def _origin(told: Sequence[_Copy], throw: random.Random) -> str:
    """What the copy's 来源 line says, once an alias has been looked up."""
    chance = throw.random()
    if chance < _NO_ORIGIN:
        return ""
    if chance < _BY_A_COPY:
        return throw.choice(told).press.name
    return told[0].press.name


def _tellings(here: World, seed: int, story: Story, told: Sequence[_Copy]) -> Iterator[Telling]:
    earliest = min(told, key=lambda copy: copy.at) if told[0].edit != "none" else told[0]
    for number, copy in enumerate(told):
        throw = dice(seed, "print", story.id, number)
        whole = printed(copy.draft, copy.press, throw, person(throw))
        text, truth = composed(whole.units)
        truth = whole.title.truth.followed_by(truth, at=0)
        yield Telling(
            id=f"{story.id}-{number:03}",
            story=story.id,
            edit=copy.edit,
            first=copy is earliest,
            outlet=copy.press.name,
            origin=copy.press.name if copy is told[0] and copy.edit == "none" else copy.origin,
            at=copy.at,
            title=whole.title.text,
            text=text,
            truth=truth,
            intact=whole.intact,
        )
