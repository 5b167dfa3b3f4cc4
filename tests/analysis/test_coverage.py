"""Which days are covered, over all sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from analysis.coverage import coverage, span_of
from cityecho.archive import Covered
from cityecho.watchlist import Days, Source

FEED = Source(
    id="a", kind="feed", outlet="a.example", start=("https://a.example/",), allow="", links="", next="",
    item_kind="news", every=timedelta(hours=1), at=(), minimum_per_day=0, max_pages=0, max_depth=0,
    max_seconds=0, render=False, query=(), query_charset="utf-8", fields={},
)  # fmt: skip
OTHER = replace(FEED, id="b", outlet="b.example", kind="listing")
SEARCH = replace(FEED, id="c", outlet="c.example", kind="search")


def day(number: int) -> date:
    return date(2022, 7, number)


def span(source: str, first: int, last: int) -> Covered:
    return Covered(source, day(first), day(last))


def states(found) -> str:
    return "".join(state[0] for _, state in sorted(found.days.items()))


def test_ok_partial_and_gap() -> None:
    spans = (span("a", 1, 4), span("b", 2, 5))
    found = coverage(spans, (FEED, OTHER, SEARCH), Days(day(1), day(6)))
    assert states(found) == "pooopg"
    assert found.missing[day(1)] == ("b",)
    assert found.missing[day(6)] == ("a", "b")
    assert found.unread == ()
    assert found.holes(Days(day(1), day(3))) == (day(1),)
    assert found.blank(Days(day(6), day(6)))
    assert not found.blank(Days(day(5), day(6)))


def test_overlapping_and_separate_spans_of_one_source() -> None:
    found = coverage((span("a", 1, 3), span("a", 2, 4), span("a", 6, 6)), (FEED,), Days(day(1), day(7)))
    assert states(found) == "oooogog"


def test_a_source_that_never_covered_a_day_is_named_and_blocks_nothing() -> None:
    found = coverage((span("a", 1, 3),), (FEED, OTHER), Days(day(1), day(3)))
    assert states(found) == "ooo"
    assert found.unread == ("b",)


def test_an_outlet_that_changed_its_lists_is_covered_by_the_later_one() -> None:
    later = replace(FEED, id="a2")
    found = coverage((span("a", 1, 3), span("a2", 4, 6)), (FEED, later), Days(day(1), day(7)))
    assert states(found) == "oooooog"
    assert [lane.sources for lane in found.lanes] == [("a", "a2")]
    assert found.lanes[0].days == {day(number) for number in range(1, 7)}


def test_two_lists_of_an_outlet_side_by_side_are_both_needed() -> None:
    beside = replace(FEED, id="a2")
    found = coverage((span("a", 1, 3), span("a2", 3, 6)), (FEED, beside), Days(day(1), day(6)))
    assert states(found) == "ppoppp"
    assert [lane.sources for lane in found.lanes] == [("a",), ("a2",)]


def test_nothing_covered_at_all() -> None:
    found = coverage((), (FEED,), Days(day(1), day(2)))
    assert states(found) == "gg"
    assert found.at(date(2030, 1, 1)) == "gap"
    assert span_of(()) is None
    assert span_of((span("a", 2, 3), span("b", 1, 2))) == Days(day(1), day(3))
