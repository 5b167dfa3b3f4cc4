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
from analysis.exposure.intervals import Estimate, clustered, wilson, withheld
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
from cityecho.watchlist import Brand, Summit

SEED = 20220715
"""Fixed, so that the same archive gives the same intervals."""
UNKNOWN = "未知"


def study(
    items: Iterable[Item],
    coverage: Coverage,
    summit: Summit,
    *,
    brand: Brand,
    summits: Sequence[Summit],
    seed: int = SEED,
) -> SummitStudy:
    """Study one summit.

    ``items`` are all items of all covered days (the baseline is learnt from them), ``coverage`` their days,
    ``summits`` every configured summit. One pass over the items, then work on those that count.
    """
    places = tuple(place.name for place in brand.places)
    city, peers, watched, everything, fair = _sorted_out(items, summit, places)
    looked_at = (day for day, state in coverage.days.items() if state != "gap")
    silent = panel.silent_days(looked_at, everything.keys())
    ours = [item for item in city if item.day in summit.span]
    by_window = {name: [item for item in ours if item.day in summit.window(name)] for name in WINDOWS}
    windows = {
        name: tally.window(of, name, summit.window(name), coverage, summit.id)
        for name, of in by_window.items()
    }
    heard = Heard(summit.heard, coverage.holes(summit.heard), coverage.blank(summit.heard))
    told = by_window["during"] + by_window["after"]
    named = [item for item in watched if item.day in heard.days]
    spread = spread_of(told, tally.stories(told, city), tally.voice(named, places))
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
        shares=shares_of(windows.values(), spread, brand, heard, city),
        race=race(named, fair, places, heard.mute),
        feeling=feeling(by_window, spread.stories, {name: _unlike(of) for name, of in windows.items()}),
        echo=effect(city, peers, chosen, summit, summits, seed=seed),
    )


def _sorted_out(
    items: Iterable[Item], summit: Summit, places: Sequence[str]
) -> tuple[list[Item], list[Item], list[Item], Counter[date], Counter[str]]:
    """Items naming the city, by publication; those of peers alone; of the span those of both.

    Then how many items there are on each day, and since the opening of each outlet at home in no place.
    """
    ours: list[Item] = []
    peers: list[Item] = []
    watched: list[Item] = []
    everything: Counter[date] = Counter()
    fair: Counter[str] = Counter()
    span, heard = summit.span, summit.heard
    for item in items:
        if places[0] in item.places:
            ours.append(item)
        elif item.places:
            peers.append(item)
        everything[item.day] += 1
        if item.day in heard and is_fair(item, places):
            fair[item.outlet] += 1
        if item.day in span and item.places:
            watched.append(item)
    return sorted(ours, key=tally.published), peers, watched, everything, fair


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
