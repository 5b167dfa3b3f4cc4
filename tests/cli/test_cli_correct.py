"""``cityecho correct``: a person's word wins, survives what comes after it, and can be taken back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from cityecho.archive import Archive
from cityecho.article import Article
from tests.cli.command import arguments, cityecho
from tests.crawler.loopback import configure

URL = "http://www.yunling.example/1.html"


def article(number: int, **more: Any) -> Article:
    key = f"www.yunling.example/{number}.html"
    fields: dict[str, Any] = {
        "key": key,
        "url": f"http://{key}",
        "source": "by-hand",
        "kind": "news",
        "captured_at": datetime(2022, 7, 16, tzinfo=UTC),
        "capture_digest": "",
        "title": "云岭市茶园开园",
        "text": "云岭市茶园今天开园，游人很多，全市茶叶产值增长两成。",
        "published_at": datetime(2022, 7, 15, 1, 0, tzinfo=UTC),
        "precision": "minute",
        "origin": None,
        "authors": (),
        "editors": (),
    }
    return Article(**fields | more)


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, measured once for all tests here: each works on a copy."""
    made = tmp_path_factory.mktemp("analysed")
    configure(made)
    with Archive(f"sqlite:///{made}/archive.db") as archive, archive.begin() as tx:
        tx.articles.save(article(1))
        tx.articles.save(article(2, kind="post", title=""))
    assert cityecho(*arguments(made), "analyze").code == 0
    return made


@pytest.fixture
def folder(tmp_path: Path, analysed: Path) -> Path:
    copytree(analysed, tmp_path, dirs_exist_ok=True)
    return tmp_path


def correct(folder: Path, url: str, label: str, why: str = "游人抱怨排队") -> int:
    said = cityecho(*arguments(folder), "correct", url, "--sentiment", label, "--by", "张三", "--why", why)
    return said.code


def exported(folder: Path, table: str) -> list[dict[str, Any]]:
    out = folder / "out.jsonl"
    said = cityecho(*arguments(folder), "export", table, "--format", "jsonl", "--out", str(out))
    assert said.code == 0, said.err
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_a_word_wins_through_a_new_analysis_until_it_is_taken_back(folder: Path) -> None:
    (before,) = exported(folder, "articles")
    assert correct(folder, f"{URL}?utm_source=x", "negative") == 0
    assert cityecho(*arguments(folder), "analyze", "--all").code == 0
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.begin() as tx:
        tx.articles.save(
            article(1, text="云岭市茶园改期开园。", captured_at=datetime(2022, 7, 17, tzinfo=UTC))
        )
    assert cityecho(*arguments(folder), "analyze").code == 0
    (row,) = exported(folder, "articles")
    assert (row["sentiment"], row["sentiment_score"]) == ("negative", -1.0)
    assert correct(folder, URL, "measured") == 0
    (row,) = exported(folder, "articles")
    assert row["sentiment"] in {before["sentiment"], "neutral"}
    assert exported(folder, "corrections") == []


def test_corrections_are_exported_to_train_on_but_no_persons_post(folder: Path) -> None:
    correct(folder, URL, "unclear")
    correct(folder, URL, "negative", "通报批评")
    correct(folder, "http://www.yunling.example/2.html", "negative")
    (row,) = exported(folder, "corrections")
    assert (row["url"], row["label"], row["by"], row["why"]) == (URL, "negative", "张三", "通报批评")
    assert (row["city"], row["text"][:5], row["kind"]) == ("云岭", "云岭市茶园", "news")
    assert row["measured"] in {"positive", "neutral", "negative", "unclear"}


@pytest.mark.parametrize(
    ("url", "label", "why"),
    [
        ("http://www.yunling.example/9.html", "negative", "x"),
        (URL, "bad", "x"),
        (URL, "negative", " "),
        (URL, "negative", "a\nb"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_kept(folder: Path, url: str, label: str, why: str) -> None:
    assert correct(folder, url, label, why) == 2
    assert exported(folder, "corrections") == []
