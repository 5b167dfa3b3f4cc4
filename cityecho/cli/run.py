"""``cityecho run``: everything that is due now, once; a timer fires it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from cityecho.article import BEIJING
from cityecho.cli import notify, report
from cityecho.cli.analyze import measure
from cityecho.cli.crawl import failure, fetch
from cityecho.cli.ending import source_lines, told
from cityecho.cli.session import Session, now
from cityecho.cli.wording import counted
from cityecho.errors import CityEchoError

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.watchlist import Watchlist


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done: its line on stdout, the same as data, and what of it failed.

    ``below`` are lines about its parts that want a look.

    ``goes_on`` is False where the following steps must wait for the next run.
    """

    line: str
    value: dict[str, Any]
    failure: CityEchoError | None = field(default=None)
    goes_on: bool = True
    below: tuple[str, ...] = ()


def run(context: typer.Context) -> None:
    """Do what is due now: crawl, measure, report, tell of it. Fired by a timer; never overlaps."""
    session: Session = context.obj
    watchlist = session.watchlist()
    done: list[Done] = []
    with session.archive() as archive, archive.alone():
        for one in _steps(archive, watchlist):
            done.append(one)
            if not session.json:
                session.result({}, iter([one.line, *one.below]))
            if not one.goes_on:
                break
    if session.json:
        session.result({"done": [one.value for one in done]}, iter(()))
    for one in done:
        if one.failure is not None:
            raise one.failure


def _steps(archive: Archive, watchlist: Watchlist) -> Iterator[Done]:
    """What there is to do, in order; a step that has nothing to do says nothing."""
    yield from _crawl(archive, watchlist)
    yield from _analyze(archive, watchlist)
    yield from _report(archive, watchlist)
    yield from _notify(archive, watchlist)


def _crawl(archive: Archive, watchlist: Watchlist) -> Iterator[Done]:
    from crawler.run import due

    sources = due(archive, watchlist, now())
    if not sources:
        return
    summary = fetch(archive, watchlist, (), (), None)
    counts = summary.counts
    yield Done(
        f"crawl: run {summary.run} {summary.state}, {counted(len(sources), 'source')}, "
        f"{counted(counts['fetched'], 'page')}, {counted(counts['articles'], 'new article')}",
        {"step": "crawl", **told(summary), "sources": list(sources), "ended": told(summary)["sources"]},
        failure=failure(summary),
        goes_on=summary.state != "interrupted",
        below=tuple(
            line
            for name, one in summary.sources.items()
            if one.why or one.lost
            for line in source_lines(name, one)
        ),
    )


def _analyze(archive: Archive, watchlist: Watchlist) -> Iterator[Done]:
    from analysis.measure import waiting

    if not waiting(archive, watchlist).any:
        return
    counts = measure(archive, watchlist, "new")
    yield Done(
        f"analyze: {counted(counts['articles'], 'article')} measured",
        {"step": "analyze", "counts": dict(counts)},
    )


def _report(archive: Archive, watchlist: Watchlist) -> Iterator[Done]:
    """The reports of ``report.toml`` that are due; before messages, which tell of them."""
    if not watchlist.reporting.at:
        return
    from reports.periodic.schedule import due, longest_back

    moment = now()
    with archive.read() as tx:
        issued = tx.outbox.issued((moment - longest_back(moment)).astimezone(BEIJING).date())
    for kind, days in due(watchlist.reporting.at, issued, moment):
        wanted = report.files(watchlist, "", None, None)
        data, written = report.write(archive, watchlist, report.of_period(watchlist, kind, days), wanted)
        yield Done(
            f"report: {kind} {data.id}, {counted(len(written), 'file')}",
            {"step": "report", "report": kind, "id": data.id, "files": [str(file) for file in written]},
        )


def _notify(archive: Archive, watchlist: Watchlist) -> Iterator[Done]:
    if not watchlist.routing.routes:
        return
    from reports.messages.deliver import is_due

    _, plans = notify.planned(archive, watchlist, is_due)
    done = notify.delivered(archive, plans)
    if done:
        yield Done(
            f"notify: {sum(one.messages for one in done)} messages sent",
            {"step": "notify", "routes": [notify.told(one) for one in done]},
            failure=notify.partial(done),
        )
