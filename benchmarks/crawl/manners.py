"""What servers see: robots.txt in six moods, pauses between requests, a second run that asks for little.

    python -m benchmarks.crawl.manners [--articles 40] [--delay 0.3]

The gaps are taken from the servers' own logs: from the end of one answer to the next request, of several
sources that share a host.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from cityecho.archive import Archive
from tests.crawler.loopback import Answer, Site, article, configure, crawl, listing, serving, source

_MOODS: dict[str, Answer] = {
    "500": Answer(status=500),
    "403": Answer(status=403),
    "429": Answer(status=429, headers={"Retry-After": "3600"}),
    "timeout": Answer(seconds=90),
    "crawl-delay": Answer(b"User-agent: *\nCrawl-delay: 1\n"),
    "disallow": Answer(b"User-agent: *\nDisallow: /news/\n"),
}
# Articles that may be fetched of two that are listed. RFC 9309: 4xx is leave, but 429 is a server in need.
_MAY = {"500": 0, "403": 2, "429": 0, "timeout": 0, "crawl-delay": 2, "disallow": 0}
_PAGE_CHARACTERS = 8_000  # a small page; lists have no validators here, so each run fetches them whole


def robots(moods: tuple[str, ...] = tuple(_MOODS)) -> dict[str, Any]:
    """How many articles were asked for under each robots.txt, and the shortest gap under Crawl-delay."""
    asked: dict[str, int] = {}
    gap = 0.0
    for mood in moods:
        with serving() as site, tempfile.TemporaryDirectory() as name:
            _fill(site, 2)
            site.pages["/robots.txt"] = _MOODS[mood]
            crawl(configure(Path(name), site.address, lists=source("listing", site.url("/list"))))
            asked[mood] = sum(path.startswith("/news/") for path in site.paths())
            gap = shortest_gap(site) if mood == "crawl-delay" else gap
    return {
        "figure": "robots.txt cases kept to",
        "articles_asked_for": asked,
        "shortest_gap_under_crawl_delay_1": round(gap, 3),
        "passed": asked == {mood: _MAY[mood] for mood in moods} and ("crawl-delay" not in moods or gap >= 1),
    }


def delays(articles: int, delay: float) -> dict[str, Any]:
    """The shortest gap in the log of a host that two listings and a feed share."""
    with serving() as site, tempfile.TemporaryDirectory() as name:
        _fill(site, articles)
        items = "".join(
            f"<item><link>{site.url(f'/news/202207/{n}.html')}</link></item>" for n in range(articles)
        )
        site.page("/feed", f"<rss><channel>{items}</channel></rss>")
        site.page("/other", listing(range(articles - 1, -1, -1)))
        for number in range(0, articles, 3):  # each answer takes a while, some fail
            site.pages[f"/news/202207/{number}.html"] = Answer(status=404, seconds=0.05)
        configure(
            Path(name),
            site.address,
            delay=delay,
            one=source("listing", site.url("/list")),
            two=source("listing", site.url("/other")),
            three=source("feed", site.url("/feed")),
        )
        crawl(Path(name))
        gap, requests = shortest_gap(site), len(site.asked)
    return {
        "figure": "shortest gap in the server's log, seconds",
        "delay": delay,
        "requests": requests,
        "shortest_gap": round(gap, 4),
        "passed": gap >= delay and requests > articles,
    }


def second_run(articles: int) -> dict[str, Any]:
    """Bytes of bodies that the server sent in the first run and in the second, and what the second stored."""
    with serving() as site, tempfile.TemporaryDirectory() as name:
        _fill(site, articles)
        folder = configure(Path(name), site.address, lists=source("listing", site.url("/list")))
        crawl(folder)
        first, before = site.sent, _stored(folder)
        counts = crawl(folder, "lists")["counts"]
        second, after = site.sent - first, _stored(folder)
    saved = 1 - second / first
    return {
        "figure": "share of body bytes that a second run does not fetch",
        "bytes_first": first,
        "bytes_second": second,
        "saved": round(saved, 4),
        "stored": counts["stored"],
        "passed": saved >= 0.95 and counts["stored"] == 0 and before == after,
    }


def shortest_gap(site: Site) -> float:
    """Seconds between the end of an answer and the next request, the shortest there was."""
    return min(after.at - before.ended for before, after in pairwise(site.asked))


def _fill(site: Site, articles: int) -> None:
    for number in range(articles):
        site.page(f"/news/202207/{number}.html", article(number).ljust(_PAGE_CHARACTERS), ETag=f'"{number}"')
    site.page("/list", listing(range(articles)))


def _stored(folder: Path) -> tuple[int, int]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        return tx.articles.count(), tx.captures.count()


def main() -> None:
    """Print a JSON line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--delay", type=float, default=0.3)
    chosen = parser.parse_args()
    for told in (robots(), delays(chosen.articles, chosen.delay), second_run(chosen.articles)):
        print(json.dumps(told))


if __name__ == "__main__":
    main()
