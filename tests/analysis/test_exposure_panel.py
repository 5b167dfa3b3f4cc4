"""The panel: which sources an uplift is counted on when not every source saw every day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analysis.coverage import Coverage, Lane
from analysis.exposure import Found, SummitStudy, study
from analysis.exposure.panel import ENOUGH_DAYS, Panel, choose, silent_days
from analysis.item import Item
from cityecho.watchlist import Days
from tests.analysis.planted import BRAND, FIRST, LAST, SUMMIT, after_start, covered, item, world

SOURCES = tuple(f"s{number}" for number in range(9))
FADING = after_start([60, 42, 30, 21, 15, 11, 8, 5, 4, 3, 2, 1, 1])
LATE = SUMMIT.span.first + timedelta(days=10)
"""After the whole baseline of spring, before the echo's first day."""
WHOLE = frozenset(Days(FIRST, LAST).each())


def read(spans: Mapping[str, Days], missed: Mapping[str, date] | None = None) -> Coverage:
    """The coverage when each source is read over its span but for a day it missed."""
    lost = missed or {}
    lanes = tuple(
        Lane((source,), frozenset(span.each()) - {lost.get(source)}) for source, span in spans.items()
    )
    counts = {day: sum(day in lane.days for lane in lanes) for day in Days(FIRST, LAST).each()}
    states = {
        day: "ok" if count == len(lanes) else "partial" if count else "gap" for day, count in counts.items()
    }
    return Coverage(states, {}, (), lanes)  # type: ignore[arg-type]


def from_sources(items: list[Item]) -> list[Item]:
    """The same items, the sources in turn."""
    return [replace(one, source=SOURCES[place % len(SOURCES)]) for place, one in enumerate(items)]


def studied(items: list[Item], coverage: Coverage) -> SummitStudy:
    return study(Found.of(items), coverage, SUMMIT, brand=BRAND, summits=(SUMMIT,))


def test_a_planted_uplift_is_found_though_a_third_of_the_sources_start_late() -> None:
    late = set(SOURCES[::3])
    spans = {source: Days(LATE if source in late else FIRST, SUMMIT.echo.last) for source in SOURCES}
    everything = from_sources(world(1, 9, FADING))
    seen = [one for one in everything if one.day in spans[one.source]]
    echo = studied(seen, read(spans)).echo
    planted = sum(FADING.values())
    assert echo.panel.sources == set(SOURCES) - late
    assert set(echo.panel.left_out) == late
    assert echo.panel.share == pytest.approx(2 / 3, abs=0.03)
    assert echo.uplift.stories.low is not None
    assert echo.uplift.stories.high is not None
    assert echo.uplift.stories.low <= planted * 2 / 3 <= echo.uplift.stories.high
    assert echo.placebo.dates.value is not None
    assert echo.half_life.value is not None


def test_sources_that_start_late_are_no_uplift() -> None:
    """Nothing happened but that more was looked at: the naive count would more than double."""
    late = set(SOURCES[::3])
    spans = {source: Days(LATE if source in late else FIRST, SUMMIT.echo.last) for source in SOURCES}
    claims = 0
    for seed in range(12):
        seen = [one for one in from_sources(world(seed, 6)) if one.day in spans[one.source]]
        low = studied(seen, read(spans)).echo.uplift.stories.low
        assert low is not None
        claims += low > 0
    assert claims <= 3


@pytest.mark.parametrize(("kept", "is_busy"), [(2, False), (1, True)])
def test_a_hole_in_the_echo_costs_a_small_source_alone_but_a_busy_one_all_figures(
    kept: int, is_busy: bool
) -> None:
    """One source in nine carries 11 % of what is told, or half as much."""
    missed = {SOURCES[0]: SUMMIT.start}
    items = from_sources(world(1, 9, FADING))
    seen = [
        one
        for place, one in enumerate(items)
        if one.source != SOURCES[0] or (one.day != SUMMIT.start and place // len(SOURCES) % kept == 0)
    ]
    found = studied(seen, read(dict.fromkeys(SOURCES, Days(FIRST, LAST)), missed))
    assert found.echo.panel.left_out == (SOURCES[0],)
    assert (found.echo.uplift.stories.value is None) == is_busy
    assert ("7月15日有1个主要采集来源" in (found.echo.half_life.withheld or "")) == is_busy
    assert found.windows["during"].holes == (SUMMIT.start,)


def test_a_busy_source_that_lost_the_whole_echo_was_interrupted() -> None:
    """Unless it was never read again: then it was given up."""
    items = [replace(one, source="ab"[place % 2]) for place, one in enumerate(world(1, 9, FADING))]
    seen = [one for one in items if one.source == "a" or one.day not in SUMMIT.echo]
    whole = Lane(("a",), WHOLE)
    away = WHOLE - frozenset(SUMMIT.echo.each())
    refused = {
        lost: choose(
            replace(read({}), lanes=(whole, Lane(("b",), days))), seen, SUMMIT.echo, (SUMMIT,)
        ).refused
        for lost, days in (
            ("the echo", away),
            ("all since", frozenset(day for day in away if day < SUMMIT.start)),
        )
    }
    assert "有1个主要采集来源" in (refused["the echo"] or "")
    assert refused["all since"] is None


def test_a_source_that_began_within_the_echo_was_not_interrupted() -> None:
    spans = {"a": Days(FIRST, LAST), "b": Days(SUMMIT.start, LAST)}
    items = [replace(one, source="ab"[place % 2]) for place, one in enumerate(world(1, 9, FADING))]
    seen = [one for one in items if one.day in spans[one.source]]
    late = choose(read(spans), seen, SUMMIT.echo, (SUMMIT,))
    assert "不足60%" in (late.refused or "")


def test_a_day_without_any_source_is_named() -> None:
    hole = SUMMIT.start + timedelta(days=4)
    found = choose(covered({hole: "gap"}), [], SUMMIT.echo, (SUMMIT,))
    assert "7月19日未采集" in (found.refused or "")
    assert not found.sources


def test_sources_that_take_turns_are_no_panel() -> None:
    half = SUMMIT.end
    spans = {"a": Days(FIRST, half), "b": Days(half, LAST)}
    assert "没有一个来源" in (choose(read(spans), [], SUMMIT.echo, (SUMMIT,)).refused or "")


def test_a_panel_with_too_little_of_the_echo_is_refused() -> None:
    spans = {"a": Days(FIRST, LAST), "b": Days(FIRST, SUMMIT.start)}
    items = [item(n, SUMMIT.start, source="b" if n < 41 else "a") for n in range(100)]
    found = choose(read(spans), items, SUMMIT.echo, (SUMMIT,))
    assert found.refused == "采集完整的来源只载有同期稿件的59.0%，不足60%"
    assert choose(read(spans), items[2:], SUMMIT.echo, (SUMMIT,)).refused is None


def test_busy_sources_are_not_given_up_for_a_longer_baseline_than_needed() -> None:
    enough = SUMMIT.span.first - timedelta(days=ENOUGH_DAYS)
    spans = {"a": Days(FIRST, LAST), "b": Days(enough, SUMMIT.echo.last)}
    items = [item(n, SUMMIT.start, source="ab"[n % 2]) for n in range(10)]
    found = choose(read(spans), items, SUMMIT.echo, (SUMMIT,))
    assert found.sources == {"a", "b"}
    assert len(found.baseline) == ENOUGH_DAYS
    spans["b"] = Days(enough + timedelta(days=1), SUMMIT.echo.last)
    short = choose(read(spans), items, SUMMIT.echo, (SUMMIT,))
    assert short.sources == {"a", "b"}  # "a" alone has half the items: 27 days are better
    assert len(short.baseline) == ENOUGH_DAYS - 1
    more = [*items, *(item(n, SUMMIT.start, source="a") for n in range(10, 20))]
    assert choose(read(spans), more, SUMMIT.echo, (SUMMIT,)).sources == {"a"}


def test_what_came_by_hand_counts_in_the_share_but_not_in_the_panel() -> None:
    items = [item(1, SUMMIT.start), item(2, SUMMIT.start), item(3, SUMMIT.start, source="by-hand")]
    found = choose(covered(), items, SUMMIT.echo, (SUMMIT,))
    assert found.share == pytest.approx(2 / 3)
    assert not found.whole
    assert found.of(items) == items[:2]


def test_nothing_is_left_out_where_everything_was_seen() -> None:
    items = world(1, 4)
    found = choose(covered(), items, SUMMIT.echo, (SUMMIT,))
    assert found == Panel(frozenset({"list", "quiet"}), (), found.baseline, 1.0, None, WHOLE)
    assert found.whole
    assert set(found.baseline) == WHOLE - set(SUMMIT.span.each())


def test_silence_after_the_last_page_is_no_baseline() -> None:
    """A web read years later: its lists were read to their end, and name nothing of all the days since."""
    first, last = date(2022, 6, 1), date(2022, 6, 10)
    published = set(Days(first, last).each()) - {date(2022, 6, 4)}
    years = Days(first, date(2024, 6, 1)).each()
    assert silent_days(years, published) == set(years) - set(Days(first, last).each())
    week = Days(first, last + timedelta(days=7)).each()
    assert silent_days(week, published) == set()


def test_the_uplift_does_not_depend_on_how_late_the_web_was_read() -> None:
    items = from_sources(world(1, 9, FADING))
    spans = {source: Days(FIRST, LAST) for source in SOURCES}
    early = studied(items, read(spans)).echo
    lanes = tuple(
        replace(lane, days=lane.days | set(Days(LAST, LAST + timedelta(days=900)).each()))
        for lane in read(spans).lanes
    )
    days = dict(read(spans).days) | {LAST + timedelta(days=more): "ok" for more in range(1, 901)}
    late = studied(items, Coverage(days, {}, (), lanes)).echo  # type: ignore[arg-type]
    assert late.uplift.stories == early.uplift.stories
    assert late.placebo == early.placebo
