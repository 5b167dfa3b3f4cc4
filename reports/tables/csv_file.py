"""CSV as Excel opens it: UTF-8 with a BOM, and no cell that a spreadsheet would run or cut."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from reports.tables.sheet_cells import sheet_cell
from reports.tables.spec import Field, Row, TableSpec, Value

RUN_BY_SHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text beginning with one of these may be taken for a formula (OWASP, CSV injection)."""


def write(spec: TableSpec, rows: Iterable[Row], path: Path) -> None:
    """Write the table: none is empty, flags are true and false, a dangerous text gets an apostrophe."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow(spec.columns)
        for row in rows:
            lines.writerow([_cell(field, cell) for field, cell in zip(spec.fields, row, strict=True)])


def _cell(field: Field, cell: Value) -> str | int | float | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    told = sheet_cell(field, cell)
    is_run = isinstance(told, str) and told.startswith(RUN_BY_SHEETS)
    return sheet_cell(field, f"'{told}") if is_run else told
