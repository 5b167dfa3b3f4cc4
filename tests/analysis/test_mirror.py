"""The race of cities: swap two names in configuration, registry and texts, and their figures swap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from analysis.exposure import Found, study
from analysis.exposure.rank import Race, Runner, race
from analysis.mentions.mentions import MentionReader
from cityecho.watchlist import Brand, Place
from tests.analysis.planted import BRAND, SUMMIT, covered, item
from tests.analysis.township import article

ONE, OTHER = "濮阳", "鹤壁"
TEXTS = (
    "濮阳今天开会，签约项目很多。",
    "鹤壁市举行了招商活动，客商云集。",
    "濮阳与鹤壁两地企业合作，共建园区。",
    "濮阳市委书记到企业调研，鹤壁的经验值得借鉴。",
    "鹤壁路上车辆不多，鹤壁人民医院通知停诊。",
    "今天天气很好，适合出行。",
)
OUTLETS = (
    ("国民新闻", "全国"),
    ("江岸商报", "湖北"),
    ("中原晨报", "河南"),
    ("濮阳日报", "河南/濮阳"),
    ("鹤壁日报", "河南/鹤壁"),
)


def kept(words: str) -> str:
    return words


def swapped(words: str) -> str:
    return words.replace(ONE, "〇").replace(OTHER, ONE).replace("〇", OTHER)


def raced(turn: Callable[[str], str]) -> Race:
    """The race in a world whose names are all put through ``turn``: the city first."""
    city, peer = (Place(turn(one), (turn(one), turn(one) + "市"), province="河南") for one in (ONE, OTHER))
    brand = Brand(city=city, brand="", peers=(peer,), messages=(), industries=())
    reader = MentionReader(brand, ())
    told = [frozenset(reader.mentions(article(turn(text))).places) for text in TEXTS]
    chance = np.random.default_rng(3)
    items = [
        item(number, SUMMIT.end, outlet=turn(outlet), region=turn(region), places=told[text])
        for number in range(400)
        for outlet, region in [OUTLETS[chance.integers(len(OUTLETS))]]
        for text in [chance.choice(len(TEXTS), p=(0.25, 0.1, 0.1, 0.05, 0.1, 0.4))]
    ]
    return study(Found.of(items), covered(), SUMMIT, brand=brand, summits=(SUMMIT,)).race


def figures(runner: Runner) -> list[float | None]:
    shares = (runner.rate, runner.share, runner.rank, runner.first)
    return [end for one in shares for end in (one.value, one.low, one.high)]


def test_names_swapped_everywhere_swap_the_figures() -> None:
    city, peer = raced(kept).runners
    turned_city, turned_peer = raced(swapped).runners
    assert (city.place, turned_city.place) == (ONE, OTHER)
    assert figures(turned_city) == figures(city)
    assert figures(turned_peer) == figures(peer)
    assert (city.share.value or 0) + (peer.share.value or 0) == pytest.approx(1)
    assert (city.rank.value, peer.rank.value) == (1, 2)
    assert city.stories > peer.stories > 0


def test_a_busy_outlet_and_home_papers_do_not_make_the_rank() -> None:
    """The city's own paper and one loud outlet tell of it; everybody else tells of the peer."""
    places = {"city": frozenset({BRAND.city.name}), "peer": frozenset({BRAND.peers[0].name})}
    items = [item(n, SUMMIT.end, places=places["city"]) for n in range(90)]
    items += [item(100 + n, SUMMIT.end, outlet="国民新闻", places=places["city"]) for n in range(30)]
    items += [item(200 + n, SUMMIT.end, outlet="国民新闻", places=frozenset()) for n in range(970)]
    for start, outlet in ((2000, "江岸商报"), (3000, "中原晨报")):
        items += [item(start + n, SUMMIT.end, outlet=outlet, places=places["peer"]) for n in range(10)]
        items += [item(start + 50 + n, SUMMIT.end, outlet=outlet, places=frozenset()) for n in range(40)]
    found = study(Found.of(items), covered(), SUMMIT, brand=BRAND, summits=(SUMMIT,))
    city, peer = found.race.runners
    assert (found.race.outlets, found.race.items) == (3, 1100)
    assert city.rate.value == pytest.approx(30 / 1000 * 1000 / 3)
    assert peer.rate.value == pytest.approx(2 * 10 / 50 * 1000 / 3)
    assert (city.rank.value, city.rank.high) == (2, 2)
    assert found.shares.voice[BRAND.city.name].value == pytest.approx(120 / 140)


def test_equal_cities_share_the_rank_and_few_stories_have_none() -> None:
    items = [
        item(n, SUMMIT.end, outlet=outlet, places=frozenset({place}))
        for n, (outlet, place) in enumerate(
            (outlet, place) for outlet in "甲乙丙" for place in ("东", "西") for _ in range(20)
        )
    ]
    seen = dict.fromkeys("甲乙丙", 40)
    east, west = race(items, seen, ("东", "西"), None).runners
    assert (east.rank.value, east.rank.low, east.rank.high) == (1, 1, 2)
    assert east.first.value == pytest.approx(0.5, abs=0.05)
    assert (west.first.value or 0) + (east.first.value or 0) == pytest.approx(1)
    few = replace(race(items[:9], seen, ("东", "西"), None).runners[0], place="")
    assert few.rank.withheld == "所涉城市以外的媒体提及各市的报道不足10条"
    assert race(items, dict.fromkeys("甲乙", 40), ("东", "西"), None).runners[0].share.withheld
