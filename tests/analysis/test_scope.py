"""What a stretch of text is about: the city or another place."""

from __future__ import annotations

import pytest

from analysis.mentions.scope import ScopeReader
from analysis.sentences import sentence_spans
from tests.analysis.township import BRAND

READER = ScopeReader(BRAND)


def is_mine(text: str, title: str = "") -> bool | None:
    """Whether the 好 of ``text`` is the city's; None where the text doesn't mean the city."""
    whole = f"{title}\n{text}"
    spans = list(sentence_spans(whole))
    scope = READER.read(whole, len(title), spans)
    if scope is None:
        return None
    at = whole.index("好", len(title))
    sentence = next(span for span in spans if span[0] <= at < span[1])
    return scope.is_mine(sentence, at, at + 1)


@pytest.mark.parametrize(
    "text",
    [
        "云岭真好。",
        "云岭与霞浦湾不同，好。",
        "与霞浦湾相比，云岭更好。",
        "云岭干部赴广州招商，好。",
        "云岭县在上海举办推介会，好。",
        "广州客商走进云岭，直说好。",
        "霞浦湾代表团到云岭学习好。",
        "霞浦湾没有，云岭好。",
        "云岭和霞浦湾都好。",
        "深圳某公司在云岭签约，好。",
        "好，云岭人说。",
        "云岭开会。大家都说好。",
        "霞浦湾开会。\n云岭开会。大家都说好。",
        "霞浦湾\n开会。\n云岭\n好。",
        "河南好，云岭在河南。",
        "2022广州好物大会（云岭）今天开幕。",
        "云岭签约。苏州北辰岫集团来了，好。",
    ],
)
def test_the_city_is_meant(text: str) -> None:
    assert is_mine(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "霞浦湾真好。云岭派人参会。",
        "云岭派人参会。霞浦湾真好。",
        "云岭干部赴霞浦湾学习好。",
        "云岭代表看了霞浦湾的好。",
        "好，是霞浦湾的口号。云岭有人在场。",
        "近年来霞浦湾好，云岭人去了那里。",
        "云岭开会。霞浦湾也开会。大家都说好。",
        "云岭\n开会。\n霞浦湾\n好。",
        "临颍县说好。云岭的同志在场。",
    ],
)
def test_another_place_is_meant(text: str) -> None:
    assert is_mine(text) is False


def test_at_last_the_text_as_a_whole_decides() -> None:
    assert is_mine("第一段说天气。\n大家都说好。", "云岭") is True
    assert (
        is_mine("第一段说云岭的天气，那是很长很长很长很长很长很长很长的一段话。\n大家都说好。", "霞浦湾")
        is False
    )


def test_without_the_city_nothing_is_said() -> None:
    assert is_mine("霞浦湾好。") is None
    assert is_mine("云岭路好。") is None
    assert READER.may_name("云岭路好。")
    assert not READER.may_name("霞浦湾好。")
