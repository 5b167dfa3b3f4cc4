"""Reading captures once more: documents in quarantine, and articles that a newer reader may read better."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from cityecho.address import canonical, host
from cityecho.archive import Archive, Lead, Location, Quarantined, RunState
from cityecho.archive.warc import CaptureFile, read_at
from cityecho.errors import UsageError
from cityecho.watchlist import Source, Watchlist
from crawler import by_hand
from crawler.entering import Entered, Entry
from crawler.extract import pager
from crawler.items import is_row
from crawler.parsing import Parser
from crawler.privacy.daykey import DayKey
from crawler.privacy.shield import Shield
from crawler.reading import Reader
from crawler.settled import ArticleRead, Failed, Settled, Unreadable
from crawler.summary import OUTCOMES
from crawler.workers import Workers

_TOGETHER = 50  # documents looked up, read and entered in one transaction
_REREAD = "reread "  # before the key of an article that is read once more
_T = TypeVar("_T")


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
    with archive.read() as tx:
        chosen = [one for one in tx.ledger.quarantined() if not urls or one.url in urls]
    if strangers := set(urls) - {one.url for one in chosen}:
        raise UsageError(f"not in quarantine: {', '.join(sorted(strangers))}")
    with archive.begin() as tx:
        run = tx.ledger.begin("quarantine", now())
    sources = _sources(watchlist)
    known = [one for one in chosen if one.source in sources]
    strange = [(one.url, f"no source {one.source!r} is configured") for one in chosen if one not in known]
    kept = {one.key: found for one in known if (found := _kept(archive, one))}
    refetched, lost = _refetch(archive, [one for one in known if one.key not in kept], now())
    released, unreadable = list[str](), list[tuple[str, str]]()
    with _Rereading.begun(archive, watchlist, run, now) as rereading:
        for batch in _batches(list(kept.values())):
            for one in rereading.entered(rereading.read(batch)):
                url, lacks = one.settled.lead.url, _lacks(one.settled)
                if lacks:
                    unreadable.append((url, lacks))
                else:
                    released.append(url)
    still = (*strange, *lost, *unreadable)
    rereading.end("partial" if still else "ok")
    return RetrySummary(run, tuple(released), refetched, still)


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
    read, without, changed, unreadable = 0, 0, list[str](), list[tuple[str, str]]()
    with _Rereading.begun(archive, watchlist, run, now) as rereading:
        for ids in _batches(news):
            kept = _captured(archive, ids, _sources(watchlist))
            without += len(ids) - len(kept)
            read += len(kept)
            settled = [_as_stored(one) for one in rereading.read(kept)]
            unreadable += [(one.lead.url, _why(one)) for one in settled if not isinstance(one, ArticleRead)]
            entered = rereading.entered([one for one in settled if isinstance(one, ArticleRead)])
            changed += [one.settled.lead.url for one in entered if one.new_articles]
    rereading.end("partial" if unreadable else "ok")
    return RereadSummary(run, read, tuple(changed), tuple(unreadable), without)


def _as_stored(settled: Settled) -> Settled:
    """An article as the one that is stored: under its key, however addresses were spelt when it came."""
    if not isinstance(settled, ArticleRead):
        return settled
    key = settled.lead.key.removeprefix(_REREAD)
    return replace(settled, article=replace(settled.article, key=key), missing="")


def _lacks(settled: Settled) -> str:
    """Why a document must stay in quarantine; "" when it need not."""
    if isinstance(settled, Unreadable):
        return settled.error
    return settled.missing if isinstance(settled, ArticleRead) else ""


def _why(settled: Settled) -> str:
    return settled.error if isinstance(settled, Unreadable | Failed) else "it is no page"


def _captured(archive: Archive, ids: Sequence[str], sources: Collection[str]) -> list[_Kept]:
    """The captures of those of the articles ``ids`` that were fetched as pages, not those of rows.

    Each under a lead of its own making: whatever the frontier knows of the page stays as it is.
    """
    kept: list[_Kept] = []
    with archive.read() as tx:
        for one in tx.articles.some(ids):
            number = tx.captures.known(one.url, one.captured_at) if one.source in sources else None
            page = tx.captures.get(number) if number is not None else None
            if page is None or page.location is None:
                continue
            if is_row(read_at(archive.captures_folder, page.location)):
                continue
            lead = Lead(f"{_REREAD}{one.key}", one.url, host(one.url), one.source, "article", 1)
            further = tx.captures.parts(page, pager.MOST)
            parts = tuple((part.url, part.location) for part in further if part.location)
            kept.append(_Kept(lead, page.location, parts))
    return kept


@dataclass
class _Rereading:
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
        cls, archive: Archive, watchlist: Watchlist, run: int, now: Callable[[], datetime]
    ) -> Iterator[_Rereading]:
        """With workers to read, and a file for what an entry must keep."""
        sources = _sources(watchlist)
        key = DayKey(archive.captures_folder, now)
        with (
            closing(key),
            asyncio.Runner() as runner,
            closing(Workers(1, Parser(sources, watchlist.registry))) as workers,
            CaptureFile(archive.captures_folder, f"run-{run:06d}.warc.gz") as captures,
        ):
            shield = Shield.of(watchlist.registry, watchlist.brand, key)
            reader = Reader(sources, watchlist.registry, workers, lambda _: 0.0)
            yield cls(archive, run, Entry(run, captures, sources, None, shield), reader, runner, now)

    def read(self, kept: Sequence[_Kept]) -> list[Settled]:
        """What the documents say by today's rules."""
        return self.runner.run(self._read(kept))

    async def _read(self, kept: Sequence[_Kept]) -> list[Settled]:
        return [await _read_whole(self.reader, self.archive, one) for one in kept]

    def entered(self, settled: Sequence[Settled]) -> list[Entered]:
        """Enter what came of documents, in one transaction, and let go of those that could be read."""
        with self.archive.begin() as tx:
            self.entry.expect(tx, settled)
            entered = [self.entry.enter(tx, one, self.now()) for one in settled]
            self.entry.captures.sync()
            tx.ledger.release([one.lead.key for one in settled if not _lacks(one)])
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


def _sources(watchlist: Watchlist) -> dict[str, Source]:
    return {source.id: source for source in watchlist.sources} | dict(by_hand.SOURCES)


def _batches(all_of_them: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (all_of_them[start : start + _TOGETHER] for start in range(0, len(all_of_them), _TOGETHER))


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
                tx.ledger.release([one.key])
                refetched.append(one.url)
            else:
                lost.append((one.url, f"{one.error}; no bytes are kept, bring it again"))
    return tuple(refetched), lost


async def _read_whole(reader: Reader, archive: Archive, kept: _Kept) -> Settled:
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
