"""Articles that are asked for again: those that changed, those that were not there yet, and no others."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from cityecho.archive import Archive, Lead
from cityecho.archive.schema import frontier
from crawler import relook
from crawler.spiders import feed, sitemap
from crawler.spiders.found import ListPage
from tests.crawler.command import cityecho, stored
from tests.crawler.loopback import Answer, Site, article, configure, crawl, listing, serving, source
from tests.crawler.test_health import SOURCE

NOW = datetime(2022, 7, 20, 2, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ONE, TWO = "/news/202207/1.html", "/news/202207/2.html"
LOOKS = replace(SOURCE, look_again=(12 * HOUR, 3 * DAY))


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as up:
        up.page(ONE, fresh(1), ETag='"1"')
        up.page(TWO, fresh(2), ETag='"2"')
        yield up


def fresh(number: int) -> str:
    return article(number, f"{datetime.now(UTC) - DAY / 2:%Y-%m-%d}")


def map_of(site: Site, **changed: str) -> None:
    rows = "".join(
        f"<url><loc>{site.url(path)}</loc><lastmod>{changed[name]}</lastmod></url>"
        for name, path in (("one", ONE), ("two", TWO))
    )
    site.page("/map.xml", f"<urlset>{rows}</urlset>")


def archive(folder: Path) -> Archive:
    return Archive(f"sqlite:///{folder}/archive.db")


def pass_time(folder: Path, span: timedelta) -> None:
    """Make everything that the frontier knows ``span`` older."""
    with archive(folder) as opened, opened.begin() as tx:
        for row in tx.connection.execute(sa.select(frontier)).all():
            older = {
                name: getattr(row, name) and getattr(row, name) - span
                for name in ("found_at", "next_at", "again_at")
            }
            tx.connection.execute(frontier.update().where(frontier.c.key == row.key).values(older))


def test_a_newer_time_in_a_sitemap_has_its_article_asked_for_again(tmp_path: Path, site: Site) -> None:
    old = f"{datetime.now(UTC) - DAY:%Y-%m-%dT%H:%M:%SZ}"
    map_of(site, one=old, two=old)
    configure(tmp_path, site.address, maps=source("sitemap", site.url("/map.xml"), look_again=[]))
    assert crawl(tmp_path, "maps")["counts"]["articles"] == 2
    pass_time(tmp_path, 5 * HOUR)
    site.asked.clear()
    site.page(ONE, fresh(1).replace("开园", "封园"), ETag='"1b"')
    map_of(site, one=f"{datetime.now(UTC) - HOUR:%Y-%m-%dT%H:%M:%SZ}", two=old)
    second = crawl(tmp_path, "maps")
    assert (second["counts"]["articles"], site.paths()) == (1, ["/map.xml", ONE])
    assert site.asked[-1].headers["If-None-Match"] == '"1"'
    assert any("封园" in one.text for one in stored(tmp_path))
    site.asked.clear()
    assert crawl(tmp_path, "maps")["counts"]["articles"] == 0
    assert site.paths() == ["/map.xml"]


def test_a_young_article_is_looked_at_again_at_its_ages_and_no_more(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2]))
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    crawl(tmp_path, "lists")
    asked = []
    for _ in range(6):
        site.asked.clear()
        counts = crawl(tmp_path, "lists")["counts"]
        asked.append([path for path in site.paths() if path != "/list"])
        assert (counts["articles"], counts["fetched"]) == (0, 1 + len(asked[-1]))
        pass_time(tmp_path, DAY)
    assert asked == [[], [ONE, TWO], [], [ONE, TWO], [], []]
    with archive(tmp_path) as opened, opened.read() as tx:
        assert sum(capture.url.endswith(".html") for capture in tx.captures.each()) == 2  # 304: nothing kept


def test_an_old_article_and_one_of_a_source_that_wants_none_are_not(tmp_path: Path, site: Site) -> None:
    site.page(ONE, article(1))
    site.page("/list", listing([1]))
    site.page("/other", listing([2]))
    configure(
        tmp_path,
        site.address,
        old=source("listing", site.url("/list")),
        none=source("listing", site.url("/other"), look_again=[]),
    )
    crawl(tmp_path)
    pass_time(tmp_path, DAY)
    site.asked.clear()
    crawl(tmp_path, "old", "none")
    assert sorted(site.paths()) == ["/list", "/other"]


def test_a_missing_page_is_named_and_tried_again_and_one_that_is_gone_is_named(
    tmp_path: Path, site: Site
) -> None:
    site.page("/list", listing([1, 2]))
    site.pages[ONE], site.pages[TWO] = Answer(status=404), Answer(status=410)
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    first = cityecho(tmp_path, "crawl")
    assert first.code == 0, first.err
    lost = first.out["sources"]["lists"]
    assert (lost["state"], lost["lost"]) == ("ok", 2)
    assert {(one["url"], one["why"]) for one in lost["named"]} == {
        (site.url(ONE), "HTTP 404"),
        (site.url(TWO), "HTTP 410"),
    }
    (health,) = cityecho(tmp_path, "sources").out["sources"]
    assert {one["url"]: bool(one["again_at"]) for one in health["lost"]} == {
        site.url(ONE): True,
        site.url(TWO): False,
    }
    site.page(ONE, fresh(1))
    site.page(TWO, fresh(2))
    pass_time(tmp_path, 2 * DAY)
    assert cityecho(tmp_path, "crawl", "lists").out["counts"]["articles"] == 1
    assert site.paths().count(TWO) == 1
    (health,) = cityecho(tmp_path, "sources").out["sources"]
    assert [one["url"] for one in health["lost"]] == [site.url(TWO)]


def test_a_missing_page_is_given_up_after_its_tries(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1]))
    site.pages[ONE] = Answer(status=404)
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    crawl(tmp_path, "lists")
    for span in (2 * HOUR, 6 * HOUR, DAY, 3 * DAY, DAY, 9 * DAY):
        pass_time(tmp_path, span)
        crawl(tmp_path, "lists")
    assert site.paths().count(ONE) == 5


def test_a_server_that_can_not_be_reached_is_no_server_that_keeps_us_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: it refuses
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        configure(tmp_path, address, lists=source("listing", f"http://{address}/list"))
        said = cityecho(tmp_path, "crawl")
    assert said.code == 3
    one = said.out["sources"]["lists"]
    assert (one["state"], "refuses connections" in one["why"]) == ("failed", True)
    due = datetime.fromisoformat(one["due"]) - datetime.now(UTC)
    assert timedelta(minutes=5) < due <= timedelta(minutes=10)


def test_a_robots_file_that_answers_with_an_error_keeps_us_out(tmp_path: Path, site: Site) -> None:
    site.pages["/robots.txt"] = Answer(status=503)
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    assert cityecho(tmp_path, "crawl").out["sources"]["lists"]["state"] == "blocked"


def lead(found: datetime, due: datetime) -> Lead:
    return Lead("k", "http://k/1", "k", "lists", "article", 1, found_at=found, due_at=due)


def test_a_site_that_stamps_everything_anew_is_asked_ever_less() -> None:
    at, asked = NOW, 0
    one = lead(NOW, NOW)
    for _ in range(24 * 60):
        at += HOUR
        if relook.is_stale(one, at, at):
            one, asked = lead(NOW, at), asked + 1
    assert 10 < asked < 25


def test_a_day_without_a_time_is_news_on_the_next_day_only() -> None:
    one = lead(NOW, NOW)
    day = datetime(2022, 7, 19, 16, tzinfo=UTC)  # midnight in Beijing
    assert not relook.is_stale(one, day, NOW + 5 * HOUR)
    assert relook.is_stale(one, day + DAY, NOW + DAY)
    assert not relook.is_stale(one, day + 9 * DAY, NOW + DAY)  # a time to come is none


def test_lists_say_when_their_articles_changed() -> None:
    page = ListPage("http://a.example/list", b"", None, NOW)
    atom = (
        b"<feed><entry><link href='/1'/><updated>2022-07-15T09:00:00+08:00</updated></entry>"
        b"<entry><link href='/2'/><updated>soon</updated></entry></feed>"
    )
    json_feed = b'{"items": [{"url": "/1", "date_modified": "2022-07-15T01:00:00Z"}, {"url": "/2"}]}'
    urls = (
        b"<urlset><url><loc>http://a.example/1</loc><lastmod>2022-07-15 09:00</lastmod></url>"
        b"<url><loc>http://a.example/2</loc><lastmod>0001-01-01</lastmod></url></urlset>"
    )
    at = {"http://a.example/1": datetime(2022, 7, 15, 1, tzinfo=UTC)}
    for read, body in ((feed.read, atom), (feed.read, json_feed), (sitemap.read, urls)):
        found = read(replace(page, body=body))
        assert (len(found.articles), found.changed) == (2, at)


def test_what_waits_makes_no_run_before_its_time(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1]))
    site.pages[ONE] = Answer(status=429, headers={"Retry-After": "600"})
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    first = cityecho(tmp_path, "crawl")
    assert first.out["counts"]["postponed"] == 1
    assert cityecho(tmp_path, "run").out == {"done": []}
    idle = cityecho(tmp_path, "crawl")
    assert (idle.code, idle.out["sources"], idle.out["counts"]["fetched"]) == (0, {}, 0)
    assert "127.0.0.1 asked to be left alone until" in idle.out["resting"]
    site.page(ONE, fresh(1))
    pass_time(tmp_path, timedelta(minutes=10))
    assert cityecho(tmp_path, "crawl").out["sources"]["lists"]["articles"] == 1
