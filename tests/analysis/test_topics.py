from __future__ import annotations

import random

import pytest

from analysis.topics import topics
from analysis.words import content_words

THEMES = {
    "竹": ["竹材", "竹纤维", "竹地板", "竹浆", "竹笋"],
    "路": ["高速", "桥梁", "隧道", "收费站", "匝道"],
    "学": ["学校", "招生", "课堂", "老师", "操场"],
}


def corpus(size: int) -> dict[str, dict[str, int]]:
    throw = random.Random(3)  # noqa: S311 (test data)
    names = list(THEMES)
    return {
        f"{names[number % 3]}{number:03}": {
            word: throw.randint(1, 4) for word in throw.sample(THEMES[names[number % 3]], 4)
        }
        | {"全市": 1}
        for number in range(size)
    }


def test_articles_of_a_theme_share_a_topic_named_by_its_words() -> None:
    found = topics(corpus(60))
    assert len(set(found.values())) == 3
    for theme, words in THEMES.items():
        mine = {topic for article, topic in found.items() if article.startswith(theme)}
        assert len(mine) == 1
        assert set(mine.pop().split("、")) <= set(words)


def test_the_same_articles_give_the_same_topics_in_any_order() -> None:
    articles = corpus(60)
    assert topics(articles) == topics(dict(reversed(articles.items())))


def test_a_few_or_empty_articles_have_no_topic() -> None:
    assert set(topics(corpus(5)).values()) == {""}
    assert topics({}) == {}
    assert set(topics({f"{number}": {} for number in range(30)}).values()) == {""}
    with_empty = topics(corpus(60) | {"empty": {}})
    assert with_empty["empty"] == ""


def test_no_word_of_a_name_is_part_of_another() -> None:
    for name in {
        *topics(corpus(60) | {f"z{n}": {"竹材": 2, "竹材厂": 2, "竹笋": 1} for n in range(20)}).values()
    }:
        words = name.split("、")
        assert not [(one, other) for one in words for other in words if one != other and one in other]


@pytest.mark.parametrize(
    "filler",
    ["进行", "方面", "表示", "相关", "发展", "堪称", "收获", "满满", "总监", "同比", "联播", "在外", "全市"],
)
def test_fillers_of_the_press_are_no_topics(filler: str) -> None:
    assert content_words([filler, "氢能"]) == ["氢能"]
