"""A crawl that is killed and run again ends with the rows of one that was left alone."""

from __future__ import annotations

import os
import signal
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep

from cityecho.archive import Archive
from crawler.summary import OUTCOMES
from tests.crawler.loopback import (
    Answer,
    Site,
    article,
    configure,
    crawl,
    ended,
    listing,
    serving,
    source,
    start_crawl,
)

ARTICLES = 60


def fill(site: Site) -> None:
    for number in range(1, ARTICLES + 1):
        day = date(2022, 7, 31) - timedelta(days=number)
        site.page(f"/news/202207/{number}.html", article(number, day.isoformat()))
    for page in range(6):
        following = f"/list/{page + 1}.html" if page < 5 else ""
        site.page(f"/list/{page}.html", listing(range(page * 10 + 1, page * 10 + 11), following))


def rows(folder: Path) -> list[tuple[object, ...]]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        articles = [(one.key, one.content_hash) for one in tx.articles.between()]
        captures = sorted((one.url, one.digest) for one in tx.captures.each())
        assert tx.frontier.open_count(["lists"]) == 0
        spans = [(one.source, one.first, one.last) for one in tx.ledger.covered()]
        return [tuple(articles), tuple(captures), tuple(spans)]


def test_sigkill_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with serving() as site:
        fill(site)
        for name in ("calm", "killed"):
            configure(tmp_path / name, site.address, lists=source("listing", site.url("/list/0.html")))
        crawl(tmp_path / "calm")
        site.asked.clear()
        kills = 0
        for asked in (4, 25, 50):
            child = start_crawl(tmp_path / "killed")
            until = monotonic() + 20
            while len(site.paths()) < asked and monotonic() < until and child.is_alive():
                sleep(0.002)
            if child.is_alive() and child.pid:
                os.kill(child.pid, signal.SIGKILL)
                kills += 1
            child.join()
        crawl(tmp_path / "killed")
        assert kills == 3
        assert rows(tmp_path / "killed") == rows(tmp_path / "calm")
        assert len(rows(tmp_path / "calm")[0]) == ARTICLES
        assert len(rows(tmp_path / "calm")[2]) == 1
        assert len(site.paths()) <= ARTICLES + 6 + 20 * kills
        with Archive(f"sqlite:///{tmp_path}/killed/archive.db") as archive, archive.read() as tx:
            runs = tx.ledger.runs()
        assert [run.state for run in runs] == ["interrupted"] * kills + ["ok"]
        assert all(run.counts["fetched"] == sum(run.counts[name] for name in OUTCOMES) for run in runs)
        assert sum(run.counts["articles"] for run in runs) == ARTICLES  # a killed run's books are exact


def test_sigterm_ends_soon_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with serving() as site:
        fill(site)
        slow = Answer(article(11).encode(), headers={"Content-Type": "text/html"}, seconds=20)
        site.pages["/news/202207/11.html"] = slow
        configure(tmp_path, site.address, lists=source("listing", site.url("/list/0.html")))
        child = start_crawl(tmp_path)
        until = monotonic() + 20
        while "/news/202207/11.html" not in site.paths() and monotonic() < until:
            sleep(0.01)
        assert child.pid
        asked = monotonic()
        os.kill(child.pid, signal.SIGTERM)
        summary = ended(child, tmp_path)
        assert monotonic() - asked < 10
        assert summary["state"] == "interrupted"
        site.page("/news/202207/11.html", article(11))
        assert crawl(tmp_path)["state"] == "ok"
        assert len(rows(tmp_path)[0]) == ARTICLES
