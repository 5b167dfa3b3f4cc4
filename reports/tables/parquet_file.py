"""Parquet (zstd) with real types: times keep their zone, lists are lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from reports.tables.spec import Row, TableSpec, batched, clean

_ROWS_A_GROUP = 10_000


def write(spec: TableSpec, rows: Iterator[Row], path: Path) -> int:
    """Write the table; returns the number of rows."""
    schema = _schema(spec)
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in batched(rows, _ROWS_A_GROUP):
            columns = zip(*batch, strict=True)
            arrays = [
                pa.array([clean(value) if isinstance(value, str) else value for value in column], field.type)
                for column, field in zip(columns, schema, strict=True)
            ]
            file.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(batch)
    return count


def _schema(spec: TableSpec) -> pa.Schema:
    types = {
        "text": pa.string(),
        "moment": pa.timestamp("us", tz="Asia/Shanghai"),
        "day": pa.date32(),
        "integer": pa.int64(),
        "decimal": pa.float64(),
        "flag": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    return pa.schema([(field.name, types[field.kind]) for field in spec.fields])
