from __future__ import annotations

from analysis.mentions.mentions import MentionReader, PlaceMention
from tests.analysis.township import BRAND, SUMMITS, article

READER = MentionReader(BRAND, SUMMITS)
FILLER = "雨后的山路上开满野花，行人三三两两走过石桥。" * 12


def place(text: str, title: str = "", name: str = "云岭") -> PlaceMention | None:
    return READER.mentions(article(text, title)).places.get(name)


def test_prominence_follows_where_the_place_stands() -> None:
    assert place("正文。", "云岭开会") == PlaceMention("title", {"云岭": 1})
    assert place("云岭市昨天开会。" + FILLER) == PlaceMention("lead", {"云岭市": 1})
    assert place(FILLER + "\n云岭开会。\n云岭散会。") == PlaceMention("body", {"云岭": 2})
    assert place(FILLER + "\n客人来自云岭。") == PlaceMention("passing", {"云岭": 1})
    assert place("参会的有东川、西原、云岭、南坪等地。") == PlaceMention("passing", {"云岭": 1})
    assert place(FILLER) is None


def test_peers_and_the_citys_parts_count_to_their_place() -> None:
    found = READER.mentions(article("柏川区与霞浦湾市结对。云岭县也去了，云岭路不算。")).places
    assert {name: one.count for name, one in found.items()} == {"云岭": 2, "霞浦湾": 1}


def test_json_is_plain() -> None:
    value = READER.mentions(article("云岭竹业发展峰会开幕，竹材热销。", "云岭")).to_json()
    assert value["places"] == {"云岭": {"prominence": "title", "count": 2, "forms": {"云岭": 2}}}
    assert value.keys() == {"places", "summits"}
