"""Stories in the archive: what batches of articles make is what all of them at once make."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from analysis import corpus
from analysis.analysers import SENTENCES, Settings, version
from analysis.corpus import measure_stories
from analysis.decisions import MEASURED, SPLIT, join_with
from analysis.sentences import sentence_hashes
from analysis.stories.prints import prints
from analysis.versions import STORY
from cityecho.address import canonical
from cityecho.archive import Archive, Correction, Measure
from cityecho.archive.copying import backup
from cityecho.archive.forgetting import forget
from cityecho.archive.purging import Retention, purge
from cityecho.archive.restoring import restore
from cityecho.article import Article
from tests.analysis.township import REGISTRY, article, watchlist

START = datetime(2022, 7, 15, tzinfo=UTC)
SIGNS = "山水田林湖草沙路桥港湾村镇街巷楼塔亭台阁店铺厂矿井渠坝堤岸滩岛峰谷坡原野园圃苗花果蔬粮棉麻丝茶"
HOSTS = ("www.ridge.example", "www.portal.example", "a.example", "b.example")


def sentence(number: int) -> str:
    """A sentence that shares no run of four signs with another's."""
    throw = random.Random(number)  # noqa: S311 (test data)
    return "".join(throw.choices(SIGNS, k=30)) + "。"


def web(seed: int, size: int = 40) -> list[Article]:
    """Stories with cut, retyped and spliced copies, and an imprint for each outlet."""
    throw = random.Random(seed)  # noqa: S311 (test data)
    told: list[Article] = []
    for number in range(size):
        text = [sentence(throw.randrange(8) * 100 + line) for line in range(throw.randint(3, 9))]
        if throw.random() < 0.3:
            text = [one.replace(throw.choice(SIGNS), "也") for one in text]
        if throw.random() < 0.2:
            text += [sentence(throw.randrange(8) * 100 + line) for line in range(3)]
        host = throw.choice(HOSTS)
        imprint = [sentence(10_000 + HOSTS.index(host) * 10 + line) for line in range(2)]
        at = START + timedelta(hours=throw.randrange(600))
        origin = throw.choice(("", "岭报", "万象网", "某报"))
        told.append(page("\n".join(text + imprint), f"https://{host}/{number}.html", at, origin=origin))
    return told


def page(text: str, url: str, at: datetime = START, **more: Any) -> Article:
    return replace(article(text, url=url, at=at, **more), key=canonical(url))


def keep(archive: Archive, *articles: Article) -> None:
    """Store articles with their sentences, as the analysis of single articles does."""
    with archive.begin() as tx:
        for one in articles:
            tx.articles.save(one)
        rows = [
            Measure(
                one.id,
                one.content_hash,
                {"hashes": sentence_hashes(one.text), "prints": prints(one.text)},
            )
            for one in articles
        ]
        tx.measures.record(SENTENCES, version(SENTENCES, Settings.of(watchlist())), rows)


def told(archive: Archive) -> dict[str, Any]:
    with archive.read() as tx:
        return {row.article: row.value for row in tx.measures.of(STORY)}


def told_anew(archive: Archive) -> dict[str, Any]:
    measure_stories(archive, watchlist(), "all")
    return told(archive)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles each telling of everything read."""
    heard: list[int] = []
    anew = corpus._told_anew

    def listening(*given: Any) -> Any:
        places = anew(*given)
        heard.append(len(places))
        return places

    monkeypatch.setattr(corpus, "_told_anew", listening)
    return heard


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_batches_make_what_all_at_once_make(archive: Archive, whole: list[int], seed: int) -> None:
    """Also when they come in any order, and articles change meanwhile."""
    articles = web(seed)
    random.Random(seed).shuffle(articles)  # noqa: S311 (test data)
    keep(archive, *articles[:20])
    measure_stories(archive, watchlist(), "new")
    for start in range(20, len(articles), 5):
        changed = replace(
            articles[start - 9],
            text=articles[start].text,
            captured_at=START + timedelta(days=60 + start),
        )
        keep(archive, *articles[start : start + 5], changed)
        measure_stories(archive, watchlist(), "new")
    assert whole == [20]
    found = told(archive)
    assert len({place["story"] for place in found.values()}) < len(found) == len(articles)
    assert told_anew(archive) == found
    assert measure_stories(archive, watchlist(), "new") == 0


def test_only_what_changed_is_written(archive: Archive) -> None:
    articles = web(4)
    keep(archive, *articles)
    assert measure_stories(archive, watchlist(), "new") == len(articles)
    alone = page(sentence(77_777) * 3, "https://c.example/1.html", START)
    keep(archive, alone)
    assert measure_stories(archive, watchlist(), "new") == 1


def test_what_says_nothing_of_publishers_tells_nothing_anew(archive: Archive, whole: list[int]) -> None:
    keep(archive, *web(5, 10))
    measure_stories(archive, watchlist(), "new")
    other = replace(REGISTRY, outlets=tuple(replace(one, region="别处") for one in REGISTRY.outlets))
    assert measure_stories(archive, watchlist(registry=other), "new") == 0
    assert whole == [10]


def test_a_persons_words_hold_through_what_comes_after(archive: Archive, whole: list[int]) -> None:
    text = "".join(map(sentence, range(6)))
    copies = [
        page(text, f"https://{host}/1.html", START + timedelta(hours=n)) for n, host in enumerate(HOSTS)
    ]
    other = page("".join(map(sentence, range(50, 56))), "https://c.example/9.html", START)
    keep(archive, *copies, other)
    measure_stories(archive, watchlist(), "new")

    def say(one: Article, word: str) -> dict[str, str]:
        with archive.begin() as tx:
            tx.measures.correct(Correction(one.id, STORY, word, "甲", "看过", START))
        measure_stories(archive, watchlist(), "new")
        found = told(archive)
        assert told_anew(archive) == found
        return {name: place["story"] for name, place in found.items()}

    first, second, third, last = (one.id for one in copies)
    assert say(copies[0], SPLIT) == {
        first: first,
        second: second,
        third: second,
        last: second,
        other.id: other.id,
    }
    joined = say(other, join_with(last))
    assert joined[other.id] == joined[last] == joined[second] == other.id
    assert joined[first] == first
    assert say(copies[0], MEASURED) == dict.fromkeys(
        (first, second, third, last, other.id), joined_root(copies, other)
    )
    assert set(say(other, MEASURED).values()) == {first, other.id}


def joined_root(copies: list[Article], other: Article) -> str:
    """The earliest of both stories: they begin at one moment, so the smaller id."""
    return min(copies[0].id, other.id)


def test_forgetting_tells_all_anew_without_it(archive: Archive, whole: list[int]) -> None:
    articles = web(6)
    keep(archive, *articles)
    measure_stories(archive, watchlist(), "new")
    gone = articles[7]
    with archive.alone():
        assert forget(archive, gone.url, START).was_stored
    measure_stories(archive, watchlist(), "new")
    found = told(archive)
    assert gone.id not in str(found)
    keep(archive, page(sentence(88_888) * 3, "https://c.example/2.html", START))
    measure_stories(archive, watchlist(), "new")
    assert told_anew(archive) == told(archive)


def test_purged_articles_stay_members(archive: Archive, whole: list[int]) -> None:
    articles = [replace(one, captured_at=START) for one in web(7, 20)]
    keep(archive, *articles)
    measure_stories(archive, watchlist(), "new")
    before = told(archive)
    with archive.alone():
        purge(archive, Retention(posts=1, texts=1), START + timedelta(days=9))
    copy = page(articles[0].text, "https://c.example/3.html", START + timedelta(days=99))
    keep(archive, copy)
    measure_stories(archive, watchlist(), "new")
    found = told(archive)
    assert found[copy.id]["copied_from"] in before
    assert found[copy.id]["story"] == found[articles[0].id]["story"]
    assert whole == [20]
    assert told_anew(archive) == found


def test_a_copy_leaves_out_what_is_derived(archive: Archive, whole: list[int], tmp_path: Path) -> None:
    articles = web(8, 20)
    keep(archive, *articles)
    measure_stories(archive, watchlist(), "new")
    backup(archive, tmp_path / "copy.tar", START)
    with Archive(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other") as other:
        with other.alone():
            restore(other, tmp_path / "copy.tar")
        assert told(other) == told(archive)
        new = page(articles[0].text, "https://c.example/4.html", START + timedelta(days=99))
        for one in (archive, other):
            keep(one, new)
            measure_stories(one, watchlist(), "new")
        assert told(other) == told(archive)
    assert whole == [20, 21]
