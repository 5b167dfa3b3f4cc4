"""One summit, studied: windows, circles, voices, and what it changed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from analysis.coverage import Coverage
from analysis.exposure import panel, tally
from analysis.exposure.circle import circles, distance
from analysis.exposure.echo import new_stories
from analysis.exposure.effect import company, effect
from analysis.exposure.feeling import feeling
from analysis.exposure.found import Found, Passing
from analysis.exposure.intervals import SEED, Estimate, clustered, wilson, withheld
from analysis.exposure.rank import is_fair, race
from analysis.exposure.reasons import nothing_found, short_of, uncovered
from analysis.exposure.values import (
    EARNED,
    OWNED,
    WINDOWS,
    Group,
    Heard,
    Shares,
    Spread,
    StoryItems,
    SummitStudy,
    WindowCounts,
    WindowId,
)
from analysis.item import LABELS, Item, Label
from cityecho.watchlist import Brand, Days, Summit

UNKNOWN = "未知"


def study(
    found: Found,
    coverage: Coverage,
    summit: Summit,
    *,
    brand: Brand,
    summits: Sequence[Summit],
    seed: int = SEED,
) -> SummitStudy:
    """Study one summit.

    ``found`` is of all covered days (the baseline is learnt from them), ``coverage`` their state,
    ``summits`` every configured summit.
    """
    places = tuple(place.name for place in brand.places)
    name = places[0]
    city = [one for one in found.namings if name in one.places]
    peers = [one for one in found.namings if name not in one.places]
    looked_at = (day for day, state in coverage.days.items() if state != "gap")
    everything = found.days
    silent = panel.silent_days(looked_at, everything.keys())
    named = sorted((item for item in found.items if name in item.places), key=tally.published)
    ours = [item for item in named if item.day in summit.span]
    by_window = {name: [item for item in ours if item.day in summit.window(name)] for name in WINDOWS}
    windows = {
        name: tally.window(of, name, summit.window(name), coverage, summit.id)
        for name, of in by_window.items()
    }
    heard = Heard(summit.heard, coverage.holes(summit.heard), coverage.blank(summit.heard))
    told = by_window["during"] + by_window["after"]
    watched = [item for item in found.items if item.day in summit.span]
    told_of = [item for item in watched if item.day in heard.days]
    spread = spread_of(told, tally.stories(told, named), tally.voice(told_of, places))
    chosen = panel.choose(coverage, city, summit.echo, summits, silent)
    return SummitStudy(
        summit=summit,
        coverage=coverage,
        overlapping=company(summit, summits).overlapping,
        windows=windows,
        days=tuple(
            day
            for name in WINDOWS
            for day in tally.daily(by_window[name], name, summit.window(name), everything)
        ),
        span_items=tuple(ours),
        places_daily=_places_daily(watched, summit, places),
        spread=spread,
        heard=heard,
        shares=shares_of(windows.values(), spread, brand, heard, named),
        race=race(told_of, _fair(found.passing, summit.heard, places), places, heard.mute),
        feeling=feeling(by_window, spread.stories, {name: _unlike(of) for name, of in windows.items()}),
        echo=effect(city, peers, chosen, summit, summits, industry=found.industry, seed=seed),
    )


def _fair(passing: Iterable[Passing], heard: Days, places: Sequence[str]) -> Counter[str]:
    """How many items there are since the opening of each outlet at home in none of ``places``."""
    return Counter(one.outlet for one in passing if one.day in heard and is_fair(one, places))


def spread_of(told: Sequence[Item], stories: tuple[StoryItems, ...], voice: tuple[Group, ...]) -> Spread:
    """Who told what, of the items ``told`` and their ``stories``."""
    return Spread(
        stories=stories,
        tiers=tally.grouped(told, lambda item: (item.tier,)),
        regions=tally.grouped(told, lambda item: (item.province or UNKNOWN,)),
        ownership=tally.grouped(told, lambda item: (OWNED if item.owned else EARNED,)),
        outlets=tally.outlets(told, stories),
        topics=tally.grouped(told, lambda item: (item.topic,) if item.topic else ()),
        industries=tally.grouped(told, lambda item: item.industries),
        messages=tally.grouped(told, lambda item: item.messages),
        voice=voice,
    )


def _unlike(window: WindowCounts) -> str | None:
    """Why a window's shares can't be held against another's."""
    if window.blank:
        return uncovered(window.days)
    return f"{short_of(window.days, window.holes)}，占比不作比较" if window.holes else None


def shares_of(
    windows: Iterable[WindowCounts], spread: Spread, brand: Brand, heard: Heard, city: Sequence[Item]
) -> Shares:
    """All shares; those of the days ``heard`` withheld where nobody looked. ``city``: all that names it."""
    told = spread.stories
    named = sum(group.stories for group in spread.voice)
    none = nothing_found(heard.days, heard.holes, "报道")

    def share(part: int, total: int = len(told)) -> Estimate:
        return wilson(part, total, none).unless(heard.mute)

    return Shares(
        sentiment=_sentiment(windows),
        circle=circles(told, brand, heard.mute, none),
        distance=distance(told, city, heard.mute, nothing_found(heard.days, heard.holes, "转载稿件")),
        reposts=_reposts(told, nothing_found(heard.days, heard.holes, "稿件")).unless(heard.mute),
        messages={message.id: share(_carrying(told, message.id)) for message in brand.messages},
        voice={group.name: share(group.stories, named) for group in spread.voice},
    )


def _sentiment(windows: Iterable[WindowCounts]) -> dict[tuple[Label, WindowId], Estimate]:
    return {
        (label, counts.name): withheld(uncovered(counts.days))
        if counts.blank
        else wilson(
            counts.story_labels.get(label, 0),
            counts.stories,
            nothing_found(counts.days, counts.holes, "报道"),
        )
        for counts in windows
        for label in LABELS
    }


def _reposts(told: Sequence[StoryItems], none: str) -> Estimate:
    """Share of items that are copies, with stories as clusters; ``none`` says why when there are no items."""
    return clustered([story.reposts for story in told], [len(story.items) for story in told], none)


def _carrying(told: Sequence[StoryItems], message: str) -> int:
    return sum(any(message in item.messages for item in story.items) for story in told)


def _places_daily(
    items: Sequence[Item], summit: Summit, places: Sequence[str]
) -> tuple[tuple[date, str, int], ...]:
    """New stories of the span by day and place; zeros are rows too."""
    counts = {place: new_stories(item for item in items if place in item.places) for place in places}
    return tuple((day, place, counts[place].get(day, 0)) for day in summit.span.each() for place in places)
