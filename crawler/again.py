"""Reading the captures of stored articles once more: a newer reader may read them better."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cityecho.address import host
from cityecho.archive import Archive, Lead
from cityecho.archive.warc import read_at
from cityecho.article import Article
from cityecho.watchlist import Watchlist
from crawler.extract import pager
from crawler.holding import Untouched
from crawler.items import is_row
from crawler.rereading import Kept, Rereading, all_sources, batches
from crawler.settled import ArticleRead, Failed, Settled, Unreadable

_REREAD = "reread "  # before the key of an article that is read once more


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
    with Rereading.begun(archive, watchlist, run, now, Untouched()) as rereading:
        for ids in batches(news):
            kept = _captured(archive, ids, all_sources(watchlist))
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


def _why(settled: Settled) -> str:
    return settled.error if isinstance(settled, Unreadable | Failed) else "it is no page"


def _captured(archive: Archive, ids: Sequence[str], sources: Collection[str]) -> list[Kept]:
    """The captures of those of the articles ``ids`` that were fetched as pages, not those of rows.

    Each under a lead of its own making: whatever the frontier knows of the page stays as it is.
    """
    kept: list[Kept] = []
    with archive.read() as tx:
        for one in tx.articles.some(ids):
            number = tx.captures.known(one.url, one.captured_at) if one.source in sources else None
            page = tx.captures.get(number) if number is not None else None
            if page is None or page.location is None:
                continue
            if is_row(read_at(archive.captures_folder, page.location)):
                continue
            lead = _lead(one)
            further = tx.captures.parts(page, pager.MOST)
            parts = tuple((part.url, part.location) for part in further if part.location)
            kept.append(Kept(lead, page.location, parts))
    return kept


def _lead(one: Article) -> Lead:
    label = one.title if one.titled_by == "link" else ""
    return Lead(f"{_REREAD}{one.key}", one.url, host(one.url), one.source, "article", 1, label=label)
