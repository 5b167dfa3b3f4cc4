"""A workbook with one sheet: frozen heading, filters, and text that stays text."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cityecho.errors import UsageError
from reports.tables.spec import TableSpec, said
from reports.xlsx_text import WORDS_STAY_WORDS, cut

MOST_ROWS = 1_048_575
_WIDTHS = {"text": 18, "moment": 26, "day": 12, "integer": 10, "decimal": 12, "flag": 8, "list": 22}
# The same table twice is the same file: a workbook's date of birth is not one of its facts.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (the library wants it naive)


def write(spec: TableSpec, frame: pd.DataFrame, path: Path) -> None:
    """Write the table. Raises UsageError when a sheet can't hold its rows."""
    if len(frame) > MOST_ROWS:
        raise UsageError(f"{spec.name}: a sheet holds {MOST_ROWS} rows; use csv, parquet or jsonl")
    with Workbook(str(path), {"constant_memory": True, **WORDS_STAY_WORDS}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet(spec.name)
        heading = book.add_format({"bold": True, "bg_color": "#eef3f8", "bottom": 1})
        for place, field in enumerate(spec.fields):
            sheet.set_column(place, place, _WIDTHS[field.kind])
            sheet.write_string(0, place, field.name, heading)
        sheet.freeze_panes(1, 0)
        for line, record in enumerate(spec.records(frame), start=1):
            for place, value in enumerate(record.values()):
                _write_cell(sheet, line, place, value)
        sheet.autofilter(0, 0, max(len(frame), 1), len(spec.fields) - 1)


def _write_cell(sheet: Worksheet, line: int, place: int, value: Any) -> None:
    """Words are written as words, whatever they look like; an empty cell is not written."""
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value)
    elif value:
        sheet.write_string(line, place, cut(value if isinstance(value, str) else said(value)))
