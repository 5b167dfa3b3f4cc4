"""Reading once more what could not be read: documents in quarantine, out of their kept bytes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from cityecho.address import host
from cityecho.archive import Archive, Lead, Location, Quarantined, RunState
from cityecho.archive.warc import CaptureFile, read_at
from cityecho.watchlist import Watchlist
from crawler.entering import Entry
from crawler.parsing import Parser
from crawler.privacy.daykey import DayKey
from crawler.privacy.shield import Shield
from crawler.reading import Reader
from crawler.settled import Settled, Unreadable
from crawler.summary import OUTCOMES
from crawler.workers import Workers


@dataclass(frozen=True, slots=True)
class RetrySummary:
    """What came of the documents, by address.

    released: read now. refetched: no bytes are kept, the next crawl fetches them. still: not readable, with
    the reason.
    """

    run: int
    released: tuple[str, ...]
    refetched: tuple[str, ...]
    still: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    lead: Lead
    where: Location


def retry(
    archive: Archive, watchlist: Watchlist, urls: Collection[str], *, now: Callable[[], datetime]
) -> RetrySummary:
    """Read the documents at ``urls`` (none: all in quarantine) again. Only under the archive's lock."""
    with archive.begin() as tx:
        run = tx.ledger.begin("quarantine", now())
        chosen = [one for one in tx.ledger.quarantined() if not urls or one.url in urls]
    known = [one for one in chosen if watchlist.source(one.source)]
    strange = [(one.url, f"no source {one.source!r} is configured") for one in chosen if one not in known]
    kept = {one.key: found for one in known if (found := _kept(archive, one))}
    refetched, lost = _refetch(archive, [one for one in known if one.key not in kept], now())
    settled = asyncio.run(_read(archive, watchlist, tuple(kept.values())))
    outcomes = _entered(archive, watchlist, run, settled, now)
    released = tuple(one.lead.url for one in settled if not isinstance(one, Unreadable))
    unreadable = [(one.lead.url, one.error) for one in settled if isinstance(one, Unreadable)]
    still = (*strange, *lost, *unreadable)
    _end(archive, run, outcomes, "partial" if still else "ok", now())
    return RetrySummary(run, released, refetched, still)


def _entered(
    archive: Archive, watchlist: Watchlist, run: int, settled: Sequence[Settled], now: Callable[[], datetime]
) -> Counter[str]:
    """Enter what came of the documents, and let go of those that were read. Returns the outcomes."""
    sources = {source.id: source for source in watchlist.sources}
    outcomes: Counter[str] = Counter()
    key = DayKey(archive.captures_folder, now)
    with CaptureFile(archive.captures_folder, f"run-{run:06d}.warc.gz") as captures:
        shield = Shield.of(watchlist.registry, watchlist.brand, key)
        entry = Entry(run, captures, sources, None, shield, rereads=True)
        for one in settled:
            with archive.begin() as tx:
                entered = entry.enter(tx, one, now())
                captures.sync()
                if not isinstance(one, Unreadable):
                    tx.ledger.release(one.lead.key)
            outcomes[entered.outcome or "failed"] += 1
            outcomes["articles"] += entered.new_articles
    key.close()
    return outcomes


def _kept(archive: Archive, document: Quarantined) -> _Kept | None:
    """The document with the place of its bytes; None when there are none."""
    if document.capture is None:
        return None
    with archive.read() as tx:
        stored = tx.captures.get(document.capture)
        leads = tx.frontier.get([document.key])
    if stored is None or stored.location is None:
        return None
    new = Lead(document.key, document.url, host(document.url), document.source, "article", 1)
    lead = leads[0] if leads else new
    return _Kept(lead, stored.location)


def _refetch(
    archive: Archive, documents: Sequence[Quarantined], now: datetime
) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """Have those fetched again that the frontier knows. Returns them, and those that must be brought."""
    refetched, lost = [], []
    with archive.begin() as tx:
        for one in documents:
            if tx.frontier.get([one.key]):
                tx.frontier.reopen([one.key], now)
                tx.ledger.release(one.key)
                refetched.append(one.url)
            else:
                lost.append((one.url, f"{one.error}; no bytes are kept, bring it again"))
    return tuple(refetched), lost


async def _read(archive: Archive, watchlist: Watchlist, kept: Sequence[_Kept]) -> list[Settled]:
    sources = {source.id: source for source in watchlist.sources}
    workers = Workers(1, Parser(sources, watchlist.registry))
    reader = Reader(sources, watchlist.registry, workers, lambda _: 0.0)
    try:
        return [await reader.read(one.lead, read_at(archive.captures_folder, one.where)) for one in kept]
    finally:
        workers.close()


def _end(archive: Archive, run: int, outcomes: Counter[str], state: RunState, now: datetime) -> None:
    counts = {name: outcomes[name] for name in (*OUTCOMES, "articles")}
    fetched = sum(counts[name] for name in OUTCOMES)
    with archive.begin() as tx:
        tx.ledger.end(run, state, {"fetched": fetched} | counts, now)
