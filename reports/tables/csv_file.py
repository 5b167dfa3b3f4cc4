"""CSV as Excel opens it: UTF-8 with a BOM, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from reports.tables.spec import Row, TableSpec, Value, written

RUN_BY_SHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text beginning with one of these may be taken for a formula (OWASP, CSV injection)."""


def write(spec: TableSpec, rows: Iterator[Row], path: Path) -> int:
    """Write the table; returns the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(spec.columns)
        for count, row in enumerate(rows, start=1):  # noqa: B007 (the count is the result)
            sheet.writerow([cell(value) for value in row])
    return count


def cell(value: Value) -> str | int | float:
    """A cell as CSV has it: none is empty, booleans true and false, a dangerous text gets an apostrophe."""
    plain = written(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return "'" + plain if isinstance(plain, str) and plain.startswith(RUN_BY_SHEETS) else plain
