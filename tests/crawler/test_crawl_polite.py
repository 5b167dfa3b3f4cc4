"""Crawls on loopback that are kept out, slowed down, trapped or sent through a proxy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from cityecho.archive import Archive
from cityecho.article import BEIJING
from cityecho.watchlist import load
from crawler.run import due
from tests.crawler.command import cityecho
from tests.crawler.loopback import Answer, Site, article, configure, crawl, listing, serving, source


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as up:
        for number in range(1, 10):
            up.page(f"/news/202207/{number}.html", article(number))
        yield up


def states(folder: Path) -> dict[str, str]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        return {name: state for name, _, state in tx.ledger.visits()}


def say(folder: Path, line: str) -> None:
    settings = folder / "config" / "crawl.toml"
    settings.write_text(settings.read_text() + line + "\n")


def test_who_opted_out_is_not_asked(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2, 3]))
    site.pages["/news/202207/3.html"] = Answer(status=302, headers={"Location": "/news/202207/2.html"})
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    say(tmp_path, f'opt_out = ["{site.address}/news/202207/2.html"]')
    counts = crawl(tmp_path)["counts"]
    assert (counts["articles"], counts["refused"]) == (1, 2)  # by its link, and by a redirect
    assert "/news/202207/2.html" not in site.paths()


def test_a_host_that_keeps_us_out_is_left_alone(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing(range(1, 31)))
    for number in range(1, 31):
        site.pages[f"/news/202207/{number}.html"] = Answer(status=403)
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    summary = crawl(tmp_path)
    assert summary["counts"]["failed"] == 5
    assert len(site.paths()) == 6
    assert (summary["state"], states(tmp_path)) == ("failed", {"lists": "blocked"})
    assert "HTTP 403" in summary["failed"]["lists"]
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert tx.frontier.open_count(["lists"]) == 25  # they wait for the next run


def test_a_slow_host_and_one_that_asks_for_rest_are_asked_less(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2, 3]))
    slow = Answer(article(1).encode(), headers={"Content-Type": "text/html"}, seconds=0.8)
    site.pages["/news/202207/1.html"] = slow
    busy = iter([Answer(status=429, headers={"Retry-After": "2"})])
    calm = Answer(article(2).encode(), headers={"Content-Type": "text/html"})
    site.pages["/news/202207/2.html"] = lambda: next(busy, calm)
    configure(tmp_path, site.address, delay=0.1, lists=source("listing", site.url("/list")))
    assert crawl(tmp_path)["counts"]["articles"] == 3
    gaps = {
        (one.path, one.status): later.at - one.at for one, later in pairwise(site.asked)
    }  # from a request to the next
    assert gaps["/news/202207/1.html", 200] >= 2 * 0.8
    assert gaps["/news/202207/2.html", 429] >= 2
    assert min(gaps.values()) >= 0.1


def test_a_run_leaves_alone_for_a_while_whom_the_last_one_asked(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([]), ETag='"same"')
    configure(tmp_path, site.address, delay=1.5, lists=source("listing", site.url("/list")))
    crawl(tmp_path)
    crawl(tmp_path, "lists")
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/list"] * 2
    assert min(later.at - one.ended for one, later in pairwise(site.asked)) >= 1.5


def test_a_host_that_asks_for_rest_has_it_from_later_runs_too(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1]))
    site.pages["/busy"] = Answer(status=429, headers={"Retry-After": "3600"})
    busy = source("listing", site.url("/busy"), every="1m")
    configure(tmp_path, site.address, busy=busy, other=source("listing", site.url("/list")))
    before = datetime.now(BEIJING)
    blocked = crawl(tmp_path, "busy")["sources"]["busy"]
    assert blocked["state"] == "blocked"
    assert datetime.fromisoformat(blocked["due"]) >= before + timedelta(hours=1)
    named = crawl(tmp_path, "busy")["sources"]["busy"]
    assert (named["state"], "127.0.0.1 asked to be left alone until" in named["why"]) == (None, True)
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        assert due(archive, load(tmp_path / "config"), datetime.now(UTC)) == ()
    assert site.paths() == ["/busy"]
    assert cityecho(tmp_path, "sources", "try", "busy").code == 75


def test_a_source_whose_host_could_not_be_had_for_another_says_so(tmp_path: Path, site: Site) -> None:
    closed = source("listing", "http://127.0.0.1:9/list")
    configure(tmp_path, site.address, "127.0.0.1:9", a=closed, b=source("listing", site.url("/list")))
    said = cityecho(tmp_path, "crawl")
    assert said.code == 3
    assert said.out["sources"]["b"]["why"].startswith("127.0.0.1 did not answer another source")
    assert "b (not asked: 127.0.0.1" in said.err
    assert site.asked == []


def test_query_strings_without_end_are_capped(tmp_path: Path, site: Site) -> None:
    for page in range(60):
        site.page(f"/cal?month={page}", listing([page + 100], f"/cal?month={page + 1}"))
    site.page("/ids", listing(range(1, 41)).replace("/news/202207/", "/view?id=1000"))
    for number in range(1, 41):
        site.page(f"/view?id=1000{number}.html", article(number))
    configure(
        tmp_path,
        site.address,
        calendar=source("listing", site.url("/cal?month=0"), max_queries=10),
        ids=source("listing", site.url("/ids"), max_queries=15),
    )
    crawl(tmp_path)
    asked = site.paths()
    assert sum(path.startswith("/cal?") for path in asked) <= 10
    assert sum(path.startswith("/view?") for path in asked) == 15
    assert states(tmp_path) == {"calendar": "capped", "ids": "capped"}
    crawl(tmp_path, "ids")
    assert sum(path.startswith("/view?") for path in site.paths()) == 30  # the rest was not forgotten
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert tx.ledger.covered() == ()


def test_an_unchanged_list_covers_the_days_since(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2]), ETag='"same"')
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    crawl(tmp_path)
    today = datetime.now(BEIJING).date()
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        with archive.begin() as tx:
            (read,) = tx.ledger.covered()
        assert read.last == today - timedelta(days=1)
        # As if that had been read some days ago.
        from cityecho.archive.schema import covered  # noqa: PLC0415

        with archive.begin() as tx:
            tx.connection.execute(covered.update().values(last=read.first))
        crawl(tmp_path, "lists")
        with archive.read() as tx:
            spans = tx.ledger.covered()
    assert [asked.status for asked in site.asked if asked.path == "/list"] == [200, 304]
    assert [(span.first, span.last) for span in spans] == [
        (read.first, read.first),
        (read.first + timedelta(days=1), read.last),
    ]


def test_a_proxy_is_asked_for_everything_and_private_addresses_are_not(tmp_path: Path, site: Site) -> None:
    there = "http://news.yunling.example"  # a name that leads nowhere: it can't be resolved here
    private = ("10.0.0.1", "127.1", "[::ffff:192.168.0.1]", "2130706433", "169.254.169.254")
    rows = "".join(f'<a href="http://{name}/1">内网地址第一号茶园侧记</a>' for name in private)
    page = listing([1]).replace("/news/", f"{there}/news/").replace("</ul>", f"</ul>{rows}")
    site.page(f"{there}/list", page)
    site.page(f"{there}/news/202207/1.html", article(1))
    site.pages[f"{there}/news/202207/2.html"] = Answer(status=302, headers={"Location": "http://10.0.0.2/"})
    configure(
        tmp_path,
        lists=source("listing", f"{there}/list", links="a", allow="1"),
        secure=source("listing", "https://secure.yunling.example/list"),
    )
    say(tmp_path, f'proxy = "http://{site.address}"')
    summary = crawl(tmp_path)
    assert (summary["counts"]["articles"], summary["counts"]["refused"]) == (1, len(private))
    asked = {asked.path for asked in site.asked}
    assert asked == {f"{there}/robots.txt", f"{there}/list", f"{there}/news/202207/1.html"}
    assert "secure" in summary["failed"]  # this proxy opens no tunnels, and nothing went past it
