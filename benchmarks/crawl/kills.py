"""Crawls that are killed (SIGKILL) again and again, held against one that was left alone.

    python -m benchmarks.crawl.kills [--crawls 20] [--kills 5] [--articles 400] [--seed 1]

``kills`` are of each crawl. Prints lost and doubled articles and captures, what SQLite says of the file, and
how many pages a kill cost that were fetched again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from cityecho.archive import Archive
from tests.crawler.loopback import Site, article, configure, crawl, listing, serving, source, start_crawl

A_LIST = 50  # articles


def run(crawls: int, kills: int, articles: int, seed: int) -> dict[str, Any]:
    """Kill and go on; the figures of all crawls together."""
    chance = random.Random(seed)  # noqa: S311 (where to kill is no secret)
    told: Counter[str] = Counter()
    worst = 0
    with serving() as site, tempfile.TemporaryDirectory() as name:
        _fill(site, articles)
        calm = _configured(Path(name) / "calm", site)
        crawl(calm)
        expected = _rows(calm)
        assert len(expected[0]) == articles
        for number in range(crawls):
            folder = _configured(Path(name) / f"killed-{number}", site)
            site.asked.clear()
            moments = sorted(chance.sample(range(2, articles), kills))
            done = sum(_killed(folder, site, moment) for moment in moments)
            crawl(folder)
            again = len(site.paths()) - len(set(site.paths()))
            lost, doubled = _difference(expected, _rows(folder))
            worst = max(worst, -(-again // max(done, 1)))
            print(
                f"crawl {number}: {done} kills, {lost} lost, {doubled} doubled, {again} fetched again",
                file=sys.stderr,
            )
            told.update(
                crawls=1, kills=done, lost=lost, doubled=doubled, fetched_again=again, sound=_is_sound(folder)
            )
    return {
        "figure": "SIGKILLs survived",
        "articles_a_crawl": articles,
        **told,
        "fetched_again_a_kill": round(told["fetched_again"] / told["kills"], 1),
        "fetched_again_a_kill_worst_crawl": worst,
        "passed": told["lost"] == told["doubled"] == 0 and told["sound"] == crawls and worst <= 20,
    }


def _fill(site: Site, articles: int) -> None:
    for number in range(articles):
        site.page(f"/news/202207/{number}.html", article(number))
    for page in range(-(-articles // A_LIST)):
        named = range(page * A_LIST, min((page + 1) * A_LIST, articles))
        site.page(
            f"/list/{page}.html", listing(named, f"/list/{page + 1}.html" if named.stop < articles else "")
        )


def _configured(folder: Path, site: Site) -> Path:
    return configure(folder, site.address, lists=source("listing", site.url("/list/0.html")))


def _killed(folder: Path, site: Site, moment: int) -> bool:
    """Crawl until the server was asked for ``moment`` different pages, then kill. False: it ended before."""
    child = start_crawl(folder)
    until = monotonic() + 60
    while len(set(site.paths())) < moment and monotonic() < until and child.is_alive():
        sleep(0.002)
    was_alive = child.is_alive()
    if child.pid and was_alive:
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    return was_alive


def _rows(folder: Path) -> tuple[Counter[Any], Counter[Any]]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        assert tx.frontier.open_count(["lists"]) == 0
        articles = Counter((one.key, one.content_hash) for one in tx.articles.between())
        return articles, Counter((one.url, one.digest) for one in tx.captures.each())


def _difference(expected: tuple[Counter[Any], ...], found: tuple[Counter[Any], ...]) -> tuple[int, int]:
    """Rows lost and rows doubled or made up, articles and captures together."""
    pairs = list(zip(expected, found, strict=True))
    return sum((a - b).total() for a, b in pairs), sum((b - a).total() for a, b in pairs)


def _is_sound(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / "archive.db")) as database:
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        return database.execute("PRAGMA integrity_check").fetchone() == ("ok",) and not broken


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, value in (("crawls", 20), ("kills", 5), ("articles", 400), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    print(json.dumps(run(**vars(parser.parse_args()))))


if __name__ == "__main__":
    main()
