"""A day's blame against its fortnight: when it is a spike, and when nothing can be said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coverage import coverage
from analysis.item import Item
from analysis.spikes import BASELINE_DAYS, blame, fortnight
from cityecho.archive import Covered
from cityecho.article import BEIJING
from cityecho.watchlist import Days, Source

DAY = date(2022, 7, 15)
SPAN = Days(fortnight(DAY).first, DAY)


def source(name: str) -> Source:
    return Source(
        id=name, kind="listing", outlet=f"{name}.example", start=(), allow="", links="", next="",
        item_kind="news", every=timedelta(hours=1), at=(), minimum_per_day=0, max_pages=0, max_depth=0,
        max_seconds=0, render=False, query=(), query_charset="utf-8", fields={},
    )  # fmt: skip


SOURCES = (source("one"), source("two"))


def item(number: int, day: date, of: str, label: str) -> Item:
    return Item(
        id=f"i{number}", url=f"https://{of}.example/{number}", title=f"第{number}篇", day=day,
        published_at=None,
        captured_at=datetime(2022, 8, 1, tzinfo=BEIJING), capture_digest="", source=of, kind="news",
        outlet=of, tier="city", region="云江/云岭", owned=False, origin_outlet="", author="",
        places=frozenset({"云岭"}), prominence="", summits=(), messages=(), industries=(), story=f"s{number}",
        role="own", sentiment=label, sentiment_score=-1.0, snownlp_score=None, topic="",
    )  # fmt: skip


def items(baseline: list[int], today: int, of: str = "one") -> list[Item]:
    days = [*zip(SPAN.each(), [*baseline, today], strict=True)]
    blamed = [(day, "negative") for day, count in days for _ in range(count)]
    praised = [(day, "positive") for day, _ in days for _ in range(5)]
    return [item(n, day, of, label) for n, (day, label) in enumerate(blamed + praised)]


def covered(*spans: Covered) -> Iterator[Covered]:
    yield from spans or (Covered("one", SPAN.first, DAY), Covered("two", SPAN.first, DAY))


def judged(baseline: list[int], today: int, *spans: Covered, of: str = "one"):
    return blame(items(baseline, today, of), coverage(covered(*spans), SOURCES, SPAN), DAY)


@pytest.mark.parametrize(
    ("baseline", "today", "spike"),
    [
        ([0] * 14, 2, False),  # under three, whatever the fortnight was
        ([0] * 14, 3, True),
        ([1] * 14, 4, False),  # 1 + 3·√1, and not more
        ([1] * 14, 5, True),
        ([4] * 14, 10, False),
        ([4] * 14, 11, True),
        ([0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0], 8, False),  # one like it in the fortnight: 0.86 + 3·3.2
        ([0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0], 11, True),
    ],
)
def test_what_is_a_spike(baseline: list[int], today: int, spike: bool) -> None:
    found = judged(baseline, today)
    assert (found.is_spike, found.withheld) == (spike, None)
    assert (len(found.items), found.baseline) == (today, tuple(baseline))
    assert found.sources == 2


def test_a_day_that_nobody_looked_at_is_no_calm_day() -> None:
    yesterday = DAY - timedelta(days=1)
    found = judged([0] * 14, 9, Covered("one", SPAN.first, yesterday))
    assert not found.is_spike
    assert found.withheld == "2022年7月15日未采集"
    hole = DAY - timedelta(days=5)
    found = judged(
        [0] * 14,
        9,
        Covered("one", SPAN.first, hole - timedelta(days=1)),
        Covered("one", hole + timedelta(days=1), DAY),
    )
    assert not found.is_spike
    assert found.withheld == "没有一个来源在2022年7月1日至15日每天都采集完整"


def test_a_source_that_began_in_the_middle_makes_no_spike() -> None:
    """Its nine would be nine more than were looked at before."""
    late = (Covered("one", SPAN.first, DAY), Covered("two", DAY - timedelta(days=3), DAY))
    found = judged([0] * 14, 9, *late, of="two")
    assert (found.is_spike, found.items, found.sources) == (False, (), 1)
    assert judged([0] * 14, 9, *late, of="one").is_spike


@given(st.lists(st.integers(0, 30), min_size=BASELINE_DAYS, max_size=BASELINE_DAYS), st.integers(0, 60))
def test_more_blame_is_never_less_of_a_spike(baseline: list[int], today: int) -> None:
    if judged(baseline, today).is_spike:
        assert judged(baseline, today + 1).is_spike
        assert today > max(sum(baseline) / BASELINE_DAYS, 2)
