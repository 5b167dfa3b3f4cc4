"""One whole crawl (fetch, capture, extract, store) of the configuration in a folder.

    python -m benchmarks.crawl.whole FOLDER

Prints its counts, its seconds from opening the archive to closing it, processor seconds of the process and of
its workers, and peak memory of the process (a started process's would count what its parent held).
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
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
