"""Answers that swell when they are unpacked, in each coding that we accept, and answers that never end.

    python -m benchmarks.crawl.bombs [--mebibytes 512] [--no-drip]

Every bomb must be dropped and counted as failed, the page beside them read, and the memory of the crawl stay
small; an answer that drips must be cut at the download's time limit.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import brotli

from benchmarks.crawl.speed import measured
from crawler.settings import DOWNLOAD_TIMEOUT
from tests.crawler.loopback import Answer, article, configure, listing, serving, source

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK = bytes(1024 * 1024)
MEMORY = 300  # MB that a crawl may take


def bombs(mebibytes: int) -> dict[str, bytes]:
    """By coding: an answer of that many MiB, packed."""
    makers: dict[str, tuple[Callable[[bytes], bytes], Callable[[], bytes]]] = {}
    for coding, bits in (("gzip", 31), ("deflate", 15)):
        packer = zlib.compressobj(9, wbits=bits)
        makers[coding] = (packer.compress, packer.flush)
    squeezer = brotli.Compressor(quality=1)
    makers["br"] = (squeezer.process, squeezer.finish)
    presser = zstd.ZstdCompressor()
    makers["zstd"] = (presser.compress, presser.flush)
    return {
        coding: b"".join(feed(_CHUNK) for _ in range(mebibytes)) + end()
        for coding, (feed, end) in makers.items()
    }


def run(mebibytes: int, *, drip: bool) -> dict[str, Any]:
    """Crawl the bombs; what became of them and what it cost."""
    packed = bombs(mebibytes)
    with serving() as site, tempfile.TemporaryDirectory() as name:
        for number, (coding, body) in enumerate(packed.items()):
            headers = {"Content-Type": "text/html", "Content-Encoding": coding}
            site.pages[f"/news/202207/{number}.html"] = Answer(body, headers=headers)
        site.page("/news/202207/4.html", article(4))
        site.page("/list", listing(range(5)))
        folder = configure(Path(name), site.address, lists=source("listing", site.url("/list")))
        told = measured("whole", str(folder))
    counts = told["counts"]
    dripped = _dripped() if drip else {}
    peak = max(told["peak_mb"], told["peak_mb_workers"])
    return {
        "figure": "bombs dropped and recorded",
        "codings": list(packed),
        "mebibytes_unpacked": mebibytes,
        "bytes_sent": [len(body) for body in packed.values()],
        "dropped": counts["failed"],
        "control_articles": counts["articles"],
        "peak_mb": peak,
        **dripped,
        "passed": counts["failed"] == 4
        and counts["articles"] == 1
        and peak < MEMORY
        and dripped.get("cut", True),
    }


def _dripped() -> dict[str, Any]:
    """A robots.txt that drips for ever: the source is blocked, and soon."""
    with serving() as site, tempfile.TemporaryDirectory() as name:
        site.page("/list", listing([1]))
        site.pages["/robots.txt"] = Answer(b"#" * 10 * DOWNLOAD_TIMEOUT, drip=1.0)
        folder = configure(Path(name), site.address, lists=source("listing", site.url("/list")))
        began = monotonic()
        told = measured("whole", str(folder))
        seconds = monotonic() - began
    return {
        "drip_seconds": round(seconds),
        "cut": told["state"] == "failed" and seconds < 2 * DOWNLOAD_TIMEOUT,
    }


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mebibytes", type=int, default=512)
    parser.add_argument("--no-drip", action="store_true")
    chosen = parser.parse_args()
    print(json.dumps(run(chosen.mebibytes, drip=not chosen.no_drip)))


if __name__ == "__main__":
    main()
