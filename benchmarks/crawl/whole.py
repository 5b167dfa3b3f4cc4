"""One whole crawl (fetch, capture, extract, store) of the configuration in a folder.

    python -m benchmarks.crawl.whole FOLDER

Prints its counts, its seconds from opening the archive to closing it, and processor seconds and peak memory
of the process and of its workers.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from benchmarks.memory import peak_mb
from cityecho import watchlist
from cityecho.archive import Archive
from crawler.run import crawl


def main() -> None:
    """Crawl, and print one JSON line."""
    folder = Path(sys.argv[1])
    watched = watchlist.load(folder / "config")
    began = monotonic()
    with Archive(f"sqlite:///{folder}/archive.db") as archive:
        summary = crawl(
            archive, watched, sources=watched.sources, now=lambda: datetime.now(UTC), progress=lambda _: None
        )
    seconds = monotonic() - began
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = {
        "state": summary.state,
        "counts": dict(summary.counts),
        "seconds": seconds,
        "cpu": own.ru_utime + own.ru_stime,
        "cpu_workers": workers.ru_utime + workers.ru_stime,
        "peak_mb": peak_mb(),
        "peak_mb_workers": workers.ru_maxrss // 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
