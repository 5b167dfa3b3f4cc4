"""JSON lines: one object a row, keys in the order of the columns."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from reports.tables.spec import TableSpec, said


def write(spec: TableSpec, frame: pd.DataFrame, path: Path) -> None:
    """Write the table: times as ISO 8601, lists as lists, none as null."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in spec.records(frame):
            file.write(json.dumps(record, ensure_ascii=False, allow_nan=False, default=said) + "\n")
