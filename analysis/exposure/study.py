"""One summit, studied: windows, circles, voices, and what it changed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from analysis.coverage import Coverage
from analysis.exposure import panel, tally
from analysis.exposure.controls import Control, control
from analysis.exposure.echo import new_stories, placebo, uplift
from analysis.exposure.fading import half_life
from analysis.exposure.found import Found, Naming
from analysis.exposure.intervals import Estimate, clustered, wilson, withheld
from analysis.exposure.reasons import nothing_found, uncovered
from analysis.exposure.values import (
    WINDOWS,
    Echo,
    Group,
    Heard,
    Shares,
    Spread,
    StoryItems,
    SummitStudy,
    WindowCounts,
)
from analysis.item import LABELS, Item, Label
from cityecho.watchlist import Brand, Summit, WindowName

SEED = 20220715
"""Fixed, so that the same archive gives the same intervals."""
OWNED, EARNED = "自有", "外部"
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
    name = brand.city.name
    city = [one for one in found.namings if name in one.places]
    peers = [one for one in found.namings if name not in one.places]
    looked_at = (day for day, state in coverage.days.items() if state != "gap")
    silent = panel.silent_days(looked_at, found.days.keys())
    named = sorted((item for item in found.items if name in item.places), key=tally.published)
    ours = [item for item in named if item.day in summit.span]
    by_window = {name: [item for item in ours if item.day in summit.window(name)] for name in WINDOWS}
    windows = {name: tally.window(of, summit, name, coverage) for name, of in by_window.items()}
    heard = Heard(summit.heard, coverage.holes(summit.heard), coverage.blank(summit.heard))
    places = tuple(place.name for place in brand.places)
    told = by_window["during"] + by_window["after"]
    watched = [item for item in found.items if item.day in summit.span]
    voice = tally.voice([item for item in watched if item.day in heard.days], places)
    spread = _spread(told, tally.stories(told, named), voice)
    return SummitStudy(
        summit=summit,
        coverage=coverage,
        overlapping=tuple(other for other in summits if other != summit and _meet(other, summit)),
        windows=windows,
        days=tuple(day for name in WINDOWS for day in tally.daily(by_window[name], summit, name, found.days)),
        span_items=tuple(ours),
        places_daily=_places_daily(watched, summit, places),
        spread=spread,
        heard=heard,
        shares=_shares(windows, spread, brand, heard),
        echo=_echo(city, peers, panel.choose(coverage, city, summit.echo, summits, silent), summit, seed),
    )


def _spread(told: Sequence[Item], stories: tuple[StoryItems, ...], voice: tuple[Group, ...]) -> Spread:
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


def _shares(windows: Mapping[WindowName, WindowCounts], spread: Spread, brand: Brand, heard: Heard) -> Shares:
    """All shares; those of during and after withheld where nobody looked."""
    told = spread.stories
    named = sum(group.stories for group in spread.voice)
    none = nothing_found(heard.days, heard.holes, "报道")

    def share(part: int, total: int = len(told)) -> Estimate:
        return wilson(part, total, none).unless(heard.mute)

    return Shares(
        sentiment=_sentiment(windows),
        circle={name: share(part) for name, part in _circle(told, brand).items()},
        reposts=_reposts(told, nothing_found(heard.days, heard.holes, "稿件")).unless(heard.mute),
        messages={message.id: share(_carrying(told, message.id)) for message in brand.messages},
        voice={group.name: share(group.stories, named) for group in spread.voice},
    )


def _echo(
    city: Sequence[Naming], peers: Sequence[Naming], chosen: panel.Panel, summit: Summit, seed: int
) -> Echo:
    counted = chosen.of(city)
    counts = new_stories(counted)
    beside = _beside(chosen.of(peers), city, (*chosen.baseline, *summit.echo.each()))
    lift, model = uplift(counts, chosen.baseline, summit.echo, chosen.refused, seed, control=beside)
    return Echo(
        panel=chosen,
        uplift=lift,
        placebo=placebo(counts, chosen.baseline, chosen.refused, seed, control=beside),
        half_life=half_life(new_stories(_maybe_ours(counted, summit)), model, summit, chosen.refused),
    )


def _beside(peers: Iterable[Naming], city: Iterable[Naming], days: Sequence[date]) -> Control | None:
    """The peers' new stories, without those that name the city: a summit lifts the peers named beside it."""
    ours = {item.story for item in city}
    return control(new_stories(item for item in peers if item.story not in ours), days)


def _meet(one: Summit, other: Summit) -> bool:
    """Whether the event of one lies within the echo of the other."""
    return one.start <= other.echo.last and one.end >= other.echo.first


def _maybe_ours(items: Sequence[Naming], summit: Summit) -> list[Naming]:
    """Without the stories that name other summits but not this one: their echo is not ours."""
    mine = {item.story for item in items if summit.id in item.summits}
    others = {item.story for item in items if item.summits} - mine
    return [item for item in items if item.story not in others]


def _sentiment(windows: Mapping[WindowName, WindowCounts]) -> dict[tuple[Label, WindowName], Estimate]:
    return {
        (label, name): withheld(uncovered(counts.days))
        if counts.blank
        else wilson(
            counts.story_labels.get(label, 0),
            counts.stories,
            nothing_found(counts.days, counts.holes, "报道"),
        )
        for name, counts in windows.items()
        for label in LABELS
    }


def _circle(told: Sequence[StoryItems], brand: Brand) -> dict[str, int]:
    """Stories carried beyond the city's own outlets, beyond its province, by a central outlet."""
    home = brand.city.province
    tests = {
        "earned": lambda item: not item.owned,
        "outside_province": lambda item: item.province not in ("", home),
        "central": lambda item: item.tier == "central",
    }
    return {name: sum(any(map(test, story.items)) for story in told) for name, test in tests.items()}


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
