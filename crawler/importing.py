"""Bringing in what somebody else collected: the rows of a file, as items of one source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from cityecho.archive import Archive, Quarantined, RunState, Transaction
from cityecho.archive.batching import batches
from cityecho.archive.warc import CaptureFile
from cityecho.watchlist import Source, Watchlist
from crawler import items
from crawler.holding import good_rows, row_key
from crawler.privacy.daykey import DayKey
from crawler.privacy.shield import Shield
from crawler.spiders.found import BadRow, Item
from crawler.spiders.rows import RowError, item
from crawler.spiders.sheet import Row, Unread, rows
from crawler.summary import OUTCOMES

_TOGETHER = 200  # rows a transaction
_NEEDED = ("url", "published_at")
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """How an import ended: its run, its counts (rows are "fetched", bad ones "quarantined"), the bad rows.

    ``unread``: the sheets that gave no row though they are not empty.
    """

    run: int
    state: RunState
    counts: Mapping[str, int]
    bad_rows: tuple[BadRow, ...]
    unread: tuple[Unread, ...] = ()


@dataclass
class _Import:
    archive: Archive
    source: Source
    shield: Shield
    captures: CaptureFile
    run: int
    file: str
    counts: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    bad_rows: list[BadRow] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What the file is called in quarantine."""
        return f"{self.source.id} {self.file}"

    def take(self, tx: Transaction, row: Row | BadRow | Unread, at: datetime) -> None:
        """Store one row, or note why not."""
        if isinstance(row, Unread):
            self.unread.append(row)
            return
        self.counts["fetched"] += 1
        outcome = self._bad(tx, row, at) if isinstance(row, BadRow) else self._good(tx, row, at)
        self.counts[outcome] += 1

    def _good(self, tx: Transaction, row: Row, at: datetime) -> str:
        try:
            read = item(row.cells, self.source.fields, "", at)
        except RowError as error:
            column = self.source.fields.get(error.column, error.column)
            return self._bad(tx, replace(error.bad_row(row.number, column), sheet=row.sheet), at)
        return self._store(tx, read, at)

    def _store(self, tx: Transaction, read: Item, at: datetime) -> str:
        if self.source.allow and not re.search(self.source.allow, read.url):
            return "irrelevant"
        kept = self.shield.item(read, self.source, at)
        if kept.article.key in self.seen:
            return "duplicate"  # a file has one time of capture: of two rows about one page the first counts
        self.seen.add(kept.article.key)
        saved = items.enter(tx, kept, captures=self.captures, run=self.run)
        if saved == "forgotten":
            return "irrelevant"
        self.counts["articles"] += saved != "same"
        return "unchanged" if saved == "same" else "stored"

    def _bad(self, tx: Transaction, bad: BadRow, at: datetime) -> str:
        row = self.shield.bad_row(bad, self.source)
        key = row_key(self.key, row.number, row.sheet)
        tx.quarantine.put(Quarantined(key, self.file, self.source.id, at, str(row), None))
        self.bad_rows.append(row)
        return "quarantined"


def import_rows(
    archive: Archive,
    watchlist: Watchlist,
    source: Source,
    file: Path,
    *,
    now: Callable[[], datetime],
    progress: Callable[[int], None],
) -> ImportSummary:
    """Take the rows of ``file`` into the archive as items of ``source``, and note the bad ones.

    Killed and run again it brings in the rest; a corrected file's good rows leave the quarantine. Raises
    UsageError, before anything is written, when the file can't be read at all or lacks a column.
    """
    archive.demand_room(watchlist.crawl.minimum_free_mb)
    found = rows(file, _headings(source.fields))
    first = tuple(islice(found, 1))  # a file that is none is told before anything is written
    at = now()
    with archive.begin() as tx:
        run = tx.ledger.begin("import", at)
    key = DayKey(archive.captures_folder, now)
    shield = Shield.of(watchlist.registry, watchlist.brand, key)
    with CaptureFile(archive.captures_folder, f"run-{run:06d}.warc.gz") as captures:
        work = _Import(archive, source, shield, captures, run, file.name)
        for batch in batches(chain(first, found), _TOGETHER):
            with archive.begin() as tx:
                for row in batch:
                    work.take(tx, row, at)
                captures.sync()
            progress(work.counts["fetched"])
    key.close()
    return _ended(archive, work, now())


def _ended(archive: Archive, work: _Import, now: datetime) -> ImportSummary:
    good = len(work.bad_rows) < work.counts["fetched"]
    state: RunState = "ok" if not work.bad_rows else "partial" if good else "failed"
    counts = {name: work.counts[name] for name in ("fetched", *OUTCOMES, "articles")}
    with archive.begin() as tx:
        bad = {row_key(work.key, row.number, row.sheet) for row in work.bad_rows}
        tx.quarantine.release(good_rows(work.key, tx.quarantine.known(), bad))
        tx.ledger.visited(work.source.id, now, "ok" if work.counts["articles"] else "nothing-new", work.run)
        tx.ledger.end(work.run, state, counts, now)
    return ImportSummary(work.run, state, counts, tuple(work.bad_rows), tuple(work.unread))


def _headings(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The headings that must stand in the file: those the source names, and our own for what it doesn't."""
    named = [fields.get(column, column) for column in _NEEDED]
    named += [path for column, path in fields.items() if column not in _NEEDED]
    if not {"title", "text"} & fields.keys():
        named.append("text")
    return tuple(part for path in named for part in (_BRACES.findall(path) or [path]))
