"""Who publishes a story first, who copies it, when, and what the copies do to it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tests.demoweb.casting import person
from tests.demoweb.chance import dice, poisson, weighted
from tests.demoweb.days import BEIJING, SEASONS, season_of, spoken
from tests.demoweb.edits import EDITS, SHARES, spliced
from tests.demoweb.outlets import all_outlets, outlet_by_id
from tests.demoweb.places import CITY, SCENES
from tests.demoweb.prose import tell
from tests.demoweb.values import Item, Outlet, Prose, Story

HOURS = {7: 1, 8: 3, 9: 4, 10: 4, 11: 3, 12: 1, 14: 2, 15: 3, 16: 3, 17: 3, 18: 2, 20: 1}
TRIES = 8
BYLINES = 0.6
TRADES = {"h2-2022": "trade-h2", "h2-2023": "trade-h2", "coat-2022": "trade-coat"}


def _teller(story: Story, throw: random.Random) -> Outlet:
    """The outlet that tells the story first: one that speaks in a register of its kind."""
    voice = throw.choice(story.kind.voices)
    if voice == "trade":
        voice = TRADES.get(story.summit, "trade-mat")
    if voice == "henan" and story.place and SCENES[story.place].province == "山东":
        voice = "shandong"
    at_home = [one for one in all_outlets() if one.local in {"", story.place}]
    able = [one for one in at_home if voice in one.voices] or [one for one in at_home if one.local]
    return throw.choice(able)


def _first_time(outlet: Outlet, day: date, throw: random.Random) -> datetime:
    if outlet.layout == "paper":
        return datetime.combine(day, time(0), BEIJING)
    hour = int(weighted(throw, {str(hour): weight for hour, weight in HOURS.items()}))
    return datetime.combine(day, time(hour, throw.randrange(60)), BEIJING)


def _with_byline(item: Item, throw: random.Random) -> Item:
    """The first sentence opened as agencies (with place and day) and local papers (without) do."""
    story, outlet = item.story, item.outlet
    agency = outlet.kind == "agency" and story.place
    paper = outlet.local and outlet.kind != "government"
    if not (agency or paper) or throw.random() > BYLINES:
        return item
    place = f"{story.place}{spoken(story.day)}电" if agency else "讯"
    (lead, *rest), *others = item.prose.paragraphs
    opened = f"{outlet.name}{place}（记者 {item.reporter}）{lead}"
    return replace(item, prose=Prose(item.prose.title, ((opened, *rest), *others)))


def _copiers(story: Story, first: Outlet) -> dict[str, float]:
    """How likely each outlet is to copy the story."""
    weights = {}
    for outlet in all_outlets():
        if outlet is first or (
            outlet.city_owned and story.kind.sentiment == "negative" and story.place == CITY
        ):
            continue
        at_home = not outlet.local or not story.place or outlet.local == story.place
        weights[outlet.id] = outlet.copies * (1.0 if at_home else 0.1)
    return weights


def _origin(first: Item, earlier: Sequence[Item], throw: random.Random) -> str:
    """What the copy's 来源 line says: mostly the first outlet, at times its alias, a copy, or nothing."""
    chance = throw.random()
    if chance < 0.07:
        return ""
    if chance < 0.13:
        return throw.choice(earlier).outlet.name
    if chance < 0.21 and first.outlet.aliases:
        return throw.choice(first.outlet.aliases)
    return first.outlet.name


def _copy(first: Item, earlier: Sequence[Item], others: Sequence[Prose], throw: random.Random) -> Item | None:
    """One more copy, or None when it would come after the season's last minute."""
    weights = {
        k: w
        for k, w in _copiers(first.story, first.outlet).items()
        if k not in {i.outlet.id for i in earlier}
    }
    outlet = outlet_by_id(weighted(throw, weights))
    when = max(first.published_at, datetime.combine(first.story.day, time(6), BEIJING))
    when += timedelta(minutes=round(throw.lognormvariate(5.2, 1.1)) + 5)
    if outlet.layout == "paper":
        when = datetime.combine(when.date() + timedelta(days=1), time(0), BEIJING)
    season = season_of(first.story.day)
    if when.date() not in season or when > season.read_at:
        return None
    edit = weighted(throw, SHARES)
    if edit == "spliced" and not (others and first.story.place):
        edit = "whole"
    prose = (
        spliced(first.prose, throw.choice(others)) if edit == "spliced" else EDITS[edit](first.prose, throw)
    )
    return Item(
        first.story, outlet, "repost", edit, prose, when, _origin(first, earlier, throw), "", person(throw)
    )


def _fresh(story: Story, throw: random.Random, titles: set[str]) -> Prose:
    """The story's text, under a headline nobody had yet if one is found soon: some leave no choice."""
    prose = tell(story, throw)
    for _ in range(TRIES):
        if prose.title not in titles:
            break
        prose = tell(story, throw)
    titles.add(prose.title)
    return prose


def _first(story: Story, outlet: Outlet, throw: random.Random, titles: set[str]) -> Item:
    prose = _fresh(story, throw, titles)
    when = _first_time(outlet, story.day, throw)
    return Item(story, outlet, "first", "none", prose, when, outlet.name, person(throw), person(throw))


def _items_of(seed: int, story: Story, titles: set[str], others: Sequence[Prose]) -> list[Item]:
    throw = dice(seed, "spread", story.id)
    first = _with_byline(_first(story, _teller(story, throw), throw, titles), throw)
    items = [first]
    for _ in range(poisson(throw, story.copies)):
        copy = _copy(first, items, others, throw)
        if copy:
            items.append(copy)
    return items


def _eve_items(seed: int, eve: Sequence[Story], titles: set[str]) -> Iterator[Item]:
    """Each outlet's item on the eve of a season."""
    for outlet, story in zip(all_outlets(), eve, strict=True):
        yield _first(story, outlet, dice(seed, "spread", story.id), titles)


def spread(seed: int, stories: Sequence[Story]) -> tuple[Item, ...]:
    """All items in the order of their time."""
    titles: set[str] = set()
    items: list[Item] = []
    eves = {season.eve for season in SEASONS}
    for season in SEASONS:
        items += _eve_items(seed, [s for s in stories if s.day == season.eve], titles)
    recent: list[Prose] = []
    for story in stories:
        if story.day in eves:
            continue
        told = _items_of(seed, story, titles, recent)
        items += told
        if story.kind.about == "place":
            recent = [*recent[-12:], told[0].prose]
    return tuple(sorted(items, key=lambda item: (item.published_at, item.story.id, item.outlet.id)))
