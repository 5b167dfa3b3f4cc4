"""``cityecho reread``: stored articles read once more from their captures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.cli.days import day
from cityecho.cli.session import Session, now
from cityecho.errors import PartialError, UsageError

if TYPE_CHECKING:
    from crawler.again import RereadSummary


def reread(
    context: typer.Context,
    first: Annotated[
        date | None,
        typer.Option("--from", parser=day, metavar="DAY", help="The first day; none: all before."),
    ] = None,
    last: Annotated[
        date | None,
        typer.Option("--to", parser=day, metavar="DAY", help="The last day; none: all after."),
    ] = None,
) -> None:
    """Read the captures of stored articles again, as after an update; what differs is a new revision."""
    from crawler.again import reread as again

    if first and last and last < first:
        raise UsageError("--from and --to: the earlier first")
    session: Session = context.obj
    watchlist = session.watchlist()
    with session.existing_archive() as archive, archive.alone():
        summary = again(archive, watchlist, first, last, now=now)
    session.result(asdict(summary), _lines(summary))
    if summary.unreadable:
        raise PartialError(
            "some can't be read; they stay as they were",
            tuple(f"{url} ({why})" for url, why in summary.unreadable),
        )


def _lines(summary: RereadSummary) -> Iterator[str]:
    yield (
        f"run {summary.run}: {summary.read} read, {len(summary.changed)} changed, "
        f"{summary.without} without a capture"
    )
    yield from (f"  changed  {url}" for url in summary.changed)
