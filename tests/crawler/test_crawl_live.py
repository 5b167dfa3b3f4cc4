"""Crawls over real HTTP on loopback: lists, feeds, sitemaps, a second run, robots.txt, redirects, pace."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from cityecho.archive import Archive
from tests.crawler.loopback import Answer, Site, article, configure, crawl, listing, serving, source


@pytest.fixture
def site(tmp_path: Path):
    with serving() as up:
        for number in range(1, 7):
            up.page(f"/news/202207/{number}.html", article(number), ETag=f'"{number}"')
        yield up


def archive(folder: Path) -> Archive:
    return Archive(f"sqlite:///{folder}/archive.db")


def test_lists_feeds_and_sitemaps_bring_every_article(tmp_path: Path, site: Site) -> None:
    site.page("/list/index.html", listing([1, 2], "index_2.html"))
    site.page("/list/index_2.html", listing([3]))
    site.page(
        "/feed", f"<rss><channel><item><link>{site.url('/news/202207/4.html')}</link></item></channel></rss>"
    )
    site.page(
        "/map.xml", f"<sitemapindex><sitemap><loc>{site.url('/news.xml')}</loc></sitemap></sitemapindex>"
    )
    site.page(
        "/news.xml",
        f"<urlset><url><loc>{site.url('/news/202207/5.html')}</loc></url>"
        f"<url><loc>{site.url('/gone/202207/9.html')}</loc></url></urlset>",
    )
    configure(
        tmp_path,
        site.address,
        lists=source("listing", site.url("/list/index.html")),
        feed=source("feed", site.url("/feed")),
        sitemap=source("sitemap", site.url("/map.xml")),
    )
    summary = crawl(tmp_path)
    assert summary["state"] == "ok"
    assert summary["counts"]["articles"] == 5
    assert summary["counts"]["failed"] == 1  # the page that is gone
    with archive(tmp_path) as stored, stored.read() as tx:
        found = {one.url: one for one in tx.articles.between()}
        assert set(found) == {site.url(f"/news/202207/{n}.html") for n in range(1, 6)}
        first = found[site.url("/news/202207/1.html")]
        assert first.title == "第1号茶园开园迎客"
        assert first.published_at == datetime(2022, 7, 15, 1, 1, tzinfo=UTC)
        assert {source for source, _, state in tx.ledger.visits() if state == "ok"} == {
            "lists",
            "feed",
            "sitemap",
        }
        assert {covered.source for covered in tx.ledger.covered()} == {"lists", "feed", "sitemap"}
        digests = {capture.digest for capture in tx.captures.each()}
        assert {one.capture_digest for one in found.values()} <= digests


def test_a_second_run_asks_for_little_and_stores_nothing(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2]), ETag='"list"')
    configure(tmp_path, site.address, lists=source("listing", site.url("/list"), every="1h"))
    crawl(tmp_path)
    site.asked.clear()
    not_due = crawl(tmp_path)
    assert not_due["counts"]["fetched"] == 0
    assert site.asked == []
    named = crawl(tmp_path, "lists")
    assert named["counts"]["unchanged"] == named["counts"]["fetched"] == 1
    assert [(asked.path, asked.status) for asked in site.asked] == [("/robots.txt", 404), ("/list", 304)]
    with archive(tmp_path) as stored, stored.read() as tx:
        assert tx.captures.count() == 3


def test_robots_txt_decides(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2]))
    site.page("/robots.txt", "User-agent: TestEcho\nDisallow: /news/202207/2.html\n")
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    summary = crawl(tmp_path)
    assert summary["counts"]["refused"] == 1
    assert "/news/202207/2.html" not in site.paths()
    assert "/news/202207/1.html" in site.paths()


def test_robots_txt_that_fails_allows_nothing(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2]))
    site.pages["/robots.txt"] = Answer(status=500)
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    summary = crawl(tmp_path)
    assert summary["state"] == "failed"
    assert "robots.txt: HTTP 500" in summary["failed"]["lists"]
    assert site.paths() == []
    site.pages["/robots.txt"] = Answer(status=404)
    assert crawl(tmp_path, "lists")["counts"]["articles"] == 2


def test_no_redirect_leads_into_a_private_network(tmp_path: Path, site: Site) -> None:
    with serving() as inside:
        inside.page("/secret.html", article(1))
        site.page("/list", listing([1, 2, 3]))
        for number, target in (
            (1, inside.url("/secret.html")),
            (2, inside.url("/secret.html").replace("127.0.0.1", "localhost")),
        ):
            site.pages[f"/news/202207/{number}.html"] = Answer(status=302, headers={"Location": target})
        configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
        summary = crawl(tmp_path)
        assert summary["counts"]["refused"] == 2
        assert summary["counts"]["articles"] == 1
        assert inside.asked == []


def test_a_redirected_article_is_kept_once(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2]))
    site.pages["/news/202207/2.html"] = Answer(status=301, headers={"Location": "/news/202207/1.html"})
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    counts = crawl(tmp_path)["counts"]
    assert (counts["articles"], counts["duplicate"]) == (1, 1)


def test_a_host_is_asked_no_sooner_than_its_delay(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2]))
    site.page("/other", listing([3]))
    configure(
        tmp_path,
        site.address,
        delay=0.4,
        one=source("listing", site.url("/list")),
        two=source("listing", site.url("/other")),
    )
    assert crawl(tmp_path)["counts"]["articles"] == 3
    times = [asked.at for asked in site.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.4


def test_a_crawl_delay_above_ours_is_kept(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1]))
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 1\n")
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    crawl(tmp_path)
    times = [asked.at for asked in site.asked]
    assert len(times) == 3
    assert min(later - earlier for earlier, later in pairwise(times)) >= 1.0


def test_a_failing_source_is_named_and_the_other_completes(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2]))
    site.pages["/broken"] = Answer(status=403)
    site.page("/notafeed", "<html><body>维护中</body></html>")
    tries = iter([503, 200])
    flaky = Answer(article(2).encode(), headers={"Content-Type": "text/html"})
    site.pages["/news/202207/2.html"] = lambda: flaky if next(tries) == 200 else Answer(status=503)
    configure(
        tmp_path,
        site.address,
        good=source("listing", site.url("/list")),
        bad=source("listing", site.url("/broken")),
        feed=source("feed", site.url("/notafeed")),
    )
    summary = crawl(tmp_path)
    assert summary["state"] == "partial"
    assert set(summary["failed"]) == {"bad", "feed"}
    assert "HTTP 403" in summary["failed"]["bad"]
    assert summary["counts"]["articles"] == 2
    assert (summary["counts"]["postponed"], summary["counts"]["quarantined"]) == (1, 1)
    with archive(tmp_path) as stored, stored.read() as tx:
        assert {source: state for source, _, state in tx.ledger.visits()} == {
            "good": "ok",
            "bad": "blocked",
            "feed": "failed",
        }
        why = {source: reason for (source, _), reason in tx.ledger.reasons().items()}
    assert why == summary["failed"]


def test_everything_goes_through_the_proxy(tmp_path: Path, site: Site) -> None:
    there = "http://news.yunling.example"  # a name that leads nowhere
    inside = '<a href="http://10.0.0.1/1">内</a><ul'
    page = listing([1]).replace("/news/", f"{there}/news/").replace("<ul", inside)
    site.page(f"{there}/list", page)
    site.page(f"{there}/news/202207/1.html", article(1))
    configure(tmp_path, lists=source("listing", f"{there}/list", links="a", allow="1"))
    settings = tmp_path / "config" / "crawl.toml"
    settings.write_text(settings.read_text() + f'proxy = "http://{site.address}"\n')
    counts = crawl(tmp_path)["counts"]
    assert (counts["articles"], counts["refused"]) == (1, 1)
    assert {asked.path for asked in site.asked} == {
        f"{there}/robots.txt",
        f"{there}/list",
        f"{there}/news/202207/1.html",
    }


def test_budgets_stop_a_calendar(tmp_path: Path, site: Site) -> None:
    for page in range(40):
        site.page(f"/cal/{page}", listing([page + 100], f"/cal/{page + 1}"))
    configure(tmp_path, site.address, lists=source("listing", site.url("/cal/0"), max_depth=3))
    crawl(tmp_path)
    assert sum(path.startswith("/cal/") for path in site.paths()) == 4
    with archive(tmp_path) as stored, stored.read() as tx:
        assert [state for _, _, state in tx.ledger.visits()] == ["capped"]
        assert list(tx.ledger.reasons().values()) == ["max_depth 3"]
        assert tx.ledger.covered() == ()
