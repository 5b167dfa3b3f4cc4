"""Documents whose bytes are kept, read once more by today's rules: the run that reads and enters them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from cityecho.address import canonical
from cityecho.archive import Archive, Lead, Location, RunState
from cityecho.archive.warc import CaptureFile, read_at
from cityecho.watchlist import Source, Watchlist
from crawler import by_hand
from crawler.entering import Entered, Entry
from crawler.holding import Holding
from crawler.parsing import Parser
from crawler.privacy.daykey import DayKey
from crawler.privacy.shield import Shield
from crawler.reading import Reader
from crawler.settled import ArticleRead, Settled
from crawler.summary import OUTCOMES
from crawler.workers import Workers

_TOGETHER = 50  # documents looked up, read and entered in one transaction
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Kept:
    """A lead, the place of its page's bytes, and those of the further pages by address."""

    lead: Lead
    where: Location
    parts: tuple[tuple[str, Location], ...] = ()


@dataclass
class Rereading:
    """The run in which documents are read and entered again."""

    archive: Archive
    run: int
    entry: Entry
    reader: Reader
    runner: asyncio.Runner
    now: Callable[[], datetime]
    outcomes: Counter[str] = field(default_factory=Counter)

    @classmethod
    @contextmanager
    def begun(
        cls,
        archive: Archive,
        watchlist: Watchlist,
        run: int,
        now: Callable[[], datetime],
        holding: Holding,
    ) -> Iterator[Rereading]:
        """With workers to read, and a file for what an entry must keep."""
        sources = all_sources(watchlist)
        key = DayKey(archive.captures_folder, now)
        with (
            closing(key),
            asyncio.Runner() as runner,
            closing(Workers(1, Parser(sources, watchlist.registry))) as workers,
            CaptureFile(archive.captures_folder, f"run-{run:06d}.warc.gz") as captures,
        ):
            shield = Shield.of(watchlist.registry, watchlist.brand, key)
            reader = Reader(sources, watchlist.registry, workers, lambda _: 0.0)
            entry = Entry(run, captures, sources, None, shield, holding=holding)
            yield cls(archive, run, entry, reader, runner, now)

    def read(self, kept: Sequence[Kept]) -> list[Settled]:
        """What the documents say by today's rules."""
        return self.runner.run(self._read(kept))

    async def _read(self, kept: Sequence[Kept]) -> list[Settled]:
        return [await _read_whole(self.reader, self.archive, one) for one in kept]

    def entered(self, settled: Sequence[Settled]) -> list[Entered]:
        """Enter what came of documents, in one transaction."""
        with self.archive.begin() as tx:
            self.entry.expect(tx, settled)
            entered = [self.entry.enter(tx, one, self.now()) for one in settled]
            self.entry.captures.sync()
        for each in entered:
            self.outcomes[each.outcome or "failed"] += 1
            self.outcomes["articles"] += each.new_articles
        return entered

    def end(self, state: RunState) -> None:
        """Close the run's books."""
        counts = {name: self.outcomes[name] for name in (*OUTCOMES, "articles")}
        fetched = sum(counts[name] for name in OUTCOMES)
        with self.archive.begin() as tx:
            tx.ledger.end(self.run, state, {"fetched": fetched} | counts, self.now())


def all_sources(watchlist: Watchlist) -> dict[str, Source]:
    """Those that are configured, and those of pages that somebody found."""
    return {source.id: source for source in watchlist.sources} | dict(by_hand.SOURCES)


def batches(all_of_them: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """So many at a time as are entered in one transaction."""
    return (all_of_them[start : start + _TOGETHER] for start in range(0, len(all_of_them), _TOGETHER))


async def _read_whole(reader: Reader, archive: Archive, kept: Kept) -> Settled:
    """What a page says, with those of its further pages that were captured with it."""
    settled = await reader.read(kept.lead, read_at(archive.captures_folder, kept.where))
    places = {canonical(url): where for url, where in kept.parts}
    while isinstance(settled, ArticleRead) and settled.further:
        url = settled.further[0]
        where = places.get(canonical(url))
        if where is None:
            rest = replace(settled, further=settled.further[1:])
            settled = replace(rest, missing=settled.missing or f"its page {url}: it was not captured with it")
        else:
            settled = await reader.part(settled, url, read_at(archive.captures_folder, where))
    return settled
