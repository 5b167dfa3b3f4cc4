"""Running a crawl: which sources, over which web."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cityecho.address import canonical, host
from cityecho.archive import Archive, Lead
from cityecho.errors import UsageError
from cityecho.watchlist import Days, Source, Watchlist
from cityecho.watchlist.crawl import delay_error
from crawler import by_hand, politeness, schedule, starts
from crawler.brought import brought
from crawler.recording import Recording
from crawler.summary import CrawlSummary, Progress
from crawler.walk import Errand, walk

__all__ = ["CrawlSummary", "Progress", "crawl"]

FETCHED_KINDS = ("feed", "sitemap", "listing", "search", "api")


def crawl(
    archive: Archive,
    watchlist: Watchlist,
    *,
    sources: Sequence[Source],
    now: Callable[[], datetime],
    replay: Sequence[Path] = (),
    limit: int | None = None,
    days: Days | None = None,
    progress: Callable[[Progress], None],
) -> CrawlSummary:
    """Fetch the lists of ``sources`` (none: those due) and all that is unfinished, until nothing is left.

    With ``replay`` the pages come out of those WARC files, schedules don't matter and no network is touched.
    ``limit`` ends the run after so many pages; the rest waits for the next. ``days`` stand in for today where
    a start address has the day in it: a digital paper is read back. Blocks; one call a process, as Twisted's
    reactor runs once. Raises TryLaterError when the archive can't be written or hardly any disk is left,
    ConfigurationError for a delay of 0 towards servers that are not one's own, and UsageError for a source
    that can't be read in this way.
    """
    archive.demand_room(watchlist.crawl.minimum_free_mb)
    if any(one.kind not in FETCHED_KINDS for one in sources):
        errand = brought(archive, watchlist, sources, replay)
    elif replay:
        errand = _recorded(sources or watchlist.sources, Recording.of(replay))
    else:
        forbid_haste(watchlist, _fetched(sources or watchlist.sources).values())
        errand = _due(archive, watchlist, now(), sources, days)
    return walk(archive, watchlist, replace(errand, limit=limit), now=now, progress=progress)


def due(archive: Archive, watchlist: Watchlist, now: datetime) -> tuple[str, ...]:
    """Ids of the sources that a crawl at ``now`` would take up: due, or left unfinished."""
    return tuple(_due(archive, watchlist, now, (), None).sources)


def forbid_haste(watchlist: Watchlist, sources: Iterable[Source]) -> None:
    """Raise ConfigurationError for a delay of 0 towards servers that are not one's own."""
    hasty = politeness.in_haste(watchlist.crawl, sources)
    if hasty:
        raise delay_error(
            watchlist.folder,
            "0 is for replays, through a proxy, or for addresses in allow_private; "
            f"{hasty[0]} is none of these",
        )


def _due(
    archive: Archive, watchlist: Watchlist, now: datetime, named: Sequence[Source], days: Days | None
) -> Errand:
    """The start addresses of the sources named, or else due; none of one that is merely unfinished."""
    fetched = _fetched(named or watchlist.sources)
    with archive.read() as tx:
        last, failures = tx.ledger.last_started("crawl"), tx.ledger.failures()
        known = fetched if named else {**fetched, **by_hand.SOURCES}
        rests = tx.frontier.rests(now)
        waiting = {name: tx.frontier.waiting([name], rests) for name in known}
    unfinished = {name for name, at in waiting.items() if at is not None and at <= now}
    due = {
        name: one
        for name, one in fetched.items()
        if named
        or (schedule.is_due(one, last.get(name), now, failures.get(name, 0)) and not _rests(one, rests))
    }
    return Errand(
        command="crawl",
        sources={name: one for name, one in known.items() if name in due or name in unfinished},
        leads=tuple(
            _start(name, url)
            for name, one in due.items()
            for url in starts.starts(one, days or starts.current_days(one, now))
        ),
        calls_back=tuple(due),
    )


def _rests(source: Source, rests: Collection[str]) -> bool:
    """Whether all hosts that ``source`` starts at asked to be left alone."""
    return all(host(url) in rests for url in source.start)


def _recorded(sources: Sequence[Source], recording: Recording) -> Errand:
    """The start addresses that were recorded; without sources of which none was."""
    found = {name: starts.recorded_starts(one, recording) for name, one in _fetched(sources).items()}
    if not any(found.values()):
        raise UsageError("--replay: the files hold no start address of any source")
    return Errand(
        command="replay",
        sources={name: one for name, one in _fetched(sources).items() if found[name]},
        leads=tuple(_start(name, url) for name, urls in found.items() for url in urls),
        recording=recording,
    )


def _fetched(sources: Sequence[Source]) -> dict[str, Source]:
    return {one.id: one for one in sources if one.kind in FETCHED_KINDS}


def _start(source: str, url: str) -> Lead:
    return Lead(f"{source} {canonical(url)}", url, host(url), source, "list", 0)
