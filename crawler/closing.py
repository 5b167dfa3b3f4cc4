"""Closing a run: the state of each source, the days it covers, and the run's own entry in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from cityecho.archive import Covered, RunState, Transaction
from crawler.job import Job
from crawler.summary import CrawlSummary
from crawler.tally import SourceTally


def close(job: Job) -> CrawlSummary:
    """Enter how the run of ``job`` ended. Raises what made it end, if something did."""
    plan, tally = job.plan, job.tally
    if job.error is not None:
        with plan.archive.begin() as tx:
            tx.ledger.end(plan.run, "failed", tally.counts, plan.now())
        raise job.error
    failed = {name: one.reason for name, one in tally.sources.items() if one.reason}
    state = _state(job, failed)
    with plan.archive.begin() as tx:
        for one in tally.sources.values():
            if state != "interrupted" and one.last_list is not None:
                _book(tx, job, one)
        tx.ledger.end(plan.run, state, tally.counts, plan.now())
    return CrawlSummary(plan.run, state, tally.counts, failed)


def _state(job: Job, failed: Mapping[str, str]) -> RunState:
    if job.interrupted:
        return "interrupted"
    if not failed:
        return "ok"
    return "failed" if len(failed) == len(job.tally.sources) else "partial"


def _book(tx: Transaction, job: Job, one: SourceTally) -> None:
    """The visit of a source and the days of publication that it covers now."""
    source, run = one.source.id, job.plan.run
    if job.recording is not None:
        for hour, named in one.hours.items():
            tx.ledger.visited(source, hour, "ok" if named else "nothing-new", run)
    else:
        left = tx.frontier.open_count([source])
        one.capped = one.capped or (f"{left} addresses wait for a later run" if left else "")
        if one.last_list is not None:
            tx.ledger.visited(source, one.last_list, one.state, run)
    if not one.is_whole:
        return
    for day, named_keys in one.readings.items():
        oldest = tx.ledger.oldest(named_keys)
        first, last = (oldest or day) + timedelta(days=1), day - timedelta(days=1)
        if first <= last:
            tx.ledger.cover(Covered(source, first, last), run)
