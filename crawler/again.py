"""Reading captures once more: documents in quarantine, and articles that a newer reader may read better."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime

from cityecho.address import canonical, host
from cityecho.archive import Archive, Lead, Location, Quarantined, RunState
from cityecho.archive.warc import CaptureFile, read_at
from cityecho.article import Article
from cityecho.watchlist import Watchlist
from crawler.entering import Entry
from crawler.extract import pager
from crawler.parsing import Parser
from crawler.privacy.daykey import DayKey
from crawler.privacy.shield import Shield
from crawler.reading import Reader
from crawler.settled import ArticleRead, Settled, Unreadable
from crawler.summary import OUTCOMES
from crawler.workers import Workers

_TOGETHER = 50  # articles looked up and read before the changed ones among them are stored


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
class RereadSummary:
    """What a newer reader made of stored articles, by address where it matters.

    changed: a new revision was stored; the old one is kept. unreadable: with the reason; they stay as they
    are. ``without``: articles whose captures are gone or never were pages.
    """

    run: int
    read: int
    changed: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...]
    without: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """A lead, the place of its page's bytes, and those of the further pages by address."""

    lead: Lead
    where: Location
    parts: tuple[tuple[str, Location], ...] = ()


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


def reread(
    archive: Archive,
    watchlist: Watchlist,
    first: date | None,
    last: date | None,
    *,
    now: Callable[[], datetime],
) -> RereadSummary:
    """Read the captures of the news articles of a closed span (None: open) again, by today's rules.

    Only under the archive's lock. Killed anywhere, what was read is stored and the rest is as it was.
    """
    with archive.begin() as tx:
        run = tx.ledger.begin("reread", now())
    with archive.read() as tx:
        news = [one.id for one in tx.articles.between(first, last) if one.kind == "news"]
    known = {source.id for source in watchlist.sources}
    read, without, changed, unreadable = 0, 0, list[str](), list[tuple[str, str]]()

    def different() -> Iterator[Settled]:
        nonlocal read, without
        with asyncio.Runner() as runner, closing(_workers(watchlist)) as workers:
            for start in range(0, len(news), _TOGETHER):
                ids = news[start : start + _TOGETHER]
                stored, kept = _captured(archive, ids, known)
                without += len(ids) - len(kept)
                for settled in runner.run(_read_by(workers, archive, watchlist, kept)):
                    read += 1
                    if not isinstance(settled, ArticleRead):
                        unreadable.append((settled.lead.url, getattr(settled, "error", "it is no page")))
                    elif settled.article.content_hash != stored[settled.article.key].content_hash:
                        changed.append(settled.article.url)
                        yield settled

    outcomes = _entered(archive, watchlist, run, different(), now)
    _end(archive, run, outcomes, "partial" if unreadable else "ok", now())
    return RereadSummary(run, read, tuple(changed), tuple(unreadable), without)


def _captured(
    archive: Archive, ids: Sequence[str], sources: Collection[str]
) -> tuple[dict[str, Article], list[_Kept]]:
    """The articles of ``ids`` by key, and the captures of those that were fetched as pages."""
    kept: list[_Kept] = []
    with archive.read() as tx:
        stored = {one.key: one for one in tx.articles.some(ids) if one.source in sources}
        for lead in tx.frontier.get(list(stored)):
            one = stored[lead.key]
            number = tx.captures.known(one.url, one.captured_at)
            page = tx.captures.get(number) if number is not None else None
            if page is None or page.location is None:
                continue
            further = tx.captures.parts(page, pager.MOST)
            parts = tuple((part.url, part.location) for part in further if part.location)
            kept.append(_Kept(replace(lead, url=one.url), page.location, parts))
    return stored, kept


def _entered(
    archive: Archive, watchlist: Watchlist, run: int, settled: Iterable[Settled], now: Callable[[], datetime]
) -> Counter[str]:
    """Enter what came of the documents, and let go of those that were read. Returns the outcomes."""
    sources = {source.id: source for source in watchlist.sources}
    outcomes: Counter[str] = Counter()
    key = DayKey(archive.captures_folder, now)
    with CaptureFile(archive.captures_folder, f"run-{run:06d}.warc.gz") as captures:
        shield = Shield.of(watchlist.registry, watchlist.brand, key)
        entry = Entry(run, captures, sources, None, shield)
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
    with closing(_workers(watchlist)) as workers:
        return await _read_by(workers, archive, watchlist, kept)


def _workers(watchlist: Watchlist) -> Workers:
    return Workers(1, Parser({source.id: source for source in watchlist.sources}, watchlist.registry))


async def _read_by(
    workers: Workers, archive: Archive, watchlist: Watchlist, kept: Sequence[_Kept]
) -> list[Settled]:
    sources = {source.id: source for source in watchlist.sources}
    reader = Reader(sources, watchlist.registry, workers, lambda _: 0.0)
    return [await _read_whole(reader, archive, one) for one in kept]


async def _read_whole(reader: Reader, archive: Archive, kept: _Kept) -> Settled:
    """What a page says, with those of its further pages that were captured with it."""
    settled = await reader.read(kept.lead, read_at(archive.captures_folder, kept.where))
    places = {canonical(url): where for url, where in kept.parts}
    while isinstance(settled, ArticleRead) and settled.further:
        url = settled.further[0]
        where = places.get(canonical(url))
        if where is None:
            settled = replace(settled, further=settled.further[1:])
        else:
            settled = await reader.part(settled, url, read_at(archive.captures_folder, where))
    return settled


def _end(archive: Archive, run: int, outcomes: Counter[str], state: RunState, now: datetime) -> None:
    counts = {name: outcomes[name] for name in (*OUTCOMES, "articles")}
    fetched = sum(counts[name] for name in OUTCOMES)
    with archive.begin() as tx:
        tx.ledger.end(run, state, {"fetched": fetched} | counts, now)
