"""A folder of Parquet by month, as DuckDB, pandas and Spark read it: ``month=2022-07/articles.parquet``.

Every month is written beside the folder first, then they take their places one by one, and months that are
no more go last: a reader sees each file whole, a broken run leaves the folder as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from cityecho.archive.batching import batches
from cityecho.article import BEIJING
from reports.tables.parquet_file import ROWS_A_GROUP
from reports.tables.spec import Row, TableSpec, Value

NO_MONTH = "__HIVE_DEFAULT_PARTITION__"
"""The name that readers of such folders take for none."""


def write(spec: TableSpec, rows: Iterable[Row], folder: Path) -> None:
    """Write the table into ``folder``, which then holds its months and no older ones of this table."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", suffix=".part", dir=folder.parent) as made:
        months = _write_months(spec, rows, Path(made))
        for month in months:
            place = folder / f"month={month}"
            place.mkdir(parents=True, exist_ok=True)
            (Path(made) / month).replace(place / f"{spec.name}.parquet")
    folder.mkdir(exist_ok=True)
    _remove_stale(folder, f"{spec.name}.parquet", months)


def _write_months(spec: TableSpec, rows: Iterable[Row], made: Path) -> frozenset[str]:
    """Write one file a month, named after it; returns the months."""
    place = spec.columns.index(spec.month_of)
    files: dict[str, pq.ParquetWriter] = {}
    with ExitStack() as stack:
        for group in batches(rows, ROWS_A_GROUP):
            for month, some in _by_month(group, place).items():
                if month not in files:
                    writer = pq.ParquetWriter(made / month, spec.schema, compression="zstd")
                    files[month] = stack.enter_context(writer)
                files[month].write_table(spec.arrow(some))
    return frozenset(files)


def _by_month(rows: Iterable[Row], place: int) -> dict[str, list[Row]]:
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        told[_month(row[place])].append(row)
    return told


def _month(cell: Value) -> str:
    if isinstance(cell, datetime):
        return f"{cell.astimezone(BEIJING):%Y-%m}"
    return f"{cell:%Y-%m}" if isinstance(cell, date) else str(cell or NO_MONTH)


def _remove_stale(folder: Path, name: str, months: frozenset[str]) -> None:
    for file in folder.glob(f"month=*/{name}"):
        if file.parent.name.removeprefix("month=") not in months:
            file.unlink()
            if not any(file.parent.iterdir()):
                file.parent.rmdir()
