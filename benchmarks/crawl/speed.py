"""How fast a whole crawl is, held against what Scrapy alone fetches with the same download handler.

    python -m benchmarks.crawl.speed [--articles 250] [--rounds 3] [--core]

Pages of 36 KB from 16 loopback hosts. The two take turns, round by round; the figure is the median of the
rounds' ratios. Both run from compiled modules, as an installation has them: a small crawl before the first
round leaves those behind. With --core both are pinned to one processor, the web to the other.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.crawl.fast_web import Size, host, serving
from tests.crawler.loopback import configure, source

ROOT = Path(__file__).parents[2]

Figures = dict[str, Any]


def measured(module: str, *words: str, core: int | None = None, compiled: Path | None = None) -> Figures:
    """What a benchmark's module prints when run by itself, on processor ``core`` where one is named.

    Compiled modules are kept in the folder ``compiled``, where one is named, whatever the environment says.
    """
    command = [sys.executable, "-m", f"benchmarks.crawl.{module}", *words]
    env = dict(os.environ)
    if compiled is not None:
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        env["PYTHONPYCACHEPREFIX"] = str(compiled)

    def pin() -> None:
        if core is not None:
            os.sched_setaffinity(0, {core})

    done = subprocess.run(
        command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True, preexec_fn=pin
    )
    told: Figures = json.loads(done.stdout)
    return told


def configured(folder: Path, size: Size, port: int) -> Path:
    """A configuration in ``folder`` with one listing a host of the fast web."""
    chosen = {"links": "ul.list a", "next": "a.next", "outlet": host(0)}
    lists = {
        f"lists{n}": source("listing", f"http://{host(n)}:{port}/list/0.html", **chosen)
        for n in range(size.hosts)
    }
    configure(folder, *(f"{host(n)}:{port}" for n in range(size.hosts)), **lists)
    settings = folder / "config" / "crawl.toml"
    settings.write_text(f"{settings.read_text()}concurrency = {size.hosts}\n")
    return folder


def rounds_of(size: Size, rounds: int, core: int | None, compiled: Path) -> Iterator[tuple[Figures, Figures]]:
    """What Scrapy alone and the whole crawl took, round by round."""
    pages = size.hosts * size.articles
    with serving(size, None if core is None else 1 - core) as port:
        for _ in range(rounds):
            words = (str(port), str(size.hosts), str(size.articles))
            alone = measured("scrapy_alone", *words, compiled=compiled, core=core)
            with tempfile.TemporaryDirectory() as name:
                folder = configured(Path(name), size, port)
                whole = measured("whole", str(folder), compiled=compiled, core=core)
            assert (alone["pages"], whole["counts"]["articles"]) == (pages, pages)
            yield alone, whole


def compare(size: Size, rounds: int, core: int | None) -> Figures:
    """Pages a second of both, and the ratio, round by round."""
    pages = size.hosts * size.articles
    with tempfile.TemporaryDirectory() as name:
        list(rounds_of(Size(2, 2), 1, core, Path(name)))
        theirs, ours = zip(*rounds_of(size, rounds, core, Path(name)), strict=True)
    ratios = [alone["seconds"] / whole["seconds"] for alone, whole in zip(theirs, ours, strict=True)]
    return {
        "figure": "whole crawl, as a share of what Scrapy alone fetches",
        "pinned_to_one_core": core is not None,
        "pages": pages,
        "scrapy_pages_per_second": [round(pages / one["seconds"]) for one in theirs],
        "whole_pages_per_second": [round(pages / one["seconds"]) for one in ours],
        "cpu_ms_a_page": {
            "scrapy": round(1000 * theirs[-1]["cpu"] / pages, 2),
            "whole": round(1000 * ours[-1]["cpu"] / pages, 2),
            "workers": round(1000 * ours[-1]["cpu_workers"] / pages, 2),
        },
        "peak_mb": max(one["peak_mb"] for one in ours),
        "ratio": round(statistics.median(ratios), 3),
        "bar": 0.4 if core is not None else 0.6,
    }


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=250, help="a host")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--core", action="store_true", help="pin both to one processor")
    chosen = parser.parse_args()
    print(json.dumps(compare(Size(16, chosen.articles), chosen.rounds, 0 if chosen.core else None)))


if __name__ == "__main__":
    main()
