from __future__ import annotations

import random
from pathlib import Path

import pytest

from analysis.topics import shelf
from analysis.topics.model import Model, fit
from analysis.topics.posts import MARK, fit_posts
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


def topics(words: dict[str, dict[str, int]]) -> dict[str, str]:
    return fit(words, "1").topics(words)


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


def test_posts_of_few_words_have_topics_of_the_company_words_keep() -> None:
    throw = random.Random(5)  # noqa: S311 (test data)
    themes = [[f"{letter}{n:02}" for n in range(12)] for letter in "甲乙丙"]
    words = {f"{n:03}": dict.fromkeys(throw.sample(themes[n % 3], 3), 1) | {"晒图": 1} for n in range(270)}
    known = {word for theme in themes for word in theme}
    model = fit_posts(words, "1", known)
    for post, name in model.topics(words).items():
        assert {word[0] for word in name.removeprefix(MARK).split("、")} == {"甲乙丙"[int(post) % 3]}
    assert "晒图" not in model.words
    assert not fit_posts(words, "1", {"甲01"}).names
    before, more = model.topics(words), {f"z{n}": dict.fromkeys(themes[1][n:], 1) for n in range(9)}
    again = fit_posts(words | more, "1", known, model)
    now = again.named_like(again.places(words), before).topics(words)
    assert sum(now[one] == name for one, name in before.items()) > 0.9 * len(before)


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


def test_an_article_that_comes_later_changes_no_other() -> None:
    articles = corpus(60)
    model = fit(articles, "1")
    late = {"z1": {"桥梁": 3, "匝道": 1, "没见过": 4}, "z2": {"没见过": 4}}
    told = model.topics(articles | late)
    assert {article: told[article] for article in articles} == model.topics(articles)
    assert told["z1"] == told[next(article for article in articles if article.startswith("路"))]
    assert told["z2"] == ""


def test_a_new_fitting_names_topics_as_their_articles_were_called() -> None:
    first = fit(corpus(60), "1")
    before = {article: f"旧{name}" for article, name in first.topics(corpus(60)).items()}
    more = corpus(110) | {f"医{n:03}": {"医院": 3, "门诊": 2, "病床": n % 3 + 1} for n in range(60)}
    again = fit(more, "1")
    again = again.named_like(again.places(more), before)
    told = again.topics(more)
    assert all(told[article] == name for article, name in before.items())
    assert len(set(again.names)) == len(again.names)
    assert not {told[article] for article in more if article.startswith("医")} & set(before.values())


def test_a_model_is_kept_whole_or_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYECHO_CACHE", str(tmp_path))
    model = fit(corpus(60), "1")
    assert shelf.get(model.digest) is None
    shelf.put(model)
    again = shelf.get(model.digest)
    assert isinstance(again, Model)
    assert again.digest == model.digest
    assert again.topics(corpus(60)) == model.topics(corpus(60))
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-200])
    assert shelf.get(model.digest) is None
    shelf.drop(model.digest)
    assert not list(tmp_path.iterdir())
