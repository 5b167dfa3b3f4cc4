"""A workbook with one sheet: frozen heading, filters, and text that stays text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cityecho.errors import UsageError
from reports.tables.sheet_cells import sheet_cell
from reports.tables.spec import FieldKind, Row, TableSpec, Value
from reports.xlsx_text import WORDS_STAY_WORDS

MOST_ROWS = 1_048_575
_WIDTHS: dict[FieldKind, int] = {
    "text": 18,
    "address": 18,
    "moment": 26,
    "appeared": 26,
    "day": 12,
    "integer": 10,
    "decimal": 12,
    "flag": 8,
    "list": 22,
}
# The same table twice is the same file: a workbook's date of birth is not one of its facts.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (the library wants it naive)


def write(spec: TableSpec, rows: Iterable[Row], path: Path) -> None:
    """Write the table. Raises UsageError when a sheet can't hold its rows."""
    with Workbook(str(path), {"constant_memory": True, **WORDS_STAY_WORDS}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet(spec.name)
        heading = book.add_format({"bold": True, "bg_color": "#eef3f8", "bottom": 1})
        for place, field in enumerate(spec.fields):
            sheet.set_column(place, place, _WIDTHS[field.kind])
            sheet.write_string(0, place, field.name, heading)
        sheet.freeze_panes(1, 0)
        last = _write_rows(sheet, spec, rows)
        sheet.autofilter(0, 0, max(last, 1), len(spec.fields) - 1)


def _write_rows(sheet: Worksheet, spec: TableSpec, rows: Iterable[Row]) -> int:
    """Write the rows; returns the last line."""
    line = 0
    for line, row in enumerate(rows, start=1):
        if line > MOST_ROWS:
            raise UsageError(f"{spec.name}: a sheet holds {MOST_ROWS} rows; use csv, parquet or jsonl")
        for place, (field, value) in enumerate(zip(spec.fields, row, strict=True)):
            _write_cell(sheet, line, place, sheet_cell(field, value))
    return line


def _write_cell(sheet: Worksheet, line: int, place: int, value: Value) -> None:
    """Words are written as words, whatever they look like; an empty cell is not written."""
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value)
    elif isinstance(value, str) and value:
        sheet.write_string(line, place, value)
