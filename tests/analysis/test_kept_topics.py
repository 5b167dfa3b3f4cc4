"""Topics of an archive: an article that comes later leaves the others' alone, a lost model costs no name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from analysis.measure import measure
from analysis.topics.posts import MARK
from analysis.versions import TOPIC
from cityecho.archive import Archive, Authorship
from cityecho.article import BEIJING, Article
from tests.analysis.township import article, watchlist

THEMES = ("竹材加工竹浆造纸竹笋罐头", "高速公路跨江桥梁山岭隧道", "小学招生教室课桌老师备课")


def news(numbers: range) -> Iterator[Article]:
    start = datetime(2022, 7, 1, 9, tzinfo=BEIJING)
    for number in numbers:
        text = f"云岭第{number}号消息：{THEMES[number % 3]}。"
        url = f"https://www.ridge.example/{number}.html"
        yield article(text, f"云岭消息{number}", url=url, at=start + timedelta(hours=number))


def told(archive: Archive, numbers: range) -> Mapping[str, Mapping[str, str]]:
    with archive.begin() as tx:
        for one in news(numbers):
            tx.articles.save(one)
    measure(archive, watchlist())
    with archive.read() as tx:
        return {row.article: row.value for row in tx.measures.of(TOPIC)}


def test_topics_stay_as_articles_come(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITYECHO_CACHE", str(tmp_path / "cache"))
    first = told(archive, range(45))
    names = {value["topic"] for value in first.values()}
    assert len(names - {""}) == 3
    second = told(archive, range(45, 50))
    assert {one: second[one] for one in first} == first
    assert {value["topic"] for value in second.values()} == names
    for file in (tmp_path / "cache").glob("topics-*"):
        file.unlink()
    third = told(archive, range(50, 51))
    assert {one: third[one]["topic"] for one in second} == {one: second[one]["topic"] for one in second}
    fourth = told(archive, range(51, 75))
    assert {value["topic"] for value in fourth.values()} == names
    assert len(list((tmp_path / "cache").glob("topics-*"))) == 1


def test_posts_have_topics_of_their_own_from_many_people_and_articles_topics_before(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITYECHO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("analysis.topics.posts.FEWEST", 3)
    day = datetime(2022, 7, 2, 9, tzinfo=BEIJING)
    with archive.begin() as tx:
        for number in range(54):
            theme, left_out = THEMES[number % 3], 4 * (number // 3 % 3)
            text = f"云岭{theme[:left_out]}{theme[left_out + 4 :]}。"
            url = f"https://posts.example/{number}"
            one = replace(article(text, url=url, at=day), kind="post")
            tx.articles.save(one)
            tx.authors.record(Authorship(one.id, one.day, "e", str(number)))
    first = told(archive, range(45))
    own = {value["topic"] for value in first.values() if value["of"] == "post"}
    assert own
    assert all(name.startswith(MARK) for name in own)
    assert not any(value["topic"].startswith(MARK) for value in first.values() if value["of"] == "news")
    second = told(archive, range(45, 46))
    assert {one: second[one] for one in first} == first
