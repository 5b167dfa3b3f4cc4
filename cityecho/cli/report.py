"""``cityecho report``: write a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.cli.session import Session, now, summit_of
from cityecho.errors import UsageError

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.watchlist import Summit, Watchlist
    from reports.data import ReportData

app = typer.Typer(help="Write a report.", no_args_is_help=True, rich_markup_mode=None)

_FORMATS = "html,docx,xlsx,json"


@app.callback()
def _group() -> None:
    """Write a report."""


@app.command("summit")
def summit(
    context: typer.Context,
    summit_id: Annotated[str, typer.Argument(metavar="ID", help="A summit of summits.toml.")],
    formats: Annotated[
        str, typer.Option("--format", help=f"Any of {_FORMATS}, separated by commas.")
    ] = _FORMATS,
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("data/reports"),
) -> None:
    """The effect of one summit, before, during and after."""
    session: Session = context.obj
    watchlist = session.watchlist()
    wanted = summit_of(watchlist, summit_id)
    chosen = _chosen(formats)
    with session.archive() as archive:
        data, files = write(archive, watchlist, wanted, chosen, out)
    session.result({"report": data.id, "files": [str(file) for file in files]}, map(str, files))


def write(
    archive: Archive, watchlist: Watchlist, wanted: Summit, formats: tuple[str, ...], out: Path
) -> tuple[ReportData, tuple[Path, ...]]:
    """Build the report of a summit and write it in every format asked for."""
    from cityecho.files import replacing
    from reports.formats import FORMATS
    from reports.summit import build

    with archive.read() as tx:
        data = build(tx, watchlist, wanted, now())
    files = []
    for name in formats:
        path = out / f"summit-{wanted.id}{FORMATS[name].suffix}"
        with replacing(path) as part:
            part.write_bytes(FORMATS[name].render(data))
        files.append(path)
    return data, tuple(files)


def _chosen(formats: str) -> tuple[str, ...]:
    from reports.formats import FORMATS

    names = tuple(name.strip() for name in formats.split(",") if name.strip())
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise UsageError(
            f"--format: {', '.join(unknown) or 'nothing named'}; there are: {', '.join(FORMATS)}"
        )
    return names
