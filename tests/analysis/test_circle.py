"""Circles of outlets and the way of copies: unknown ways are said, circles end."""

from __future__ import annotations

from analysis.exposure import Found, study
from analysis.exposure.circle import hops
from analysis.item import Item
from tests.analysis.planted import BRAND, SUMMIT, covered, item


def copy(number: int, of: int | None, outlet: str, **more: object) -> Item:
    source = None if of is None else f"{of:016x}"
    role = "first" if of is None else "repost"
    return item(number, SUMMIT.end, story="s", outlet=outlet, role=role, copied_from=source, **more)


TREE = [
    copy(1, None, "澄河日报"),
    copy(2, 1, "中原晨报", origin_outlet="澄河日报"),
    copy(3, 2, "国民新闻", origin_outlet="中原晨报"),
    copy(4, 1, "江岸商报", origin_outlet="某通讯社"),
    copy(5, 4, "远方网"),
]


def test_hops_are_walked_and_lost_where_a_source_was_not_collected() -> None:
    known = {one.id: one for one in TREE}
    assert [hops(one, known) for one in TREE] == [0, 1, 2, None, None]
    assert hops(TREE[2], {TREE[2].id: TREE[2]}) is None


def test_outlets_that_name_each_other_end() -> None:
    one, other = copy(1, 2, "甲网", origin_outlet="乙网"), copy(2, 1, "乙网", origin_outlet="甲网")
    assert hops(one, {one.id: one, other.id: other}) is None


def test_circles_and_distance_have_their_denominators() -> None:
    trade = [
        item(20, SUMMIT.end, outlet="行业网", tier="trade", region="湖北"),
        item(21, SUMMIT.end, outlet="政府网", tier="government", region="河南"),
        item(22, SUMMIT.end, outlet="没听说的网"),
    ]
    found = study(Found.of([*TREE, *trade]), covered(), SUMMIT, brand=BRAND, summits=(SUMMIT,)).shares
    told = {name: (one.stories.part, one.stories.of) for name, one in found.circle.items()}
    assert told == {"earned": (4, 4), "beyond_trade": (1, 4), "outside_province": (2, 4), "central": (1, 4)}
    outlets = {name: (one.outlets.part, one.outlets.of) for name, one in found.circle.items()}
    assert outlets == {
        "earned": (7, 8),
        "beyond_trade": (3, 8),
        "outside_province": (3, 8),
        "central": (1, 8),
    }
    assert found.distance.copies == {1: 1, 2: 1, None: 2}
    assert (found.distance.mean.value, found.distance.mean.of) == (1.5, 2)
    assert (found.distance.far.part, found.distance.unknown.part, found.distance.unknown.of) == (1, 2, 4)
