"""Closing a run: the state of each source, the days it covers, and the run's own entry in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from cityecho.address import host
from cityecho.archive import Covered, RunState, Transaction
from cityecho.article import BEIJING
from cityecho.errors import TryLaterError
from crawler import politeness, schedule
from crawler.hours import GOOD
from crawler.job import Job
from crawler.reach import oldest
from crawler.summary import CrawlSummary, SourceSummary, waiting
from crawler.tally import NOT_TRIED, SourceTally

_DAY = timedelta(days=1)


def close(job: Job) -> CrawlSummary:
    """Enter how the run of ``job`` ended. Raises what made it end, if something did."""
    plan, tally = job.plan, job.tally
    if job.error is not None:
        fail(job, job.error)
        raise job.error
    tally.books.check()
    failed = {name: one.reason for name, one in tally.sources.items() if one.reason}
    state = _state(job, failed)
    with plan.archive.begin() as tx:
        left = _cut_short(tx, job) if state == "interrupted" else 0
        for one in tally.sources.values():
            if state != "interrupted" and one.last_list is not None:
                _book(tx, job, one)
            elif state != "interrupted" and (one.source.kind == "warc" or NOT_TRIED in one.failures):
                tx.ledger.visited(one.source.id, plan.now(), one.state, plan.run, one.why)
        tx.ledger.end(plan.run, state, tally.books.counts, plan.now())
        started, failures = tx.ledger.last_started("crawl"), tx.ledger.failures()
        rests = tx.frontier.rests(plan.now())
    if plan.recording is not None:
        started, rests = {}, {}
    ended = {
        name: _ended(one, started.get(name), failures.get(name, 0), _rest(one, rests), _shut(job, one))
        for name, one in tally.sources.items()
    }
    wish = _wishes(ended, rests)
    return CrawlSummary(plan.run, state, tally.books.counts, failed, tally.asked, ended, wish, left)


def _cut_short(tx: Transaction, job: Job) -> int:
    """Say of each source what it leaves to the next run. Returns how many addresses wait for that in all."""
    for one in job.tally.sources.values():
        left = tx.frontier.open_count([one.source.id]) if one.pages else 0
        if left:
            one.waiting = f"cut short, {waiting(left)} for the next run"
    return tx.frontier.open_count(list(job.tally.sources))


def _wishes(ended: Collection[str], rests: Mapping[str, datetime]) -> str:
    """Which host is the first to be asked again, where nothing was to do and some host rests; else ""."""
    if ended or not rests:
        return ""
    name = min(rests, key=lambda one: (rests[one], one))
    return politeness.wish(name, rests[name])


def _rest(one: SourceTally, rests: Mapping[str, datetime]) -> tuple[str, datetime] | None:
    """The host that the source starts at and that asked to be left alone, and until when."""
    hosts = [host(url) for url in one.source.start]
    resting = [(rests[name], name) for name in hosts if name in rests]
    if not hosts or len(resting) < len(hosts):
        return None
    until, name = min(resting)
    return name, until


def _shut(job: Job, one: SourceTally) -> str:
    """Why nothing was asked of the source, where the host it starts at could not be had; else ""."""
    hosts = {host(url) for url in one.source.start}
    if one.pages or job.recording is not None or not hosts or not all(map(job.turns.is_left, hosts)):
        return ""
    name = min(hosts)
    return f"{name} did not answer another source (a host is one, whatever the port); the next run asks again"


def _ended(
    one: SourceTally,
    started: datetime | None,
    failures: int,
    rest: tuple[str, datetime] | None,
    shut: str,
) -> SourceSummary:
    due = schedule.due_again(one.source, started, failures) if started is not None else None
    state, why = one.state if one.pages or one.why else None, one.why
    if rest is not None:
        name, until = rest
        due = max(due, until) if due is not None else None
        why = why or politeness.wish(name, until)
    return SourceSummary(
        state, why or shut, one.pages, one.articles, one.lost, tuple(one.lost_named), due, one.short
    )


def fail(job: Job, error: BaseException) -> None:
    """Enter that the run ended by ``error``: interrupted by what passes (disk, lock), else failed.

    An archive that can't be written can't say so; its next run will enter that this one was interrupted.
    """
    state: RunState = "interrupted" if isinstance(error, TryLaterError) else "failed"
    try:
        with job.plan.archive.begin() as tx:
            tx.ledger.end(job.plan.run, state, job.tally.books.entered, job.plan.now())
    except TryLaterError:
        if state == "failed":
            raise


def _state(job: Job, failed: Mapping[str, str]) -> RunState:
    if job.interrupted:
        return "interrupted"
    if not failed:
        return "ok"
    sources = job.tally.sources
    has_some = len(failed) < len(sources) or any(one.is_partly_read for one in sources.values())
    return "partial" if has_some else "failed"


def _book(tx: Transaction, job: Job, one: SourceTally) -> None:
    """The visit of a source and the days of publication that it covers now."""
    source, run = one.source.id, job.plan.run
    before, whole = tx.ledger.last_visit(source), tx.ledger.last_whole(source)
    for hour, named in one.hours.items():
        tx.ledger.visited(source, hour, "ok" if named else "nothing-new", run)
    if job.recording is None:
        left = tx.frontier.open_count([source])
        if left:  # a budget that was just enough is no cap
            one.waiting = one.spent or f"{waiting(left)} for a later run"
        if one.last_list is not None:
            tx.ledger.visited(source, one.last_list, one.state, run, one.why)
    if one.source.is_dated:
        for day in one.days_read:
            _cover(tx, source, day, day, run)
        return
    if one.is_unchanged and before in GOOD:
        _stretch(tx, one, run)
    for day, named_keys in _readings(tx, job, one, whole).items():
        reached = oldest(tx.ledger.days_of(named_keys))
        _cover(tx, source, (reached or day) + _DAY, day - _DAY, run)


def _readings(tx: Transaction, job: Job, one: SourceTally, whole: int) -> Mapping[date, Collection[str]]:
    """What the lists named by the day on which they were read to their end.

    Of a crawl that is what was seen since the run ``whole``, in this run and in those that were cut off.
    What they saw belongs to the reading that completes theirs, be it only by hearing that nothing has
    changed (HTTP 304).
    """
    if job.recording is not None:
        return one.readings if one.is_whole else {}
    seen = tx.ledger.sighted_since(one.source.id, whole)
    if one.is_unchanged and one.unchanged is not None and seen:
        return {one.unchanged.astimezone(BEIJING).date(): seen}
    return dict.fromkeys(one.readings, seen) if one.is_whole else {}


def _stretch(tx: Transaction, one: SourceTally, run: int) -> None:
    """Lists that are as they were when they were read name nothing of the days since: these are covered."""
    known = [covered.last for covered in tx.ledger.covered() if covered.source == one.source.id]
    if known and one.unchanged is not None:
        _cover(tx, one.source.id, max(known) + _DAY, one.unchanged.astimezone(BEIJING).date() - _DAY, run)


def _cover(tx: Transaction, source: str, first: date, last: date, run: int) -> None:
    if first <= last:
        tx.ledger.cover(Covered(source, first, last), run)
