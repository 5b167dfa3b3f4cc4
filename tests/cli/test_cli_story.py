"""``cityecho story``: what a person splits or joins stays so through re-runs, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cityecho.archive import Archive
from tests.cli.command import arguments, cityecho
from tests.cli.test_cli_correct import article, exported
from tests.crawler.loopback import configure

TEXT = "云岭市茶园今天开园，游人很多。全市茶叶产值增长两成左右。茶农说今年雨水好，芽头比往年壮。"
OTHER = "霞浦湾码头轮渡明天起改班。往返乘客请留意站台的告示。节假日另加开两班夜航。"
URLS = [f"http://www.yunling.example/{number}.html" for number in (1, 2, 3)]
SAID = ("--by", "张三", "--why", "看过原文")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story of two articles and one of one, not analysed yet."""
    configure(tmp_path)
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.begin() as tx:
        for number, text in enumerate((TEXT, TEXT, OTHER), 1):
            tx.articles.save(
                article(number, text=text, published_at=datetime(2022, 7, 15, number, tzinfo=UTC))
            )
    return tmp_path


def analyze(folder: Path, *more: str) -> None:
    said = cityecho(*arguments(folder), "analyze", *more)
    assert said.code == 0, said.err


def story(folder: Path, *words: str) -> int:
    return cityecho(*arguments(folder), "story", *words).code


def listed(folder: Path) -> list[dict[str, Any]]:
    said = cityecho(*arguments(folder), "--json", "story", "list")
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = said.value["decisions"]
    return found


def told(folder: Path) -> list[tuple[str, str]]:
    """Story and role of the three articles."""
    names = {article(n).id: str(n) for n in (1, 2, 3)}
    rows = {row["url"]: row for row in exported(folder, "articles")}
    return [(names[rows[url]["story"]], rows[url]["story_role"]) for url in URLS]


def test_a_split_and_a_join_hold_and_can_be_taken_back(folder: Path) -> None:
    analyze(folder)
    measured = [("1", "first"), ("1", "repost"), ("3", "own")]
    assert told(folder) == measured
    assert story(folder, "split", URLS[1], *SAID) == 0
    assert story(folder, "join", URLS[2], URLS[1], *SAID) == 0
    analyze(folder)
    decided = [("1", "own"), ("2", "first"), ("2", "repost")]
    assert told(folder) == decided
    analyze(folder, "--all")
    assert told(folder) == decided
    assert [(row["decision"], row["url"], row["other"], row["by"]) for row in listed(folder)] == [
        ("split", URLS[1], "", "张三"),
        ("join", URLS[2], URLS[1], "张三"),
    ]
    assert story(folder, "restore", URLS[1], *SAID) == 0
    analyze(folder)
    assert told(folder) == measured
    assert listed(folder) == []


@pytest.mark.parametrize(
    "words",
    [
        ("split", "http://www.yunling.example/9.html", *SAID),
        ("join", URLS[0], "http://www.yunling.example/9.html", *SAID),
        ("join", URLS[0], f"{URLS[0]}?utm_source=x", *SAID),
        ("split", URLS[0], "--by", " ", "--why", "x"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_kept(folder: Path, words: tuple[str, ...]) -> None:
    assert story(folder, *words) == 2
    assert listed(folder) == []
