"""``cityecho runs``: the run ledger; what every run did, and how it ended."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.article import BEIJING
from cityecho.cli.session import Session, now
from cityecho.cli.wording import counted, printable
from cityecho.errors import UsageError

if TYPE_CHECKING:
    from cityecho.archive import Run, Visit

_COLUMNS = ("run", "began", "took", "command", "state", "fetched", "articles", "of these")
_BAD = ("partial", "failed", "interrupted")


def runs(
    context: typer.Context,
    run: Annotated[int | None, typer.Argument(min=1, help="One run, with its sources.")] = None,
    last: Annotated[int, typer.Option(min=1, help="Show so many, the latest first.")] = 20,
) -> None:
    """The run ledger: when each run began, how long it took, what it did and how it ended."""
    session: Session = context.obj
    with session.existing_archive() as archive, archive.read() as tx:
        found = tx.ledger.runs(last) if run is None else tx.ledger.runs(1, upto=run)
        if run is not None and [one.id for one in found] != [run]:
            raise UsageError(f"no run {run} in the ledger; cityecho runs lists the latest")
        visits = tx.ledger.visits_of(run) if run is not None else ()
    moment = now()
    if run is None:
        latest = found[::-1]
        session.result({"runs": [_told(one, moment) for one in latest]}, _table(latest, moment))
        return
    sources = [
        {"source": one.source, "hour": _moment(one.hour), "state": one.state, "why": one.why}
        for one in visits
    ]
    session.result(_told(found[0], moment) | {"sources": sources}, _lines(found[0], visits, moment))


def _told(one: Run, moment: datetime) -> dict[str, Any]:
    return {
        "run": one.id,
        "command": one.command,
        "began": _moment(one.started_at),
        "ended": _moment(one.ended_at) if one.ended_at else None,
        "seconds": round(_seconds(one, moment), 1),
        "state": one.state,
        "counts": _counts(one),
    }


def _table(found: Sequence[Run], moment: datetime) -> Iterator[str]:
    """A line a run; those that want a look in red."""
    from rich.console import Console
    from rich.table import Table

    if not found:
        yield "no run yet"
        return
    table = Table(*_COLUMNS, box=None, pad_edge=False, header_style="bold")
    for one in found:
        table.add_row(*_row(one, moment), style="red" if one.state in _BAD else None)
    console = Console(width=None if sys.stdout.isatty() else 160, markup=False, highlight=False)
    with console.capture() as captured:
        console.print(table)
    yield from (line.rstrip() for line in captured.get().splitlines())


def _row(one: Run, moment: datetime) -> tuple[str, ...]:
    rest = {name: count for name, count in _counts(one).items() if name not in ("fetched", "articles")}
    return (
        str(one.id),
        f"{one.started_at.astimezone(BEIJING):%Y-%m-%d %H:%M}",
        _took(one, moment),
        one.command,
        one.state,
        str(one.counts.get("fetched", "–")),
        str(one.counts.get("articles", "–")),
        ", ".join(f"{name} {count}" for name, count in rest.items() if count),
    )


def _lines(one: Run, visits: Sequence[Visit], moment: datetime) -> Iterator[str]:
    """One run whole: its counts, zeros too, and what each source was like."""
    began = f"{one.started_at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    yield f"run {one.id}: {one.command}, {one.state}, began {began}, took {_took(one, moment)}"
    yield from (f"  {name:<12} {count}" for name, count in _counts(one).items())
    if visits:
        yield counted(len({visit.source for visit in visits}), "source")
    for visit in visits:
        hour = f"{visit.hour.astimezone(BEIJING):%m-%d %H:%M}"
        yield printable(f"  {visit.source} ({hour}): {visit.state}" + (visit.why and f": {visit.why}"))


def _counts(one: Run) -> dict[str, int]:
    """Its counts as its books add up: fetched, the six outcomes, and what is beside the sum."""
    from crawler.summary import OUTCOMES

    order = ("fetched", *OUTCOMES, "articles")
    first = {name: one.counts[name] for name in order if name in one.counts}
    return first | {name: one.counts[name] for name in sorted(one.counts) if name not in first}


def _seconds(one: Run, moment: datetime) -> float:
    return max(((one.ended_at or moment) - one.started_at).total_seconds(), 0.0)


def _took(one: Run, moment: datetime) -> str:
    """How long it took, or has taken so far: 12 s, 3 min, 1 h 05 min.

    A run that was killed is known to have ended when the next one begins, so it may have ended long before.
    """
    seconds = round(_seconds(one, moment))
    minutes, hours = seconds // 60, seconds // 3600
    said = f"{seconds} s" if seconds < 120 else f"{minutes} min"
    said = f"{hours} h {minutes % 60:02d} min" if hours else said
    return f"≤ {said}" if one.killed else said


def _moment(moment: datetime) -> str:
    return moment.astimezone(BEIJING).isoformat()
