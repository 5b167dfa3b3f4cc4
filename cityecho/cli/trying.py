"""``cityecho sources try``: what a source would bring, in an archive that is thrown away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.address import host
from cityecho.article import BEIJING
from cityecho.cli.crawl import named
from cityecho.cli.session import Session, now
from cityecho.cli.wording import printable
from cityecho.errors import PartialError, TryLaterError, UsageError

if TYPE_CHECKING:
    from cityecho.archive import Archive, Lead, Quarantined
    from cityecho.article import Article
    from cityecho.watchlist import Source, Watchlist
    from crawler.run import CrawlSummary

_STARTS = 3  # start addresses read at most: enough to see what the rest would be like
_SHOWN = 20  # addresses on a terminal; --json has them all
_SEEN = 1000  # addresses listed at most
_TEXT = 80  # characters of a text


@dataclass(frozen=True, slots=True)
class _Brought:
    """What the trial brought: addresses that wait, articles that were read, documents that could not be."""

    summary: CrawlSummary
    waiting: tuple[Lead, ...]
    articles: tuple[Article, ...]
    broken: tuple[Quarantined, ...]


def try_source(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The source to try.")],
    articles: Annotated[int, typer.Option(min=1, max=50, help="Read so many articles.")] = 3,
    replay: Annotated[list[Path] | None, typer.Option(help="Recorded captures instead of a network.")] = None,
) -> None:
    """What a source would bring: addresses, and the fields of its first articles. Nothing is stored."""
    session: Session = context.obj
    watchlist = session.watchlist()
    (chosen,) = named(watchlist, [source])
    if chosen.kind == "import":
        raise UsageError(f"{source}: its files are imported; there is nothing to fetch")
    with _alone(session, () if replay else chosen.start):
        brought = _trial(watchlist, chosen, articles, tuple(replay or ()))
    told = _told(watchlist, chosen, brought)
    session.result(told, _lines(watchlist, chosen, brought))
    if brought.summary.failed:
        raise PartialError("it could not be read whole", tuple(brought.summary.failed.values()))


@contextmanager
def _alone(session: Session, urls: Sequence[str]) -> Iterator[None]:
    """Keep a crawl from beginning meanwhile, which would halve the pause of a host; makes no archive.

    Raises TryLaterError where a host of ``urls`` asked an earlier run to be left alone.
    """
    if not session.has_archive:
        yield
        return
    from crawler.politeness import wish

    with session.archive() as archive, archive.alone():
        with archive.read() as tx:
            rests = tx.frontier.rests(now())
        for name in map(host, urls):
            if name in rests:
                raise TryLaterError(wish(name, rests[name]))
        yield


def _trial(watchlist: Watchlist, source: Source, articles: int, replay: tuple[Path, ...]) -> _Brought:
    from crawler.run import crawl

    short = replace(source, start=source.start[:_STARTS], max_pages=0, days_back=0)
    with TemporaryDirectory(prefix="cityecho-try-") as folder, _thrown_away(folder) as archive:
        summary = crawl(
            archive,
            watchlist,
            sources=[short],
            now=now,
            replay=replay,
            limit=len(short.start) * max(1, len(short.query)) + articles,
            progress=lambda _: None,
        )
        with archive.read() as tx:
            waiting = tx.frontier.take(now(), [short.id], (), _SEEN, each=_SEEN)
            return _Brought(
                summary,
                tuple(lead for lead in waiting if lead.role == "article"),
                tuple(tx.articles.between()),
                tx.quarantine.documents(),
            )


def _thrown_away(folder: str) -> Archive:
    from cityecho.archive import Archive

    return Archive(f"sqlite:///{folder}/try.db", Path(folder) / "captures")


def _told(watchlist: Watchlist, source: Source, brought: _Brought) -> dict[str, Any]:
    return {
        "source": source.id,
        "kind": source.kind,
        "counts": dict(brought.summary.counts),
        "articles": [_fields(watchlist, one) for one in brought.articles],
        "waiting": [lead.url for lead in brought.waiting],
        "broken": [{"url": one.url, "error": one.error} for one in brought.broken],
        "capped": _capped(source, brought),
        "failed": dict(brought.summary.failed),
    }


def _capped(source: Source, brought: _Brought) -> str:
    """By which bound its lists were cut short; "" when they were not. The trial's own bounds are none."""
    ended = brought.summary.sources.get(source.id)
    return ended.short if ended else ""


def _fields(watchlist: Watchlist, one: Article) -> dict[str, Any]:
    return {
        "url": one.url,
        "title": one.title,
        "titled_by": one.titled_by or "page",
        "names_city": names_city(watchlist, one),
        "published_at": one.published_at.astimezone(BEIJING).isoformat() if one.published_at else None,
        "precision": one.precision,
        "origin": one.origin,
        "authors": list(one.authors),
        "editors": list(one.editors),
        "characters": len(one.text),
        "text": one.text[:_TEXT],
    }


def names_city(watchlist: Watchlist, article: Article) -> bool:
    """Whether the city is meant on the page: else it will count for nothing."""
    from analysis.mentions.mentions import MentionReader

    reader = MentionReader(watchlist.brand, watchlist.summits)
    return watchlist.brand.city.name in reader.mentions(article).places


def _lines(watchlist: Watchlist, source: Source, brought: _Brought) -> Iterator[str]:
    counts, city = brought.summary.counts, watchlist.brand.city.name
    yield f"{source.id} ({source.kind}): {counts['fetched']} pages read, nothing stored"
    if len(source.start) > _STARTS:
        yield f"of its {len(source.start)} start addresses the first {_STARTS} were read"
    naming = sum(names_city(watchlist, one) for one in brought.articles)
    yield f"{naming} of {len(brought.articles)} articles name {city}"
    for one in brought.articles:
        yield ""
        yield from (f"  {name:<13} {readable(value)}" for name, value in _fields(watchlist, one).items())
    yield ""
    yield f"{len(brought.waiting)} more {'address' if len(brought.waiting) == 1 else 'addresses'}"
    yield from (f"  {lead.url}" for lead in brought.waiting[:_SHOWN])
    if len(brought.waiting) > _SHOWN:
        yield f"  … and {len(brought.waiting) - _SHOWN} more (--json lists them)"
    if capped := _capped(source, brought):
        yield printable(f"cut short: {capped}; there may be more than these")
    yield from (f"could not be read: {printable(one.url)}: {printable(one.error)}" for one in brought.broken)


def readable(value: object) -> str:
    """A value of a page on one line, without what a terminal would obey."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "、".join(map(str, value)) if isinstance(value, list) else str("" if value is None else value)
    return printable(text)
