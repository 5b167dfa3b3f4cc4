"""Editions side by side: only what the same sources saw, over windows of one length, with an interval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analysis.coverage import Coverage, Lane
from analysis.exposure import Found, study
from analysis.exposure.matched import Matched, counts_differ, cut, match, outlets_differ
from analysis.item import Item
from cityecho.watchlist import Days
from tests.analysis.planted import BRAND, SUMMIT, item

EARLY = replace(
    SUMMIT, id="h1", start=date(2021, 7, 15), end=date(2021, 7, 16),
    before_days=10, after_days=10, build_up_days=3,
)  # fmt: skip
LATE = replace(SUMMIT, previous="h1")
ALL, NEW = Days(date(2021, 5, 1), date(2022, 9, 30)), Days(date(2022, 5, 1), date(2022, 9, 30))
COVERAGE = Coverage(
    dict.fromkeys(ALL.each(), "ok"),
    {},
    (),
    (Lane(("list",), frozenset(ALL.each())), Lane(("new",), frozenset(NEW.each()))),
)


def told(days: Days, a_day: int, first: int, **more: object) -> list[Item]:
    """So many stories each day, on the second day one more: days that don't agree wholly."""
    return [
        item(first + 100 * place + n, day, **more)
        for place, day in enumerate(days.each())
        for n in range(a_day + place % 2)
    ]


def matched(items: list[Item]) -> Matched:
    summits = (EARLY, LATE)
    found = Found.of(items)
    return match(found, study(found, COVERAGE, LATE, brand=BRAND, summits=summits), EARLY, BRAND, summits)


def test_a_source_that_saw_one_edition_is_no_growth() -> None:
    items = told(EARLY.span, 5, 0) + told(LATE.span, 5, 50_000)
    items += told(LATE.span, 2, 100_000, source="new", outlet="江岸商报")
    found = matched(items)
    assert found.sources == ("list",)
    assert found.shares == (pytest.approx(5.5 / 8, abs=0.02), 1.0)
    assert found.studies is not None
    assert [len(one.windows["before"].days) for one in found.studies] == [10, 10]
    change = counts_differ(found.studies, "stories", "after")
    assert (change.low or 0) <= 0 <= (change.high or 0)
    assert outlets_differ(found.studies, "during").value == 0


def test_growth_on_the_same_sources_is_found() -> None:
    found = matched(told(EARLY.span, 3, 0) + told(LATE.span, 8, 50_000)).studies
    assert found is not None
    change = counts_differ(found, "items", "after")
    assert change.value == pytest.approx(50)
    assert (change.low or 0) > 25


def test_days_that_vary_make_the_difference_less_sure() -> None:
    even = told(EARLY.span, 4, 0) + told(LATE.span, 4, 50_000)
    loud = told(Days(date(2022, 7, 20), date(2022, 7, 20)), 60, 90_000)
    widths = []
    for items in (even, even + loud):
        found = matched(items).studies
        assert found is not None
        change = counts_differ(found, "stories", "after")
        widths.append((change.high or 0) - (change.low or 0))
    assert widths[1] > 2 * widths[0]


def test_too_small_a_share_is_not_compared() -> None:
    items = told(EARLY.span, 2, 0) + told(LATE.span, 2, 50_000)
    items += told(LATE.span, 5, 100_000, source="new")
    found = matched(items)
    assert found.studies is None
    assert found.refused is not None
    assert found.refused.startswith("两届都采集完整的来源只载有本届稿件的3")


def test_windows_are_cut_to_the_shorter_and_events_keep_their_days() -> None:
    one, other = cut(LATE, replace(EARLY, end=date(2021, 7, 18)))
    assert (one.before_days, one.after_days, one.build_up_days) == (10, 10, 3)
    assert (one.end, other.end) == (LATE.end, date(2021, 7, 18))
