"""Which outlet a host, a day and a name lead to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cityecho.watchlist import Registry, load

OUTLETS = """\
domain,since,name,aliases,tier,kind,region,city_owned
paper.example,2023-01-01,新晨报,晨报,city,newspaper,云江/云岭,TRUE
paper.example,,老晨报,晨报 | 老晨报社,provincial,newspaper,云江,
news.example,,大新闻,,central,website,全国,false

local.news.example,,大新闻云江,"大新闻, 云江",central,website,云江,false
news2.example,,大新闻,大新闻社,central,website,全国,false
"""


@pytest.fixture
def registry(configuration: Callable[..., Path]) -> Registry:
    return load(configuration({"outlets.csv": OUTLETS, "sources/yunling.toml": None})).registry


@pytest.mark.parametrize(
    ("host", "day", "name"),
    [
        ("paper.example", date(2022, 12, 31), "老晨报"),
        ("paper.example", date(2023, 1, 1), "新晨报"),
        ("WWW.Paper.example.", date(2024, 1, 1), "新晨报"),
        ("www.news.example", date(2022, 1, 1), "大新闻"),
        ("a.local.news.example", date(2022, 1, 1), "大新闻云江"),
        ("othernews.example", date(2022, 1, 1), None),
        ("example", date(2022, 1, 1), None),
        ("", date(2022, 1, 1), None),
    ],
)
def test_the_longest_domain_as_of_the_day(registry: Registry, host: str, day: date, name: str | None) -> None:
    found = registry.at(host, day)
    assert (found and found.name) == name


def test_rows_of_a_domain_stand_by_since(registry: Registry) -> None:
    assert [row.since for row in registry.by_domain["paper.example"]] == [None, date(2023, 1, 1)]


def test_an_undated_past_is_the_earliest_row(configuration: Callable[..., Path]) -> None:
    rows = "domain,name,tier,kind,region,since\na.example,甲,city,website,云江,2020-01-01\n"
    registry = load(configuration({"outlets.csv": rows, "sources/yunling.toml": None})).registry
    found = registry.at("a.example", date(2010, 1, 1))
    assert found is not None
    assert found.name == "甲"


def test_domains_that_share_a_name_are_one_outlet(registry: Registry) -> None:
    for name in ("大新闻", "大新闻社", " 大新闻 "):
        found = registry.named(name)
        assert found is not None
        assert found.name == "大新闻"


def test_an_alias_kept_through_a_renaming_leads_to_the_newest_row(registry: Registry) -> None:
    newest, old = registry.named("晨报"), registry.named("老晨报社")
    assert newest is not None
    assert old is not None
    assert (newest.name, newest.city_owned, old.name, old.city_owned) == ("新晨报", True, "老晨报", False)
    assert newest.province == "云江"


def test_a_name_means_the_outlet_as_it_was_on_the_day(registry: Registry) -> None:
    def on(name: str, day: date) -> tuple[str, bool]:
        found = registry.named(name, day)
        assert found is not None
        return found.name, found.city_owned

    assert on("晨报", date(2022, 12, 31)) == ("老晨报", False)
    assert on("晨报", date(2023, 1, 1)) == ("新晨报", True)
    assert on("老晨报社", date(2023, 1, 1)) == ("新晨报", True)
    assert registry.named("没有的报", date(2023, 1, 1)) is None


def test_a_quoted_cell_keeps_its_comma(registry: Registry) -> None:
    assert registry.named("大新闻, 云江") is registry.by_domain["local.news.example"][0]
    assert registry.named("没有的报") is None
