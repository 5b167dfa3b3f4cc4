"""JSON lines: one object a row, keys in the order of the columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from reports.tables.spec import Row, TableSpec, said


def write(spec: TableSpec, rows: Iterable[Row], path: Path) -> None:
    """Write the table: times as ISO 8601, lists as lists, none as null."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            line = json.dumps(spec.record(row), ensure_ascii=False, allow_nan=False, default=said)
            file.write(line + "\n")
