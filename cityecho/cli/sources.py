"""``cityecho sources``: how every source fares, and what of it is covered."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.article import BEIJING
from cityecho.cli.days import day
from cityecho.cli.session import Session, now
from cityecho.cli.wording import counted, printable

if TYPE_CHECKING:
    from cityecho.archive import Archive, Lost, VisitState
    from cityecho.watchlist import Watchlist
    from crawler.health import Health
    from crawler.hours import Looks

app = typer.Typer(help="Health and coverage of the sources; what a source would bring.")

_TERMINAL_ROWS = ("source", "last look", "was", "success", "silent", "a day", "covered", "alarms")
_SHOWN = 20  # addresses on a terminal; --json has them all


@app.callback(invoke_without_command=True)
def sources(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=366, help="Show so many days up to yesterday.")] = 30,
    to: Annotated[
        date | None,
        typer.Option(
            parser=day,
            metavar="DAY",
            help="Looks and alarms as of this day's end, or now where it isn't over; coverage as known now.",
        ),
    ] = None,
) -> None:
    """How every source fares: last success, yield, silence, coverage and alarms."""
    if context.invoked_subcommand is not None:
        return
    session: Session = context.obj
    watchlist = session.watchlist()
    ends = datetime.combine(to, time(23, 59), BEIJING) if to else now()
    moment = min(ends, now())  # what is to come can't be told
    with session.existing_archive() as archive:
        found = survey(archive, watchlist, moment, days)
        with archive.read() as tx:
            lost = tx.frontier.lost(moment - timedelta(days=days))
    value = {
        "at": moment.isoformat(),
        "days": days,
        "sources": [_told(one, [page for page in lost if page.source == one.source]) for one in found],
    }
    session.result(value, chain(_table(found, moment), _lost(lost, days)))


def survey(archive: Archive, watchlist: Watchlist, moment: datetime, days: int) -> tuple[Health, ...]:
    """The health of every source that is crawled, at ``moment``."""
    from cityecho.watchlist import Days
    from crawler.health import HISTORY, Rows, health

    first = (moment - max(HISTORY, timedelta(days=days))).astimezone(BEIJING).date()
    with archive.read() as tx:
        visits, covered, reasons = tx.ledger.visits(), tx.ledger.covered(), tx.ledger.reasons()
        yields = tx.ledger.yields(first, moment.astimezone(BEIJING).date())
    looks = _looks(visits)
    return tuple(
        health(
            source,
            Rows(
                looks=looks.get(source.id, {}),
                items={day: count for (name, day), count in yields.items() if name == source.id},
                covered=frozenset(
                    day
                    for span in covered
                    if span.source == source.id
                    for day in Days(max(span.first, first), span.last).each()
                ),
                reasons={hour: why for (name, hour), why in reasons.items() if name == source.id},
            ),
            moment,
            days,
        )
        for source in watchlist.sources
        if source.every is not None or source.at
    )


def _looks(visits: Iterable[tuple[str, datetime, VisitState]]) -> Mapping[str, Mapping[datetime, Looks]]:
    """The looks of each source, by hour."""
    from crawler.hours import Looks

    states: defaultdict[str, defaultdict[datetime, list[VisitState]]] = defaultdict(lambda: defaultdict(list))
    for source, hour, state in visits:
        states[source][hour].append(state)
    return {
        source: {hour: Looks.of(each) for hour, each in hours.items()} for source, hours in states.items()
    }


def _told(one: Health, lost: Sequence[Lost]) -> dict[str, Any]:
    """Everything that is known, for --json."""
    return {
        "source": one.source,
        "state": one.state,
        "last_tried": _moment(one.last_tried),
        "last_success": _moment(one.last_success),
        "last_new": _moment(one.last_new),
        "silent_hours": one.silent_hours,
        "usual_hours": one.usual_hours,
        "last_day": one.last_day,
        "usual_per_day": one.usual_per_day,
        "minimum_per_day": one.minimum_per_day,
        "alarms": [{"kind": alarm.kind, "said": alarm.said} for alarm in one.alarms],
        "items": {day.isoformat(): count for day, count in one.items.items()},
        "gaps": [day.isoformat() for day in one.gaps],
        "hours": dict(_hours(one)),
        "ledger": [
            {"from": _moment(part.first), "hours": part.hours, "state": part.state} for part in one.hours
        ],
        "troubles": [{"hour": _moment(bad.hour), "state": bad.state, "why": bad.why} for bad in one.troubles],
        "lost": [{"url": page.url, "why": page.why, "again_at": _moment(page.again_at)} for page in lost],
    }


def _hours(one: Health) -> Counter[str]:
    counted: Counter[str] = Counter()
    for part in one.hours:
        counted[part.state] += part.hours
    return counted


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(BEIJING).isoformat() if moment else None


def _table(found: Sequence[Health], moment: datetime) -> Iterator[str]:
    """The terminal's table, a line an element; those with alarms first."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*_TERMINAL_ROWS, box=None, pad_edge=False, header_style="bold")
    for one in sorted(found, key=lambda one: (not one.alarms, one.source)):
        table.add_row(*_row(one, moment), style="red" if one.alarms else None)
    console = Console(width=None if sys.stdout.isatty() else 160, markup=False, highlight=False)
    with console.capture() as captured:
        console.print(table)
    yield from (line.rstrip() for line in captured.get().splitlines())
    alarmed = sum(bool(one.alarms) for one in found)
    yield f"{counted(len(found), 'source')}, {alarmed} with alarms"


def _lost(lost: Sequence[Lost], days: int) -> Iterator[str]:
    """Which articles could not be had, a line each."""
    if not lost:
        return
    yield f"{counted(len(lost), 'article')} of the last {counted(days, 'day')} could not be had:"
    for page in lost[:_SHOWN]:
        again = (
            f", asked for again from {page.again_at.astimezone(BEIJING):%m-%d %H:%M}" if page.again_at else ""
        )
        yield printable(f"  {page.source}: {page.url} ({page.why or 'no reason was kept'}{again})")
    if len(lost) > _SHOWN:
        yield f"  … and {len(lost) - _SHOWN} more (--json lists them)"


def _row(one: Health, moment: datetime) -> tuple[str, ...]:
    known = len(one.items) - len(one.gaps)
    from crawler.hours import said

    usual = f" (usually {said(one.usual_hours)})" if one.usual_hours is not None else ""
    return (
        one.source,
        _ago(one.last_tried, moment),
        one.state,
        _ago(one.last_success, moment),
        f"{said(one.silent_hours)}{usual}" if one.silent_hours is not None else "–",
        _yield(one),
        f"{known}/{len(one.items)} days",
        "; ".join(f"{alarm.kind}: {alarm.said}" for alarm in one.alarms),
    )


def _yield(one: Health) -> str:
    last = "–" if one.last_day is None else str(one.last_day)
    usual = f", usually {one.usual_per_day:.1f}" if one.usual_per_day is not None else ""
    least = f", at least {one.minimum_per_day}" if one.minimum_per_day else ""
    return last + usual + least


def _ago(then: datetime | None, moment: datetime) -> str:
    from crawler.hours import said

    return "never" if then is None else f"{said(max((moment - then) / timedelta(hours=1), 0))} ago"
