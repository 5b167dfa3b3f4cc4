"""Rows of exported files: xlsx, csv (UTF-8 with or without a mark, UTF-16, GBK) and JSON lines."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cityecho.errors import UsageError
from crawler.extract.decode import clean, decode
from crawler.spiders.found import BadRow, excerpt

_FILE_LIMIT = 512 * 1024 * 1024  # bytes, packed or unpacked: commercial exports are a tenth of it
_HEAD_ROWS = 20  # an export's own title lines stand above its headings
_DELIMITERS = ",\t;"
_BLANK = (None, "")

Cells = list[object]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet (for JSON lines, an editor) shows it, and its cells by heading."""

    number: int
    cells: Mapping[str, object]


def rows(path: Path, headings: Collection[str]) -> Iterator[Row | BadRow]:
    """The rows of ``path``, with those that can't be read in their place; blank ones are left out.

    ``headings`` are the columns that must be there. Raises :class:`UsageError` when the file is none of these
    kinds, is broken as a whole, or lacks a heading.
    """
    kind = path.suffix.lower()
    if kind not in (*_TABLES, *_LINES):
        raise UsageError(f"{path}: is no {', '.join((*_TABLES, *_LINES))}")
    if path.stat().st_size > _FILE_LIMIT:
        raise UsageError(f"{path}: is larger than {_FILE_LIMIT // 1024**2} MiB; split it")
    return _json_lines(path) if kind in _LINES else _under_headings(path, _TABLES[kind](path), headings)


def _under_headings(
    path: Path, lines: Iterable[tuple[int, Cells] | BadRow], headings: Collection[str]
) -> Iterator[Row | BadRow]:
    """Rows below the first line that holds all of ``headings``."""
    head: list[str] = []
    is_empty = True
    nearest: set[str] = set()  # headings are told; a row is not, it may name people
    for line in lines:
        if isinstance(line, BadRow):
            yield line
            continue
        number, cells = line
        if all(cell in _BLANK for cell in cells):
            continue
        is_empty = False
        if head:
            yield _row(number, cells, head)
            continue
        names = [clean(str(cell)).strip() if cell is not None else "" for cell in cells]
        nearest = max(nearest, set(headings) & set(names), key=len)
        if set(headings) <= set(names):
            head = names
        elif number >= _HEAD_ROWS:
            break
    if is_empty:
        raise UsageError(f"{path}: holds no rows")
    if not head:
        missing = "、".join(sorted(set(headings) - nearest))
        raise UsageError(
            f"{path}: no column {missing} in the first {_HEAD_ROWS} rows; "
            "what the columns are called stands in the source's file, under [fields]"
        )


def _row(number: int, cells: Cells, head: list[str]) -> Row | BadRow:
    if beyond := [cell for cell in cells[len(head) :] if cell not in _BLANK]:
        return BadRow(number, "", f"{len(cells)} cells under {len(head)} headings", excerpt(beyond[0]))
    return Row(number, {name: cell for name, cell in zip(head, cells, strict=False) if name})


def _csv(path: Path) -> Iterator[tuple[int, Cells] | BadRow]:
    text = decode(path.read_bytes(), None).text
    head = "\n".join(text[:10_000].splitlines()[:_HEAD_ROWS])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count))
    number = 0
    while True:
        number, begins = number + 1, reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(number, "", f"{error} (line {begins} of the file; a quotation mark left open?)")
        else:
            yield number, list(cells)


def _xlsx(path: Path) -> Iterator[tuple[int, Cells] | BadRow]:
    """The rows of the sheet that was open when the file was saved."""
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 (slow to load, for spreadsheets only)

    _check_archive(path)
    number = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's remarks about styles and extensions
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            sheet = book.active
            sheet.reset_dimensions()  # what exports say of their own size is often wrong
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                yield number, list(cells)
            book.close()
        except Exception as error:  # whatever a broken workbook makes the library raise is the file's result
            if not number:
                raise UsageError(
                    f"{path}: not a readable workbook: {type(error).__name__}: {error}"
                ) from error
            yield BadRow(number + 1, "", f"the workbook breaks off here: {type(error).__name__}")


def _check_archive(path: Path) -> None:
    """An xlsx is a zip, which can hold a thousand times its size."""
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise UsageError(f"{path}: not an xlsx workbook (an .xls must be saved as .xlsx): {error}") from error
    if unpacked > _FILE_LIMIT:
        raise UsageError(f"{path}: unpacks to {unpacked // 1024**2} MiB, over {_FILE_LIMIT // 1024**2}")


def _json_lines(path: Path) -> Iterator[Row | BadRow]:
    for number, line in enumerate(decode(path.read_bytes(), None).text.split("\n"), 1):
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


_TABLES: Mapping[str, Callable[[Path], Iterator[tuple[int, Cells] | BadRow]]] = {
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".csv": _csv,
    ".tsv": _csv,
    ".txt": _csv,
}
_LINES = (".jsonl", ".ndjson")
