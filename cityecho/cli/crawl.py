"""``cityecho crawl``: fetch what is due, or read recorded captures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.cli.days import day
from cityecho.cli.ending import lines, told
from cityecho.cli.session import Session, bar, now
from cityecho.errors import CityEchoError, PartialError, TryLaterError, UsageError

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.watchlist import Days, Source, Watchlist
    from crawler.run import CrawlSummary


def crawl(
    context: typer.Context,
    source: Annotated[list[str] | None, typer.Argument(help="Sources to crawl now; none: those due.")] = None,
    replay: Annotated[
        list[Path] | None, typer.Option(help="Recorded captures (WARC) instead of a network.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after this many pages.")] = None,
    first: Annotated[
        date | None,
        typer.Option("--from", parser=day, metavar="DAY", help="Papers by day: the first to read."),
    ] = None,
    last: Annotated[
        date | None,
        typer.Option("--to", parser=day, metavar="DAY", help="Papers by day: the last to read."),
    ] = None,
) -> None:
    """Fetch what is due or unfinished (or named), or read recorded captures, then extract."""
    session: Session = context.obj
    watchlist = session.watchlist()
    sources = named(watchlist, source or [])
    days = _days(first, last, sources)
    recorded = tuple(replay or ())
    for path in recorded:
        if not path.is_file():
            raise UsageError(f"--replay: no such file: {path}")
    with session.archive() as archive:
        summary = fetch(archive, watchlist, sources, recorded, limit, days)
    tell_summary(session, summary)


def tell_summary(session: Session, summary: CrawlSummary) -> None:
    """Print how a run ended. Raises what :func:`failure` says."""
    session.result(told(summary), lines(summary))
    if error := failure(summary):
        raise error


def failure(summary: CrawlSummary) -> CityEchoError | None:
    """What to raise about a run that was interrupted or sources that could not be read whole; else None."""
    from crawler.summary import waiting

    if summary.state == "interrupted":
        return TryLaterError(f"interrupted: {waiting(summary.waiting)} for the next run; nothing is lost")
    if not summary.failed:
        return None
    unasked = {
        name: f"not asked: {one.why}"
        for name, one in summary.sources.items()
        if one.state is None and one.why
    }
    parts = tuple(f"{name} ({why})" for name, why in (unasked | dict(summary.failed)).items())
    return PartialError("some sources could not be read whole", parts)


def fetch(
    archive: Archive,
    watchlist: Watchlist,
    sources: Sequence[Source],
    recorded: tuple[Path, ...],
    limit: int | None,
    days: Days | None = None,
) -> CrawlSummary:
    """Run one crawl with a progress bar."""
    from crawler.run import crawl as run

    with archive.alone(), bar("crawl") as progress:
        task = progress.add_task("crawl", total=None)
        return run(
            archive,
            watchlist,
            sources=sources,
            now=now,
            replay=recorded,
            limit=limit,
            days=days,
            progress=lambda step: progress.update(task, completed=step.done, total=step.known),
        )


def _days(first: date | None, last: date | None, sources: Sequence[Source]) -> Days | None:
    """The span to read back; None: today. Raises UsageError unless each named source has days to read."""
    from cityecho.watchlist import Days

    if first is None and last is None:
        return None
    if first is None or last is None or last < first:
        raise UsageError("--from and --to: give both, the earlier first")
    without = [one.id for one in sources if not one.is_dated]
    if without or not sources:
        raise UsageError(
            f"--from: name sources that start at {{yyyy}}, {{mm}} and {{dd}}; without: {', '.join(without)}"
        )
    return Days(first, last)


def named(watchlist: Watchlist, names: Sequence[str]) -> tuple[Source, ...]:
    """The sources of those ids. Raises UsageError for one that isn't there."""
    found = {name: watchlist.source(name) for name in names}
    missing = [name for name, source in found.items() if source is None]
    if missing:
        raise UsageError(f"no such source in {watchlist.folder / 'sources'}: {', '.join(missing)}")
    return tuple(source for source in found.values() if source is not None)
