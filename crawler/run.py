"""Running a crawl: which sources, over which web."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from cityecho.address import canonical, host
from cityecho.archive import Archive, Lead
from cityecho.archive.warc import CaptureFile
from cityecho.errors import UsageError
from cityecho.watchlist import CrawlSettings, Source, Watchlist
from crawler import politeness, schedule
from crawler.closing import close
from crawler.entering import Entry
from crawler.job import Job, Plan
from crawler.process import run_to_end
from crawler.recording import Recording
from crawler.settings import RECORDED_AT_ONCE
from crawler.summary import CrawlSummary, Progress
from crawler.tally import Tally
from crawler.turns import Pace
from crawler.workers import Workers

__all__ = ["CrawlSummary", "Progress", "crawl"]

FETCHED_KINDS = ("feed", "sitemap", "listing")
_WORKERS = 2


def crawl(
    archive: Archive,
    watchlist: Watchlist,
    *,
    sources: Sequence[Source],
    now: Callable[[], datetime],
    replay: Sequence[Path] = (),
    limit: int | None = None,
    progress: Callable[[Progress], None],
) -> CrawlSummary:
    """Fetch the lists of ``sources`` (none: those due) and all that is unfinished, until nothing is left.

    With ``replay`` the pages come out of those WARC files, schedules don't matter and no network is touched.
    ``limit`` ends the run after so many pages; the rest waits for the next. Blocks; one call a process, as
    Twisted's reactor runs once. Raises TryLaterError when the archive can't be written.
    """
    recording = Recording(replay) if replay else None
    began = now()
    fetched = {one.id: one for one in sources or watchlist.sources if one.kind in FETCHED_KINDS}
    if recording:
        seeds = _recorded(fetched, recording)
    else:
        seeds = _due(archive, fetched, began, everything=bool(sources))
    taken = {name: fetched[name] for name in seeds}
    leads = [_start(name, url) for name, urls in seeds.items() for url in urls]
    with archive.begin() as tx:
        run = tx.ledger.begin("replay" if recording else "crawl", began)
        tx.frontier.add(leads, began)
        tx.frontier.reopen([lead.key for lead in leads], began)
        known = len(leads) if recording else tx.frontier.open_count(list(taken))
    plan = Plan(
        run=run,
        archive=archive,
        sources=taken,
        registry=watchlist.registry,
        pace=_pace(watchlist.crawl, recording),
        recording=recording,
        limit=limit,
        since=began if recording else None,
        now=now,
        progress=progress,
    )
    with CaptureFile(archive.captures_folder, f"run-{run:06d}.warc.gz") as captures:
        job = Job(plan, Tally(taken, known), Entry(run, captures, taken, recording), Workers(_WORKERS))
        run_to_end(job, watchlist.crawl)
    return close(job)


def _due(
    archive: Archive, fetched: Mapping[str, Source], now: datetime, *, everything: bool
) -> Mapping[str, tuple[str, ...]]:
    """By source the start addresses to read: those of sources due, none for one that is merely unfinished."""
    with archive.read() as tx:
        last = tx.ledger.last_started("crawl")
        unfinished = {name for name in fetched if tx.frontier.open_count([name])}
    due = {name for name, one in fetched.items() if everything or schedule.is_due(one, last.get(name), now)}
    return {
        name: schedule.starts(one, now) if name in due else ()
        for name, one in fetched.items()
        if name in due or name in unfinished
    }


def _recorded(fetched: Mapping[str, Source], recording: Recording) -> Mapping[str, tuple[str, ...]]:
    """By source the start addresses that were recorded; without sources of which none was."""
    starts = {name: schedule.recorded_starts(one, recording) for name, one in fetched.items()}
    recorded = {name: urls for name, urls in starts.items() if urls}
    if not recorded:
        raise UsageError("--replay: the files hold no start address of any source")
    return recorded


def _start(source: str, url: str) -> Lead:
    return Lead(f"{source} {canonical(url)}", url, host(url), source, "list", 0)


def _pace(crawl_settings: CrawlSettings, recording: Recording | None) -> Pace:
    if recording:
        return Pace(at_once=RECORDED_AT_ONCE, a_host=RECORDED_AT_ONCE, delay=0.0, own={})
    delay, own = politeness.delays(crawl_settings)
    return Pace(at_once=crawl_settings.concurrency, a_host=1, delay=delay, own=own)
