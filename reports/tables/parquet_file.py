"""Parquet (zstd) with real types: times keep their zone, lists are lists."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from reports.tables.spec import TableSpec

_ROWS_A_GROUP = 10_000


def write(spec: TableSpec, frame: pd.DataFrame, path: Path) -> None:
    """Write the table."""
    pq.write_table(spec.arrow(frame), path, compression="zstd", row_group_size=_ROWS_A_GROUP)
