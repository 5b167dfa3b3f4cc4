"""Start addresses: days, terms and pages in the places kept for them, and the way back from an address."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cityecho.watchlist import Days, Source, load
from crawler import starts
from tests.crawler.loopback import configure, toml

LATE = datetime(2022, 7, 20, 17, 0, tzinfo=UTC)  # 01:00 of the 21st in Beijing


def source(folder: Path, kind: str, *addresses: str, **more: object) -> Source:
    configure(folder, one=toml({"kind": kind, "outlet": "yunling.example", "start": addresses, **more}))
    found = load(folder / "config").source("one")
    assert found is not None
    return found


def test_days_are_beijings_and_may_reach_back(tmp_path: Path) -> None:
    paper = source(tmp_path, "listing", "http://yunling.example/{yyyy}-{mm}/{dd}/", days_back=2)
    assert starts.starts(paper, starts.current_days(paper, LATE)) == (
        "http://yunling.example/2022-07/21/",
        "http://yunling.example/2022-07/20/",
        "http://yunling.example/2022-07/19/",
    )


def test_a_backfill_reads_every_day_of_its_span(tmp_path: Path) -> None:
    paper = source(tmp_path, "listing", "http://yunling.example/{yyyy}{mm}/{dd}.html")
    days = starts.starts(paper, Days(date(2022, 2, 27), date(2022, 3, 2)))
    assert [starts.day_of(paper, url) for url in days] == [
        date(2022, 3, 2),
        date(2022, 3, 1),
        date(2022, 2, 28),
        date(2022, 2, 27),
    ]
    assert starts.day_of(paper, "http://yunling.example/202202/30.html") is None
    assert starts.day_of(paper, "http://yunling.example/index.html") is None


@pytest.mark.parametrize(
    ("charset", "escaped"),
    [("utf-8", "%E4%BA%91%E5%B2%AD%26%23%20a"), ("gbk", "%D4%C6%C1%EB%26%23%20a")],
)
def test_terms_are_escaped_as_the_site_wants_them(tmp_path: Path, charset: str, escaped: str) -> None:
    search = source(
        tmp_path,
        "search",
        "http://yunling.example/s?w={query}&k={query}&p={page}",
        query=["云岭&# a", "茶"],
        query_charset=charset,
    )
    first, second = starts.starts(search, starts.current_days(search, LATE))
    assert first == f"http://yunling.example/s?w={escaped}&k={escaped}&p=1"
    assert starts.next_page(search, first, "") == first.replace("&p=1", "&p=2")
    assert second != first


def test_pages_are_counted_from_and_by_what_the_source_says(tmp_path: Path) -> None:
    offset = source(
        tmp_path, "api", "http://yunling.example/x?from={page}&n=20", first_page=0, page_step=20, fields={}
    )
    first = starts.starts(offset, starts.current_days(offset, LATE))[0]
    second = starts.next_page(offset, first, "")
    assert (first, second) == (
        "http://yunling.example/x?from=0&n=20",
        "http://yunling.example/x?from=20&n=20",
    )
    assert starts.next_page(offset, "http://yunling.example/moved?from=0", "") is None


def test_a_cursor_begins_empty_is_escaped_and_ends(tmp_path: Path) -> None:
    service = source(tmp_path, "api", "http://yunling.example/x?c={cursor}&n=20")
    first = starts.starts(service, starts.current_days(service, LATE))[0]
    assert first == "http://yunling.example/x?c=&n=20"
    second = starts.next_page(service, first, "a b&c")
    assert second == "http://yunling.example/x?c=a%20b%26c&n=20"
    assert starts.next_page(service, second, "z") == "http://yunling.example/x?c=z&n=20"
    assert starts.next_page(service, second, "") is None
