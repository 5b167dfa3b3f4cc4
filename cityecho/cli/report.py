"""``cityecho report``: write a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.article import BEIJING
from cityecho.cli.analyze import tell_waiting
from cityecho.cli.session import Session, now, summit_of
from cityecho.errors import PartialError, UsageError
from reports.formats import FORMATS

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.watchlist import Summit, Watchlist
    from reports.data import ReportData

app = typer.Typer(help="Write a report.", no_args_is_help=True, rich_markup_mode=None)

_ALL = ",".join(FORMATS)


@app.callback()
def _group() -> None:
    """Write a report."""


@app.command("summit")
def summit(
    context: typer.Context,
    summit_id: Annotated[str, typer.Argument(metavar="ID", help="A summit of summits.toml.")],
    formats: Annotated[str, typer.Option("--format", help=f"Any of {_ALL}, separated by commas.")] = _ALL,
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("data/reports"),
) -> None:
    """The effect of one summit, before, during and after."""
    session: Session = context.obj
    watchlist = session.watchlist()
    wanted = summit_of(watchlist, summit_id)
    chosen = _chosen(formats)
    with session.existing_archive() as archive:
        tell_waiting(archive, watchlist)
        data, files = write(archive, watchlist, wanted, chosen, out)
    session.result({"report": data.id, "files": [str(file) for file in files]}, map(str, files))
    missing = [day for day, state in data.coverage.items() if state == "gap"]
    if missing:
        days = f"{min(missing)} to {max(missing)}"
        raise PartialError(f"{len(missing)} of {len(data.coverage)} days were not collected", (days,))


def write(
    archive: Archive, watchlist: Watchlist, wanted: Summit, formats: tuple[str, ...], out: Path
) -> tuple[ReportData, tuple[Path, ...]]:
    """Build the report of a summit and write it in every format asked for."""
    from cityecho.files import replacing
    from reports.renderers import rendered
    from reports.summit import build
    from reports.verify.proof import prove

    with archive.read() as tx:
        data = build(tx, watchlist, wanted, now())
        if "json" in formats:
            data = replace(data, proof=prove(tx, watchlist, data.made_at, data.read))
    files = []
    for name, content in rendered(data, formats):
        path = out / f"summit-{wanted.id}{FORMATS[name]}"
        with replacing(path) as part:
            part.write_bytes(content)
        files.append(path)
    _enter(archive, data, files)
    return data, tuple(files)


def _enter(archive: Archive, data: ReportData, files: Sequence[Path]) -> None:
    """Enter the report as made, so that those who wait for it can be told."""
    from cityecho.archive import Issued

    holes = sum(state != "ok" for state in data.coverage.values())
    day, names = data.made_at.astimezone(BEIJING).date(), tuple(file.name for file in files)
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
