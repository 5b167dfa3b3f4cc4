"""Counting: what is planted is what is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analysis.exposure import Found, stories, study
from analysis.item import Item
from tests.analysis.planted import BRAND, CITY, FIRST, PEER, SUMMIT, covered, item

BEFORE, DURING, AFTER = date(2022, 7, 1), date(2022, 7, 15), date(2022, 7, 20)


def told() -> list[Item]:
    """One story of four items over two windows, two stories of one item, one about a peer, one outside."""
    big = {"story": "big", "summits": ("h2",), "messages": ("speed",), "sentiment": "positive"}
    return [
        item(1, DURING, outlet="国民新闻", **big, role="first"),
        item(2, DURING, outlet="中原晨报", **big, role="repost"),
        item(3, DURING, outlet="澄河日报", **big, role="repost"),
        item(4, AFTER, outlet="江岸商报", **(big | {"sentiment": "unclear"}), role="repost"),
        item(5, AFTER, sentiment="negative", sentiment_score=-0.5, industries=("hydrogen",)),
        item(6, BEFORE),
        item(7, DURING, places=frozenset({PEER})),
        item(8, date(2022, 9, 20)),
    ]


def studied(items: list[Item]):
    return study(Found.of(items), covered(), SUMMIT, brand=BRAND, summits=(SUMMIT,))


def test_items_stories_and_outlets_of_each_window() -> None:
    windows = studied(told()).windows
    found = {name: (of.items, of.stories, of.outlets, of.named) for name, of in windows.items()}
    assert found == {"before": (1, 1, 1, 0), "during": (3, 1, 3, 1), "after": (2, 2, 2, 1)}
    assert (windows["during"].owned, windows["during"].earned) == (1, 2)


def test_a_story_counts_on_its_first_day_within_a_window() -> None:
    days = {day.day: day for day in studied(told()).days}
    assert len(days) == len(SUMMIT.span)
    assert (days[DURING].items, days[DURING].stories, days[DURING].all_items) == (3, 1, 4)
    assert (days[AFTER].items, days[AFTER].stories) == (2, 2)
    for name, window in studied(told()).windows.items():
        assert sum(day.stories for day in days.values() if day.window == name) == window.stories


def test_shares_are_of_stories_not_of_copies() -> None:
    found = studied(told())
    assert found.shares.circle["central"].stories.value == pytest.approx(1 / 2)
    assert found.shares.circle["outside_province"].stories.value == pytest.approx(1 / 2)
    assert found.shares.circle["earned"].stories.value == pytest.approx(1 / 2)
    assert found.shares.reposts.value == pytest.approx(3 / 5)
    assert found.shares.messages["speed"].value == pytest.approx(1 / 2)
    assert found.shares.messages["home"].value == 0
    assert found.shares.sentiment["positive", "during"].value == 1
    assert found.shares.sentiment["negative", "after"].value == pytest.approx(1 / 2)


def test_every_share_lies_in_its_interval() -> None:
    found = studied(told())
    shares = [
        *(one.stories for one in found.shares.circle.values()),
        *found.shares.voice.values(),
        *found.shares.sentiment.values(),
        found.shares.reposts,
    ]
    for share in shares:
        assert share.value is not None
        assert share.low is not None
        assert share.high is not None
        assert 0 <= share.low <= share.value <= share.high <= 1


def test_the_first_publisher_may_have_come_before_the_window() -> None:
    early = item(9, BEFORE, outlet="中原晨报", story="long", role="first")
    late = item(10, AFTER, outlet="澄河日报", story="long", role="repost")
    (story,) = studied([late, early]).spread.stories
    assert story.first == early
    assert len(story.items) == 1


def test_a_story_has_the_label_of_most_of_its_items() -> None:
    labels = ("positive", "negative", "negative")
    items = [item(n, DURING, story="one", sentiment=label) for n, label in enumerate(labels)]
    assert stories(items)[0].label == "negative"
    assert stories(items[:2])[0].label == "positive"  # a tie goes to the earlier item


def test_share_of_voice_mirrors_when_names_are_swapped() -> None:
    items = [item(n, DURING, places=frozenset({CITY, PEER} if n % 5 == 0 else {CITY})) for n in range(20)]
    items += [item(100 + n, AFTER, places=frozenset({PEER})) for n in range(7)]
    swap = {CITY: PEER, PEER: CITY}
    swapped = [replace(one, places=frozenset(swap[place] for place in one.places)) for one in items]
    here, there = studied(items).spread.voice, studied(swapped).spread.voice
    assert sum(group.share for group in here) == pytest.approx(1)
    mirrored = {swap[group.name]: (group.items, group.stories, group.share) for group in there}
    assert {group.name: (group.items, group.stories, group.share) for group in here} == mirrored
    assert {group.name: group.stories for group in here} == {CITY: 20, PEER: 11}


def test_order_of_items_changes_nothing() -> None:
    assert studied(told()) == studied(told()[::-1])


def test_a_window_nobody_looked_at_is_withheld_not_zero() -> None:
    blank = {day: "gap" for name in ("during", "after") for day in SUMMIT.window(name).each()}  # type: ignore[arg-type]
    found = study(Found.of([]), covered(blank), SUMMIT, brand=BRAND, summits=(SUMMIT,))
    assert found.windows["during"].blank
    assert found.shares.sentiment["positive", "during"].withheld
    assert found.shares.circle["earned"].stories.withheld
    assert found.shares.voice[CITY].withheld


def test_places_daily_has_a_row_for_each_day_and_place() -> None:
    rows = studied(told()).places_daily
    assert len(rows) == 2 * len(SUMMIT.span)
    assert (DURING, PEER, 1) in rows
    assert (DURING + timedelta(days=1), CITY, 0) in rows
    assert min(row[0] for row in rows) == SUMMIT.span.first > FIRST
