"""What a new article costs the stories of an archive that holds ever more of them.

    python -m benchmarks.told.flat [--sizes 10000 100000 1000000]

An SQLite archive in a temporary folder is filled with invented pieces: stories of one to five copies, the
imprint of each outlet in all its articles. At each size so many new articles are told, half of them copies;
then that is undone. Prints milliseconds an article, and how often the cost of the smallest archive the
largest costs. No article is stored, so the foreign key is left out. 10⁶ take 4 GB of disk and ten minutes.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from analysis.stories.pieces import Piece
from analysis.stories.shelves import ArchiveShelf, stored
from analysis.stories.stories import Stories
from cityecho.archive import Archive

_NEW = 200
_MARKS = 20  # sentences, and as many prints
_OUTLETS = 300
_MOST_TIMES = 2.0
_BEGUN = datetime(2020, 1, 1, tzinfo=UTC)
_BATCH = 20_000


class _UndoneError(Exception):
    """Takes back what was told."""


def invented(count: int, first: int, seed: int) -> Iterator[Piece]:
    """So many pieces in the order of time, the first of them with that number."""
    chance = random.Random(seed)  # noqa: S311 (invented, not secret)
    texts: list[frozenset[int]] = []
    for number in range(first, first + count):
        if not texts or chance.random() < 0.5:
            texts.append(frozenset(chance.getrandbits(46) + 1 for _ in range(2 * _MARKS)))
        text = texts[-1 - chance.randrange(min(len(texts), 5))]
        outlet = chance.randrange(_OUTLETS)
        marks = {mark if at % 2 else -mark for at, mark in enumerate(sorted(text))}
        sentences = {mark for mark in marks if mark > 0} | {1 + outlet, 1_001 + outlet}
        yield Piece(
            article=f"{chance.getrandbits(32):08x}{number:08x}",
            sentences=frozenset(sentences),
            at=_BEGUN + timedelta(minutes=number * 2),
            outlet=f"outlet {outlet}",
            prints=frozenset(mark for mark in marks if mark < 0),
        )


def filled(archive: Archive, first: int, last: int) -> list[Piece]:
    """Put the pieces from ``first`` to ``last`` on the shelf, nothing judged of them. Returns the latest."""
    some: list[Piece] = []
    for start in range(first, last, _BATCH):
        some = list(invented(min(_BATCH, last - start), start, start))
        with archive.begin() as tx:
            tx.pieces.put(stored(one, None) for one in some)
    return some[-_NEW:]


def milliseconds(archive: Archive, latest: Sequence[Piece], size: int) -> float:
    """What a new article costs in an archive of ``size``; half of the new ones are copies of the latest."""
    new = list(invented(_NEW, size, -1))
    copies = [
        replace(one, sentences=of.sentences, prints=of.prints)
        for one, of in zip(new[::2], latest[::2], strict=True)
    ]
    begun = perf_counter()
    try:
        with archive.begin() as tx:
            shelf = ArchiveShelf(tx)
            told = Stories(shelf)
            told.places(told.add([*copies, *new[1::2]]))
            shelf.write()
            _undo()
    except _UndoneError:
        return (perf_counter() - begun) / _NEW * 1_000


def _undo() -> None:
    raise _UndoneError


def main() -> int:
    """Measure at each size and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    sizes = sorted(parser.parse_args().sizes)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flat.db"
        with Archive(f"sqlite:///{path}") as archive:
            _without_foreign_key(path)
            costs = []
            for before, size in zip([0, *sizes], sizes, strict=False):
                latest = filled(archive, before, size)
                costs.append(milliseconds(archive, latest, size))
                print(f"{size:>9} articles: {costs[-1]:.2f} ms a new one", flush=True)
    times = costs[-1] / costs[0]
    print(f"the largest costs {times:.2f} of the smallest (at most {_MOST_TIMES})")
    return int(times > _MOST_TIMES)


def _without_foreign_key(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        made = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'piece'").fetchone()[0]
        kept = [line for line in made.splitlines() if "FOREIGN KEY" not in line]
        connection.execute("DROP TABLE piece")
        connection.execute("\n".join(kept).replace(", \n)", "\n)"))
        connection.execute("CREATE INDEX ix_piece_root ON piece (root)")


if __name__ == "__main__":
    raise SystemExit(main())
