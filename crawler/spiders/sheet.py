"""Rows of exported files: tables, by the headings above them, and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cityecho.errors import UsageError
from crawler.extract.decode import clean, decode
from crawler.spiders.found import BadRow, UnreadableListError, excerpt
from crawler.spiders.tables import FILE_LIMIT, SUFFIXES, Cells, Table, tables

_HEAD_ROWS = 20  # an export's own title lines stand above its headings
_BLANK = (None, "")
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet (for JSON lines, an editor) shows it, and its cells by heading.

    ``sheet`` is as in :class:`BadRow`.
    """

    number: int
    cells: Mapping[str, object]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A sheet or file that gave no row, and why. ``fits``: it might have; it has the columns."""

    sheet: str
    reason: str
    fits: bool

    def __str__(self) -> str:
        return f"sheet {self.sheet}: {self.reason}" if self.sheet else self.reason


def rows(path: Path, headings: Collection[str]) -> Iterator[Row | BadRow | Unread]:
    """The rows of ``path``, with those that can't be read in their place; blank ones are left out.

    ``headings`` are the columns that must be there; sheets that give no row come last. Raises
    :class:`UsageError` when the file is none of these kinds, is broken as a whole, or lacks a column.
    """
    kind = path.suffix.lower()
    if kind not in (*SUFFIXES, *_LINES):
        raise UsageError(f"{path}: is no {', '.join((*SUFFIXES, *_LINES))}")
    if path.stat().st_size > FILE_LIMIT:
        raise UsageError(f"{path}: is larger than {FILE_LIMIT // 1024**2} MiB; split it")
    return _some(path, _json_lines(path) if kind in _LINES else _of_tables(path, headings))


def _some(path: Path, found: Iterator[Row | BadRow | Unread]) -> Iterator[Row | BadRow | Unread]:
    """``found`` with its unread sheets last. Raises UsageError where there was no place for a row."""
    unread: list[Unread] = []
    is_empty = True
    for one in found:
        if isinstance(one, Unread):
            unread.append(one)
            continue
        is_empty = False
        yield one
    if is_empty and not any(one.fits for one in unread):
        raise UsageError(f"{path}: {'; '.join(map(str, unread)) or 'holds no rows'}")
    yield from unread


def _of_tables(path: Path, headings: Collection[str]) -> Iterator[Row | BadRow | Unread]:
    for table in tables(path):
        try:
            yield from _under_headings(table, headings)
        except UnreadableListError as error:
            yield Unread(table.sheet, str(error), fits=False)


def _under_headings(table: Table, headings: Collection[str]) -> Iterator[Row | BadRow | Unread]:
    """Rows below the first line that holds all of ``headings``."""
    head: list[str] = []
    nearest: set[str] | None = None  # headings are told; a row is not, it may name people
    has_rows = False
    for line in table.lines:
        if isinstance(line, BadRow):
            yield replace(line, sheet=table.sheet)
            continue
        number, cells = line
        if all(cell in _BLANK for cell in cells):
            continue
        if head:
            has_rows = True
            yield _row(number, cells, head, table.sheet)
            continue
        names = [clean(str(cell)).strip() if cell is not None else "" for cell in cells]
        nearest = max(nearest or set(), set(headings) & set(names), key=len)
        if set(headings) <= set(names):
            head = names
        elif number >= _HEAD_ROWS:
            break
    if nearest is not None and not has_rows:
        yield _unread(table.sheet, sorted(set(headings) - nearest))


def _unread(sheet: str, missing: list[str]) -> Unread:
    if not missing:
        return Unread(sheet, "holds no rows below its headings", fits=True)
    why = (
        f"no column {'、'.join(missing)} in the first {_HEAD_ROWS} rows; "
        "what the columns are called stands in the source's file, under [fields]"
    )
    return Unread(sheet, why, fits=False)


def _row(number: int, cells: Cells, head: list[str], sheet: str) -> Row | BadRow:
    if beyond := [cell for cell in cells[len(head) :] if cell not in _BLANK]:
        reason = f"{len(cells)} cells under {len(head)} headings"
        return BadRow(number, "", reason, excerpt(beyond[0]), sheet)
    return Row(number, {name: cell for name, cell in zip(head, cells, strict=False) if name}, sheet)


def _json_lines(path: Path) -> Iterator[Row | BadRow | Unread]:
    text = decode(path.read_bytes(), None).text
    if not text.strip():
        yield Unread("", "holds no rows", fits=True)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield BadRow(number, "", f"no JSON: {str(error).split(':')[0]}", excerpt(line))
            continue
        yield (
            Row(number, value)
            if isinstance(value, dict)
            else BadRow(number, "", "no JSON object", excerpt(line))
        )
