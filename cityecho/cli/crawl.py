"""``cityecho crawl``: fetch what is due, or read recorded captures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.cli.session import Session, bar, now
from cityecho.errors import PartialError, UsageError

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.watchlist import Source, Watchlist
    from crawler.run import CrawlSummary


def crawl(
    context: typer.Context,
    source: Annotated[list[str] | None, typer.Argument(help="Sources to crawl now; none: those due.")] = None,
    replay: Annotated[
        list[Path] | None, typer.Option(help="Recorded captures (WARC) instead of a network.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after this many pages.")] = None,
) -> None:
    """Fetch what is due or unfinished (or named), or read recorded captures, then extract."""
    session: Session = context.obj
    watchlist = session.watchlist()
    sources = _named(watchlist, source or [])
    recorded = tuple(replay or ())
    for path in recorded:
        if not path.is_file():
            raise UsageError(f"--replay: no such file: {path}")
    with session.archive() as archive:
        summary = fetch(archive, watchlist, sources, recorded, limit)
    session.result(
        {
            "run": summary.run,
            "state": summary.state,
            "counts": dict(summary.counts),
            "failed": dict(summary.failed),
        },
        iter(
            [
                f"run {summary.run}: {summary.state}",
                *(f"  {name:<12} {n}" for name, n in summary.counts.items()),
            ]
        ),
    )
    if summary.failed:
        parts = tuple(f"{name} ({why})" for name, why in summary.failed.items())
        raise PartialError("some sources could not be read whole", parts)


def fetch(
    archive: Archive,
    watchlist: Watchlist,
    sources: Sequence[Source],
    recorded: tuple[Path, ...],
    limit: int | None,
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
            progress=lambda step: progress.update(task, completed=step.done, total=step.known),
        )


def _named(watchlist: Watchlist, names: Sequence[str]) -> tuple[Source, ...]:
    found = {name: watchlist.source(name) for name in names}
    missing = [name for name, source in found.items() if source is None]
    if missing:
        raise UsageError(f"no such source in {watchlist.folder / 'sources'}: {', '.join(missing)}")
    return tuple(source for source in found.values() if source is not None)
