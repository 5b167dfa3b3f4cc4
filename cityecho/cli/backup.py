"""``cityecho backup`` and ``cityecho restore``: safety copies of archive and captures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.cli.session import Session, now
from cityecho.errors import UsageError

if TYPE_CHECKING:
    from cityecho.archive.copying import Manifest


def backup(context: typer.Context, file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Copy archive and captures into one new file, also while a crawl runs."""
    from cityecho.archive.copying import backup as copy

    session: Session = context.obj
    if file.exists():
        raise UsageError(f"{file} is there already, and was not touched: name another file, or move it away")
    with session.existing_archive() as archive:
        manifest = copy(archive, file, now())
    _tell(session, file, manifest, "backed up")


def restore(context: typer.Context, file: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Read a backup into an empty archive, on either engine; every hash is checked first."""
    from cityecho.archive.restoring import restore as read_back

    session: Session = context.obj
    if not file.exists():
        raise UsageError(f"no such file: {file}")
    with session.archive() as archive, archive.alone():
        manifest = read_back(archive, file)
    _tell(session, file, manifest, "restored")


def _tell(session: Session, file: Path, manifest: Manifest, verb: str) -> None:
    rows = {name: one.rows for name, one in manifest.tables.items()}
    size = sum(one.bytes for one in manifest.captures.values())
    value = {"file": str(file), "made_at": manifest.made_at, "rows": rows, "captures": len(manifest.captures)}
    session.result(value | {"capture_bytes": size}, _lines(file, rows, len(manifest.captures), size, verb))


def _lines(file: Path, rows: dict[str, int], captures: int, size: int, verb: str) -> Iterator[str]:
    yield f"{file}: {verb}: {sum(rows.values())} rows, {captures} capture files ({size} bytes)"
    yield from (f"  {name:<12} {count}" for name, count in rows.items() if count)
