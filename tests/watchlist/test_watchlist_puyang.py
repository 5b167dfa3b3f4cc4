"""The configuration of the first city, as it ships."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cityecho.watchlist import Watchlist, load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def puyang() -> Watchlist:
    return load(ROOT / "config" / "puyang")


def test_city_and_peers(puyang: Watchlist) -> None:
    assert (puyang.brand.city.name, puyang.brand.brand) == ("濮阳", "投资濮阳")
    assert {"濮阳县", "清丰县", "南乐县", "范县", "台前县", "华龙区"} <= set(puyang.brand.city.places)
    assert [peer.name for peer in puyang.brand.peers] == [
        "安阳",
        "新乡",
        "鹤壁",
        "开封",
        "菏泽",
        "聊城",
        "邯郸",
        "焦作",
    ]


def test_no_name_is_a_single_character(puyang: Watchlist) -> None:
    for place in puyang.brand.places:
        assert all(len(name) > 1 for name in (*place.names, *place.places, *place.false_friends))


def test_a_false_friend_holds_a_name_and_is_none(puyang: Watchlist) -> None:
    for place in puyang.brand.places:
        own = (*place.names, *place.places)
        for friend in place.false_friends:
            assert any(name in friend for name in own), friend
            assert friend not in own


def test_messages_and_industries(puyang: Watchlist) -> None:
    kinds = [message.kind for message in puyang.brand.messages]
    assert (kinds.count("message"), kinds.count("slogan")) == (16, 5)
    slogans = {message.text for message in puyang.brand.messages if message.kind == "slogan"}
    assert {"投资濮阳", "请进濮阳来", "濮阳速度", "濮阳真拼"} <= slogans
    groups = [industry.group for industry in puyang.brand.industries]
    assert (groups.count("六大产业"), groups.count("四新"), groups.count("两能")) == (6, 4, 2)
    assert len(groups) == 12


def test_what_hides_a_word_contains_one(puyang: Watchlist) -> None:
    for industry in puyang.brand.industries:
        for friend in industry.false_friends:
            assert any(word in friend for word in (industry.name, *industry.words)), friend


@pytest.mark.parametrize(
    ("summit", "start", "end", "kind"),
    [
        ("h2-2022", date(2022, 7, 15), date(2022, 7, 16), "summit"),
        ("coat-gd-2022", date(2022, 7, 22), date(2022, 7, 22), "summit"),
        ("tour-2022-07", date(2022, 7, 27), date(2022, 7, 29), "tour"),
        ("huaqiang-2022", date(2022, 8, 2), date(2022, 8, 2), "signing"),
        ("h2-2023", date(2023, 8, 17), date(2023, 8, 18), "summit"),
    ],
)
def test_summits(puyang: Watchlist, summit: str, start: date, end: date, kind: str) -> None:
    found = puyang.summit(summit)
    assert found is not None
    assert (found.start, found.end, found.kind) == (start, end, kind)


def test_the_hydrogen_pair(puyang: Watchlist) -> None:
    successor = puyang.summit("h2-2023")
    assert successor is not None
    assert successor.previous == "h2-2022"
    assert len(puyang.summits) == 19


def test_sources_can_be_crawled_today(puyang: Watchlist) -> None:
    assert len(puyang.sources) == 23
    assert {source.kind for source in puyang.sources} == {"feed", "sitemap", "listing"}
    assert all(source.max_pages for source in puyang.sources)
    assert all(source.every or source.at for source in puyang.sources)


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("pyrb", "http://pyrb.pyxww.com/content/202308/21/c123676.html"),
        ("pyxww-szdt", "https://www.pyxww.com/news/shizhengdongtai/2022-07-16/82307.html"),
        ("henan-daily", "http://hnrbpaper.dahe.cn/html/2022-11/09/content_603581.htm"),
        ("dahe-daily", "http://newpaper.dahe.cn/dhb/html/2022-08/20/content_588773.htm"),
        (
            "peer-handan-daily",
            "http://szb.handannews.com.cn/rbpaper/pc/content/202208/19/content_204544.html",
        ),
        ("hnr", "http://news.hnr.cn/snxw/article/1/1582878528332091393"),
    ],
)
def test_known_articles_are_allowed(puyang: Watchlist, source: str, address: str) -> None:
    found = puyang.source(source)
    assert found is not None
    assert re.search(found.allow, address)
    assert not any(re.search(found.allow, start) for start in found.start)


def test_registry(puyang: Watchlist) -> None:
    assert len(puyang.registry.outlets) == 645
    day = date(2022, 8, 2)
    dragon = puyang.registry.named("大象新闻")
    paper, site = puyang.registry.at("pyrb.pyxww.com", day), puyang.registry.at("www.pyxww.com", day)
    assert dragon is not None
    assert paper is not None
    assert site is not None
    assert (dragon.tier, dragon.region, dragon.city_owned) == ("provincial", "河南", False)
    assert (paper.name, site.name, paper.city_owned, site.city_owned) == ("濮阳日报", "濮阳网", True, True)


def test_every_list_says_what_it_does(puyang: Watchlist) -> None:
    assert set(puyang.lexicon) == {"userwords", "stopwords", "positive", "negative"}
    assert not set(puyang.lexicon["positive"]) & set(puyang.lexicon["negative"])
    for path in (puyang.folder / "lexicon").iterdir():
        assert path.read_text("utf-8").startswith(f"# {path.stem}: ")
