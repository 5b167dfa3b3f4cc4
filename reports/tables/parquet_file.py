"""Parquet (zstd) with real types: times keep their zone, lists are lists."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from cityecho.archive.batching import batches
from reports.tables.spec import Row, TableSpec

ROWS_A_GROUP = 10_000


def write(spec: TableSpec, rows: Iterable[Row], path: Path) -> None:
    """Write the table, a group of rows at a time."""
    with pq.ParquetWriter(path, spec.schema, compression="zstd") as file:
        for group in batches(rows, ROWS_A_GROUP):
            file.write_table(spec.arrow(group))
