"""How long a summit's study and its report take: `python -m benchmarks.exposure.scale FILE [--times N]`.

FILE is an archive of a hundred thousand articles, made where there is none (minutes); ``--times 10`` makes
FILE-x10 of it, a million, and measures that. Each task has a process of its own, and its time begins with the
opened archive. The bars are on processor time, which other programs lengthen less. Ends with 1 where one is
missed. ``day`` is what an analysis costs where nothing is new.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

from analysis.counted import count
from analysis.coverage import coverage, span_of
from analysis.exposure import study as studied
from analysis.items import Reader
from analysis.measure import waiting
from benchmarks.exposure.filled import fill
from benchmarks.exposure.grown import grow
from benchmarks.memory import peak_mb
from cityecho.archive import Archive
from cityecho.watchlist import Watchlist, load
from reports.formats import FORMATS
from reports.renderers import rendered
from reports.summit import build
from reports.summit.found import read_found
from reports.verify.proof import prove

ARTICLES = 100_000
SUMMIT = "h2-2023"
_NOW = datetime(2024, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock and of the processor, and MB that were resident at most."""

    wall: float
    processor: float
    peak: int
    told: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The most seconds of processor and MB that a task may take."""

    seconds: float
    peak: int


_BARS = {1: {"study": Bar(2, 1000), "report": Bar(15, 700)}, 10: {"study": Bar(10, 1000)}}


def study(archive: Archive, watchlist: Watchlist) -> str:
    """Read and study the summit."""
    summit = next(one for one in watchlist.summits if one.id == SUMMIT)
    with archive.read() as tx:
        spans = tx.ledger.covered()
        days = span_of(spans) or summit.span
        found = read_found(Reader.of(tx, watchlist), days, [summit])
    known = coverage(spans, watchlist.sources, days)
    made = studied(found, known, summit, brand=watchlist.brand, summits=watchlist.summits)
    return f"{len(found.namings)} namings, {len(made.span_items)} in the windows, {made.echo.uplift.stories}"


def report(archive: Archive, watchlist: Watchlist) -> str:
    """Build the report, the edition before beside it, prove it, and write it in all five formats."""
    summit = next(one for one in watchlist.summits if one.id == SUMMIT)
    with archive.read() as tx:
        data = build(tx, watchlist, summit, _NOW)
        start = process_time()
        data = replace(data, proof=prove(tx, watchlist, _NOW, data.read))
        proven = process_time() - start
    built = peak_mb()
    sizes = {name: len(content) for name, content in rendered(data, list(FORMATS))}
    return f"{built} MB when built, {proven:.2f} s for the proof, {sizes}"


def day(archive: Archive, watchlist: Watchlist) -> str:
    """What an analysis asks first, and at once where nothing is new."""
    return str(waiting(archive, watchlist))


_TASKS: dict[str, Callable[[Archive, Watchlist], str]] = {"study": study, "report": report, "day": day}


def taken(task: str, path: Path) -> Taken:
    """What ``task`` takes on the archive at ``path``; in a process that does nothing else."""
    watchlist = load(Path("config/puyang"))
    with Archive(f"sqlite:///{path}") as archive:
        begun, used = perf_counter(), process_time()
        told = _TASKS[task](archive, watchlist)
    return Taken(perf_counter() - begun, process_time() - used, peak_mb(), told)


def _made(path: Path, times: int) -> Path:
    if not path.exists():
        watchlist = load(Path("config/puyang"))
        fill(path, watchlist, ARTICLES)
        with Archive(f"sqlite:///{path}") as archive:
            count(archive, watchlist)
    grown = path.with_name(f"{path.name}-x{times}")
    if times > 1 and not grown.exists():
        shutil.copy(path, grown)
        grow(grown, times)
    return grown if times > 1 else path


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--tasks", nargs="+", default=list(_TASKS))
    asked = parser.parse_args()
    path, missed = _made(asked.file, asked.times), 0
    for task in asked.tasks:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
            one = alone.submit(taken, task, path).result()
        bar = _BARS.get(asked.times, {}).get(task)
        over = bar is not None and (one.processor > bar.seconds or one.peak > bar.peak)
        missed += over
        said = f"{one.processor:6.2f} s of processor, {one.wall:6.2f} s, {one.peak} MB"
        print(f"{task:7} {said}{' MISSED' * over}")
        print(f"        {one.told}", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
