"""Walking a web to the end of what one errand asks for: the one way in which a run of the crawl goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cityecho.archive import Archive, Lead, Transaction
from cityecho.archive.warc import CaptureFile
from cityecho.watchlist import CrawlSettings, Source, Watchlist
from crawler import drawing, politeness
from crawler.books import Books
from crawler.closing import close, fail
from crawler.entering import Entry
from crawler.job import Job, Plan
from crawler.parsing import Parser
from crawler.privacy.daykey import DayKey
from crawler.privacy.shield import Shield
from crawler.process import run_to_end
from crawler.recording import Recording
from crawler.settings import RECORDED_AT_ONCE
from crawler.summary import CrawlSummary, Progress
from crawler.tally import NOT_TRIED, Failure, Tally
from crawler.turns import Pace
from crawler.workers import Workers

_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Errand:
    """What a run is sent for: leads of some sources, over the network or out of a recording.

    ``command`` is its name in the ledger. ``limit`` ends it after so many pages; the rest waits.
    ``takes_up`` says whether what earlier runs of its sources left open is read, too; never in a recording.
    A live errand that doesn't is somebody waiting for an answer: it fetches its leads alone and waits for no
    host that wants rest.
    Of files that were sifted: how many records were passed over, and what was wrong with a file.
    ``calls_back``: of these sources articles are asked for again where it is time.
    """

    command: str
    sources: Mapping[str, Source]
    leads: tuple[Lead, ...]
    recording: Recording | None = None
    limit: int | None = None
    passed_over: int = 0
    broken: str = ""
    takes_up: bool = True
    calls_back: tuple[str, ...] = ()


def walk(
    archive: Archive,
    watchlist: Watchlist,
    errand: Errand,
    *,
    now: Callable[[], datetime],
    progress: Callable[[Progress], None],
) -> CrawlSummary:
    """Read the leads of ``errand``, what they name, and what earlier runs left open, if it takes that up.

    A host that asked an earlier run to be left alone is not waited for.

    Blocks; one call a process, as Twisted's reactor runs once. Raises TryLaterError when the archive can't be
    written.
    """
    plan, known = _planned(archive, watchlist, errand, now=now, progress=progress)
    key = DayKey(archive.captures_folder, now)
    shield = Shield.of(watchlist.registry, watchlist.brand, key)
    with CaptureFile(archive.captures_folder, f"run-{plan.run:06d}.warc.gz") as captures:
        books = Books(errand.passed_over)
        entry = Entry(plan.run, captures, errand.sources, errand.recording, shield, books=books)
        workers = Workers(_WORKERS, Parser(errand.sources, watchlist.registry))
        job = Job(plan, _tallied(errand, known), entry, workers)
        try:
            run_to_end(job, watchlist.crawl)
        except BaseException as error:
            fail(job, error)
            raise
        finally:
            key.close()
    return close(job)


def _planned(
    archive: Archive,
    watchlist: Watchlist,
    errand: Errand,
    *,
    now: Callable[[], datetime],
    progress: Callable[[Progress], None],
) -> tuple[Plan, int]:
    """Begin the run in the ledger and open its leads: its plan, and how many pages are known of so far."""
    began, recording = now(), errand.recording
    keys = [lead.key for lead in errand.leads]
    only = None if errand.takes_up or recording else frozenset(keys)
    is_alone = recording is not None or only is not None
    with archive.begin() as tx:
        run = tx.ledger.begin(errand.command, began, Books().counts)
        tx.frontier.add(errand.leads, began)
        if recording:
            tx.frontier.reopen_recorded(keys, began)
        else:
            tx.frontier.reopen(keys, began)
        if errand.calls_back:
            tx.frontier.recall(errand.calls_back, began)
        pauses = {} if recording else _pauses(tx, errand, watchlist.crawl, began)
        rests = {} if recording else tx.frontier.rests(began)
        known = len(errand.leads) if is_alone else tx.frontier.open_count(list(errand.sources))
    plan = Plan(
        run=run,
        archive=archive,
        sources=errand.sources,
        registry=watchlist.registry,
        pace=_pace(watchlist.crawl, recording),
        recording=recording,
        limit=errand.limit,
        since=began if recording else None,
        now=now,
        progress=progress,
        pauses=pauses,
        rests=rests,
        only=only,
    )
    return plan, known


def _tallied(errand: Errand, known: int) -> Tally:
    """The tally of a run that begins, with what is known to fail: a broken file, a missing browser."""
    recorded = errand.recording is not None
    tally = Tally(errand.sources, known, errand.passed_over, is_recorded=recorded)
    for one in tally.sources.values():
        if errand.broken:
            one.failures["file"] = Failure(errand.broken, blocked=False)
        if one.source.render and not recorded and (reason := drawing.obstacle()):
            one.failures[NOT_TRIED] = Failure(reason, blocked=False)
    return tally


def _pauses(
    tx: Transaction, errand: Errand, settings: CrawlSettings, began: datetime
) -> Mapping[str, datetime]:
    """The hosts that an earlier run has only just asked, and until when each has its pause."""
    last = tx.ledger.last_ended()
    if last is None:
        return {}
    delay, own = politeness.delays(settings)
    ended = min(last, began)  # a clock that was put back holds nothing up
    if ended + timedelta(seconds=delay) <= began:
        return {}
    hosts = tx.frontier.open_hosts(errand.sources)
    return {name: ended + timedelta(seconds=own.get(name, delay)) for name in hosts}


def _pace(crawl_settings: CrawlSettings, recording: Recording | None) -> Pace:
    if recording:
        return Pace(at_once=RECORDED_AT_ONCE, a_host=RECORDED_AT_ONCE, delay=0.0, own={})
    delay, own = politeness.delays(crawl_settings)
    return Pace(at_once=crawl_settings.concurrency, a_host=1, delay=delay, own=own)
