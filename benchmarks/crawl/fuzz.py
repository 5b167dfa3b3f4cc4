"""Bad input by the thousand through the guarded boundary: each is read, or said to be unreadable.

    python -m benchmarks.crawl.fuzz [--bad 1000] [--mutations 10000] [--seed 1]

``bad`` inputs are no documents of their kind at all; ``mutations`` are feeds, sitemaps, listings, pages and
JSON of our own with seeded damage. Prints how many raised (none may), how many were accounted for (all must
be), the slowest, and what a share of them did to a crawl over HTTP: every one fetched, and in the books.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.crawl.speed import measured
from cityecho import watchlist
from cityecho.archive import Archive
from cityecho.article import Capture
from crawler.parsing import ListTask, PageTask, Parser, Task, Unparsed
from crawler.spiders.found import ListPage
from crawler.summary import OUTCOMES
from tests.crawler.loopback import Answer, article, configure, listing, serving, source

NOW = datetime(2022, 7, 20, tzinfo=UTC)
HOME = "http://127.0.0.1/"
_ITEM = (
    "<item><title>茶园</title><link>http://127.0.0.1/{}.html</link>"
    "<pubDate>Fri, 15 Jul 2022 09:00:00 +0800</pubDate></item>"
)
_DATA = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"茶","author":[{}]}</script>'
DOCUMENTS: dict[str, bytes] = {
    "feed": (
        "<rss version='2.0'><channel>" + "".join(map(_ITEM.format, range(9))) + "</channel></rss>"
    ).encode(),
    "sitemap": (
        "<urlset>" + "".join(f"<url><loc>{HOME}{n}.html</loc></url>" for n in range(9)) + "</urlset>"
    ).encode(),
    "listing": listing(range(9), "/list/2.html").encode(),
    "page": article(7).encode(),
    "page-gbk": article(8).encode("gb18030"),
    "page-data": article(9).replace("</head>", f"{_DATA}</head>").encode(),
    "json": json.dumps({"items": [{"url": f"{HOME}{n}.html", "text": "茶"} for n in range(9)]}).encode(),
}
_SPLICES = (
    b"<", b">", b"</div>", b"<![CDATA[", b"]]>", b"<!--", b"&#x0;", b"&#1114112;", b"&lol;", b"\x00", b"\xff",
    b"\xed\xa0\x80", b"\xe8\x8c", b"\r\n\r\n", b"{", b"[", b'"', b"\\ud800", b"1e999", b"-1", b"null",
    b"http://[::1", b"http://a:99999/", b"javascript:", b"2022-13-45 99:99", b"<div>" * 500, b"[" * 5000,
    "零〇二二年".encode(), b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<base href='http://['>",
    b"<meta charset='utf-7'>",
)  # fmt: skip


def bad(number: int, chance: random.Random) -> bytes:
    """The ``number``-th input that is no document."""
    size = chance.choice((0, 1, 7, 300, 20_000))
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: chance.randbytes(size),
        lambda: bytes(size),
        lambda: b"<" * size,
        lambda: b"<a>" * size,
        lambda: b"{" * size,
        lambda: b"[" * size + b"]" * size,
        lambda: gzip.compress(chance.randbytes(size))[: chance.randrange(1, 40)],
        lambda: b"\x1f\x8b" + chance.randbytes(size),
        lambda: b"<?xml version='1.0' encoding='x-none'?><rss/>" + chance.randbytes(size),
        lambda: b'<!DOCTYPE a [<!ENTITY b "bb">' + b'<!ENTITY c "&b;&b;">' * size + b"]><rss>&c;</rss>",
        lambda: "\ud800".encode("utf-8", "surrogatepass") * size,
        lambda: b'{"items": ' + chance.choice((b"3", b"[[]]", b"[null]", b'[{"url": {}}]', b"{}")) + b"}",
        lambda: b"<urlset><url><loc>" + chance.randbytes(size) + b"</loc></url></urlset>",
    )
    return makers[number % len(makers)]()


def mutated(document: bytes, chance: random.Random) -> bytes:
    """``document`` with one to eight damages: bytes changed, cut out, doubled, moved, spliced in."""
    damaged = bytearray(document)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(damaged) + 1)
        to = min(len(damaged), at + chance.randrange(200))
        match chance.randrange(5):
            case 0 if at < len(damaged):
                damaged[at] = chance.randrange(256)
            case 1:
                del damaged[at:to]
            case 2:
                damaged[at:at] = damaged[at:to]
            case 3:
                damaged[at:at] = chance.choice(_SPLICES)
            case _:
                damaged = damaged[:to] if chance.random() < 0.2 else damaged
    return bytes(damaged)


def inputs(bad_ones: int, mutations: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Kind and bytes of every input, bad ones of all kinds in turn."""
    chance = random.Random(seed)  # noqa: S311 (seeded on purpose)
    kinds = list(DOCUMENTS)
    for number in range(bad_ones):
        yield kinds[number % len(kinds)], bad(number // len(kinds), chance)
    for number in range(mutations):
        kind = kinds[number % len(kinds)]
        yield kind, mutated(DOCUMENTS[kind], chance)


def task(kind: str, body: bytes) -> Task:
    """What the crawl would ask a worker to do with it."""
    if kind.startswith("page"):
        return PageTask(Capture(HOME + "1.html", NOW, 200, (), body, "listing"), None)
    reader = "feed" if kind == "json" else kind
    return ListTask(reader, ListPage(HOME, body, None, NOW))


def run(bad_ones: int, mutations: int, seed: int, over_http: int = 200) -> dict[str, Any]:
    """Parse every input, then crawl ``over_http`` of them; the figures."""
    told: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as name:
        parser = _parser(Path(name))
        for kind, body in inputs(bad_ones, mutations, seed):
            began = process_time()
            try:
                told["unreadable" if isinstance(parser.parse(task(kind, body)), Unparsed) else "read"] += 1
            except Exception as error:  # noqa: BLE001 (what is counted here)
                told["uncaught"] += 1
                print(kind, repr(error), body[:200])
            slowest = max(slowest, process_time() - began)
    every = (bad_ones + mutations) // over_http
    crawled = _crawled([body for _, body in inputs(bad_ones, mutations, seed)][::every])
    total = bad_ones + mutations
    return {
        "figure": "bad inputs that raised",
        "bad": bad_ones,
        "mutations": mutations,
        "uncaught": told["uncaught"],
        "read": told["read"],
        "unreadable": told["unreadable"],
        "slowest_seconds": round(slowest, 2),
        **crawled,
        "passed": not told["uncaught"]
        and told["read"] + told["unreadable"] == total
        and crawled["all_in_ledger"],
    }


def _parser(folder: Path) -> Parser:
    sources = {kind: source(kind, HOME) for kind in ("feed", "sitemap", "listing")}
    watched = watchlist.load(configure(folder, "127.0.0.1", **sources) / "config")
    return Parser({one.id: one for one in watched.sources}, watched.registry)


def _crawled(bodies: list[bytes]) -> dict[str, Any]:
    """Serve the inputs as articles and as lists, and crawl them; each must be in the run's books once."""
    with serving() as site, tempfile.TemporaryDirectory() as name:
        for number, body in enumerate(bodies):
            site.pages[f"/news/202207/{number}.html"] = Answer(body, headers={"Content-Type": "text/html"})
        site.page("/list", listing(range(len(bodies))))
        lists = {
            f"list{n}": source("feed", site.url(f"/news/202207/{n}.html")) for n in range(0, len(bodies), 10)
        }
        configure(Path(name), site.address, lists=source("listing", site.url("/list")), **lists)
        told = measured("whole", name)
        counts = told["counts"]
        served = {f"/news/202207/{number}.html" for number in range(len(bodies))}
        missed = served - set(site.paths())
        with Archive(f"sqlite:///{name}/archive.db") as archive, archive.read() as tx:
            unsettled = tx.frontier.open_count(["lists"])
    adds_up = counts["fetched"] == sum(counts[outcome] for outcome in OUTCOMES)
    return {
        "crawled": len(bodies),
        "lists": len(lists),
        "counts": counts,
        "all_in_ledger": adds_up and not missed and not unsettled,
    }


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, value in (("bad", 1_000), ("mutations", 10_000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    chosen = parser.parse_args()
    print(json.dumps(run(chosen.bad, chosen.mutations, chosen.seed)))


if __name__ == "__main__":
    main()
