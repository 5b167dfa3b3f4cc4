"""``cityecho export``: tidy tables for analysts."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cityecho.cli.analyze import tell_waiting
from cityecho.cli.session import Session
from cityecho.errors import UsageError


class TableName(StrEnum):
    """The tables there are."""

    ARTICLES = "articles"
    STORIES = "stories"
    QUOTES = "quotes"
    PROJECTS = "projects"
    KEYWORDS = "keywords"
    DAILY = "daily"
    CORRECTIONS = "corrections"


class FileFormat(StrEnum):
    """The formats there are."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSONL = "jsonl"


def export(
    context: typer.Context,
    table: Annotated[TableName, typer.Argument(help="Which table.")],
    out: Annotated[str, typer.Option(metavar="PATH", help="File to write, or a folder: parquet by month.")],
    file_format: Annotated[FileFormat, typer.Option("--format", help="File format.")] = FileFormat.CSV,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day, YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day, YYYY-MM-DD.")] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add the text of articles.")] = False,
) -> None:
    """Write one of the tables: stable columns, stable order."""
    from reports.export import WITH_TEXT, collect, write, write_months

    if with_text and table is not TableName.ARTICLES:
        raise UsageError(f"--with-text: the table {table.value!r} has no texts")

    session: Session = context.obj
    watchlist = session.watchlist()
    span = span_of(first, last)
    with session.existing_archive() as archive:
        tell_waiting(archive, watchlist)
        with archive.read() as tx:
            made = collect(tx, watchlist, WITH_TEXT if with_text else table.value, span)
            put = write_months if _is_folder(out) else write
            rows = put(made, file_format.value, Path(out))
    session.result({"table": table.value, "file": out, "rows": rows}, iter([f"{out}: {rows} rows"]))


def _is_folder(out: str) -> bool:
    return out.endswith("/") or Path(out).is_dir()


def span_of(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """The days that ``--from`` and ``--to`` name, None where open. Raises UsageError for what is no span."""
    start, end = _day("--from", first), _day("--to", last)
    if start and end and end < start:
        raise UsageError(f"--to: {end} lies before --from {start}")
    return start, end


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a calendar day has no zone)
    except ValueError as error:
        raise UsageError(f"{option}: not a day like 2022-07-15: {text}") from error
