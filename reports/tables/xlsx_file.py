"""A workbook with one sheet: frozen heading, filters, and text that stays text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cityecho.errors import UsageError
from reports.tables.spec import Row, TableSpec, written
from reports.xlsx_text import WORDS_STAY_WORDS, cut

MOST_ROWS = 1_048_575
_WIDTHS = {"text": 18, "moment": 26, "day": 12, "integer": 10, "decimal": 12, "flag": 8, "list": 22}
# The same table twice is the same file: a workbook's date of birth is not one of its facts.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (the library wants it naive)


def write(spec: TableSpec, rows: Iterator[Row], path: Path) -> int:
    """Write the table; returns the number of rows. Raises UsageError when a sheet can't hold them."""
    with Workbook(str(path), {"constant_memory": True, **WORDS_STAY_WORDS}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet(spec.name)
        heading = book.add_format({"bold": True, "bg_color": "#eef3f8", "bottom": 1})
        for place, field in enumerate(spec.fields):
            sheet.set_column(place, place, _WIDTHS[field.kind])
            sheet.write_string(0, place, field.name, heading)
        sheet.freeze_panes(1, 0)
        count = 0
        for count, row in enumerate(rows, start=1):
            if count > MOST_ROWS:
                raise UsageError(f"{spec.name}: a sheet holds {MOST_ROWS} rows; use csv, parquet or jsonl")
            _write_row(sheet, count, row)
        sheet.autofilter(0, 0, max(count, 1), len(spec.fields) - 1)
    return count


def _write_row(sheet: Worksheet, line: int, row: Row) -> None:
    for place, value in enumerate(row):
        plain = written(value)
        if isinstance(plain, bool):
            sheet.write_boolean(line, place, plain)
        elif isinstance(plain, int | float):
            sheet.write_number(line, place, plain)
        elif plain:
            sheet.write_string(line, place, cut(plain))
