"""``cityecho report``: write a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from cityecho.article import BEIJING
from cityecho.cli.analyze import tell_waiting
from cityecho.cli.session import Session, now, summit_of
from cityecho.errors import PartialError, UsageError
from reports.formats import FORMATS

if TYPE_CHECKING:
    from datetime import datetime

    from cityecho.archive import Archive, Transaction
    from cityecho.watchlist import Days, PeriodKind, Reporting, Summit, Watchlist
    from reports.data import ReportData

    Build: TypeAlias = Callable[[Transaction, datetime], ReportData]

app = typer.Typer(help="Write a report.", no_args_is_help=True, rich_markup_mode=None)

FormatOption: TypeAlias = Annotated[
    str, typer.Option("--format", help=f"Any of {','.join(FORMATS)}; else those of report.toml, or all.")
]
OutOption: TypeAlias = Annotated[
    Path | None, typer.Option(help="Folder for the files; else that of report.toml, or data/reports.")
]
TemplateOption: TypeAlias = Annotated[
    Path | None, typer.Option(help="Word file of your office, filled in; else that of report.toml, or ours.")
]
DateArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="[DATE]", help="A day of it, 2022-07-15; the last that is over if left out.")
]


@dataclass(frozen=True, slots=True)
class Files:
    """Which files a report becomes. ``template`` and ``mask`` None are our own."""

    formats: tuple[str, ...]
    out: Path
    template: Path | None = None
    mask: Path | None = None


@app.callback()
def _group() -> None:
    """Write a report."""


@app.command("summit")
def summit(
    context: typer.Context,
    summit_id: Annotated[str, typer.Argument(metavar="ID", help="A summit of summits.toml.")],
    formats: FormatOption = "",
    out: OutOption = None,
    template: TemplateOption = None,
) -> None:
    """The effect of one summit, before, during and after."""
    session: Session = context.obj
    watchlist = session.watchlist()
    wanted = summit_of(watchlist, summit_id)
    _report(session, watchlist, of_summit(watchlist, wanted), files(watchlist, formats, out, template))


def _add_periodic(kind: PeriodKind, said: str) -> None:
    """The command of one kind of period."""

    @app.command(kind, help=said)
    def periodic(
        context: typer.Context,
        day: DateArgument = "",
        formats: FormatOption = "",
        out: OutOption = None,
        template: TemplateOption = None,
    ) -> None:
        session: Session = context.obj
        watchlist = session.watchlist()
        days = _days(kind, day)
        build = of_period(watchlist, kind, days)
        _report(session, watchlist, build, files(watchlist, formats, out, template))


_add_periodic("daily", "One day, and the morning after until nine: yesterday and today when no day is named.")
_add_periodic("weekly", "One week, from Monday to Sunday.")
_add_periodic("monthly", "One calendar month.")


def of_summit(watchlist: Watchlist, wanted: Summit) -> Build:
    """How the report on a summit is built."""

    def build(tx: Transaction, moment: datetime) -> ReportData:
        from reports import summit

        return summit.build(tx, watchlist, wanted, moment)

    return build


def of_period(watchlist: Watchlist, kind: PeriodKind, days: Days) -> Build:
    """How the report on a day, week or month is built."""

    def build(tx: Transaction, moment: datetime) -> ReportData:
        from reports import periodic

        return periodic.build(tx, watchlist, kind, days, moment)

    return build


def files(watchlist: Watchlist, formats: str, out: Path | None, template: Path | None) -> Files:
    """The files asked for; what is not named is as ``report.toml`` has it."""
    configured: Reporting = watchlist.reporting
    if template is not None and not template.is_file():
        raise UsageError(f"--template: there is no file {template}")
    return Files(
        _chosen(formats) if formats else configured.formats,
        out or configured.out,
        template or configured.template,
        configured.mask,
    )


def write(
    archive: Archive, watchlist: Watchlist, build: Build, wanted: Files
) -> tuple[ReportData, tuple[Path, ...]]:
    """Build a report and write it in every format asked for; enter it, so that readers can be told."""
    from cityecho.files import replacing
    from reports.renderers import rendered
    from reports.verify.proof import prove

    with archive.read() as tx:
        data = build(tx, now())
        if "json" in wanted.formats:
            data = replace(data, proof=prove(tx, watchlist, data.made_at, data.read))
    written = []
    for name, content in rendered(data, wanted.formats, wanted.template, wanted.mask):
        path = wanted.out / f"{data.report}-{data.id}{FORMATS[name]}"
        with replacing(path) as part:
            part.write_bytes(content)
        written.append(path)
    _enter(archive, data, tuple(path.name for path in written))
    return data, tuple(written)


def _days(kind: PeriodKind, day: str) -> Days:
    """The day, week or month that is named, or the last one that is over."""
    from reports.periodic import last_over, period

    today = now().astimezone(BEIJING).date()
    if not day:
        return last_over(kind, today)
    try:
        days = period(kind, date.fromisoformat(day))
    except ValueError:
        raise UsageError(f"DATE: {day!r} is no day such as 2022-07-15") from None
    if days.last >= today:
        raise UsageError(f"DATE: {days.first} to {days.last} is not over yet; a report needs whole days")
    return days


def _report(session: Session, watchlist: Watchlist, build: Build, wanted: Files) -> None:
    with session.existing_archive() as archive:
        tell_waiting(archive, watchlist)
        data, written = write(archive, watchlist, build, wanted)
    session.result({"report": data.id, "files": [str(file) for file in written]}, map(str, written))
    missing = [day for day, state in data.coverage.items() if state == "gap"]
    if missing:
        days = f"{min(missing)} to {max(missing)}"
        raise PartialError(f"{len(missing)} of {len(data.coverage)} days were not collected", (days,))


def _enter(archive: Archive, data: ReportData, names: tuple[str, ...]) -> None:
    from cityecho.archive import Issued

    holes = sum(state != "ok" for state in data.coverage.values())
    day = data.made_at.astimezone(BEIJING).date()
    with archive.begin() as tx:
        tx.outbox.issue(
            Issued(data.report, data.id, day, data.made_at, data.title, data.first, data.last, holes, names)
        )


def _chosen(formats: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in formats.split(",") if name.strip())
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise UsageError(
            f"--format: {', '.join(unknown) or 'nothing named'}; there are: {', '.join(FORMATS)}"
        )
    return names
