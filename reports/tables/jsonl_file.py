"""JSON lines: one object a row, keys in the order of the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from reports.tables.spec import Row, TableSpec, Value, clean, written


def write(spec: TableSpec, rows: Iterator[Row], path: Path) -> int:
    """Write the table; returns the number of rows. A number that is none (NaN) is a bug and raises."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for count, row in enumerate(rows, start=1):  # noqa: B007 (the count is the result)
            values = zip(spec.columns, row, strict=True)
            record = {name: _json(value) for name, value in values}
            file.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")
    return count


def _json(value: Value) -> object:
    return [clean(part) for part in value] if isinstance(value, tuple) else written(value)
