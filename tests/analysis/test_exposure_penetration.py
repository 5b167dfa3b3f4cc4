"""Penetration: each share with what it is a share of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pytest

from analysis.exposure.intervals import wilson
from analysis.exposure.penetration import (
    Penetration,
    Telling,
    by_group,
    by_voice,
    carried_by_voice,
    penetration,
)
from analysis.item import Item
from analysis.messages import TITLE, Evidence, MessageReader
from tests.analysis import planted

DAY = date(2022, 7, 15)
CENTRAL, CITY_PAPER = "国民新闻", "澄河日报"


def item(number: int, outlet: str, story: str, *messages: str, industries: tuple[str, ...] = ()) -> Item:
    return planted.item(number, DAY, outlet=outlet, story=story, messages=messages, industries=industries)


ITEMS = (
    item(1, CITY_PAPER, "a", "speed", industries=("hydrogen",)),
    item(2, CITY_PAPER, "a", "speed"),  # a copy adds nothing
    item(3, CITY_PAPER, "b"),
    item(4, CENTRAL, "a"),  # cut before the message: the central outlet told the story without it
    item(5, CENTRAL, "c", "home"),
)


def counts(rows: tuple[Penetration, ...]) -> dict[tuple[str, str], tuple[int, int]]:
    return {(row.id, row.group): (row.part, row.total) for row in rows}


def test_a_story_counts_once_in_each_tier_that_told_it() -> None:
    rows = penetration(
        by_group(ITEMS, lambda item: item.tier), ("speed", "home", "hydrogen"), ("city", "central", "county")
    )
    assert counts(rows) == {
        ("speed", "city"): (1, 2),
        ("speed", "central"): (0, 2),
        ("speed", "county"): (0, 0),
        ("home", "city"): (0, 2),
        ("home", "central"): (1, 2),
        ("home", "county"): (0, 0),
        ("hydrogen", "city"): (1, 2),
        ("hydrogen", "central"): (0, 2),
        ("hydrogen", "county"): (0, 0),
    }
    assert [row.share for row in rows[:2]] == [wilson(1, 2), wilson(0, 2)]
    assert rows[2].share.value is None
    assert rows[2].share.withheld


def test_regions_and_everything_together() -> None:
    rows = penetration(by_group(ITEMS, lambda item: item.province), ("speed",), ("河南", "全国"))
    assert counts(rows) == {("speed", "河南"): (1, 2), ("speed", "全国"): (0, 2)}
    assert counts(penetration(by_group(ITEMS, lambda _: "all"), ("speed",), ("all",))) == {
        ("speed", "all"): (1, 3)
    }


def test_order_of_items_makes_no_difference() -> None:
    ids, groups = ("speed", "home"), ("city", "central")
    there = penetration(by_group(ITEMS, lambda item: item.tier), ids, groups)
    assert penetration(by_group(ITEMS[::-1], lambda item: item.tier), ids, groups) == there


@dataclass(frozen=True)
class Quote:
    start: int
    end: int
    voice: str


def test_a_voice_carries_what_begins_within_its_words() -> None:
    text = "“澄河速度真快。”市长说。外地客商说：“澄河好，到了就是家。”记者写：澄河速度。"
    told = MessageReader(planted.BRAND).told("澄河速度", text)
    ends = [n for n, sign in enumerate(text) if sign in "“”"]
    quotes = [Quote(ends[2] + 1, ends[3], "enterprise"), Quote(ends[0] + 1, ends[1], "official")]
    assert carried_by_voice(told, quotes) == {
        "official": frozenset({"speed"}),
        "enterprise": frozenset({"home"}),
    }


@pytest.mark.parametrize(("at", "inside"), [(9, False), (10, True), (19, True), (20, False)])
def test_a_quote_ends_before_its_end(at: int, inside: bool) -> None:
    found = carried_by_voice({"speed": (TITLE, Evidence(0, 30, at))}, [Quote(10, 20, "expert")])
    assert found == {"expert": frozenset({"speed"} if inside else set())}


def test_a_voices_share_is_of_the_stories_it_is_quoted_in() -> None:
    voices = {
        ITEMS[0].id: {"official": frozenset({"speed"}), "expert": frozenset[str]()},
        ITEMS[2].id: {"official": frozenset[str]()},
    }
    rows = penetration(by_voice(ITEMS, voices), ("speed",), ("official", "expert", "public"))
    assert counts(rows) == {
        ("speed", "official"): (1, 2),
        ("speed", "expert"): (0, 1),
        ("speed", "public"): (0, 0),
    }


def test_json_goes_there_and_back() -> None:
    (row,) = penetration([Telling("a", "city", {"speed"})], ("speed",), ("city",))
    assert Penetration.from_json(json.loads(json.dumps(row.to_json()))) == row
