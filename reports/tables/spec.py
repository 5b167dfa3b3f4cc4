"""What a table is: fields in a stable order, each with a declared type and a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from cityecho.article import BEIJING
from reports.plain import plain_lines

FieldKind = Literal["text", "address", "moment", "appeared", "day", "integer", "decimal", "flag", "list"]
Value = str | int | float | bool | date | datetime | Iterable[str] | None
Row = tuple[Value, ...]

_MOMENT = pa.timestamp("us", tz="Asia/Shanghai")
_TYPES: dict[FieldKind, pa.DataType] = {
    "text": pa.string(),
    "address": pa.string(),
    "moment": _MOMENT,
    "appeared": _MOMENT,
    "day": pa.date32(),
    "integer": pa.int64(),
    "decimal": pa.float64(),
    "flag": pa.bool_(),
    "list": pa.list_(pa.string()),
}
MIDNIGHT = "Midnight in Beijing where only the day is known; the other formats then have a bare date."
"""What the metadata of an ``appeared`` column says: Parquet has one type a column."""
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its stable name, what its cells mean and are. ``appeared`` is a moment or a day alone."""

    name: str
    meaning: str
    kind: FieldKind = "text"

    @property
    def arrow(self) -> pa.Field:
        """The column as Parquet keeps it, its meaning beside it."""
        notes = {"meaning": self.meaning} | ({"midnight": MIDNIGHT} if self.kind == "appeared" else {})
        return pa.field(self.name, _TYPES[self.kind], metadata=notes)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: rows have a cell for each field, in this order. ``name`` is also that of a sheet.

    ``month_of`` is the field whose month a row belongs to; ``meaning`` says what a row is.
    """

    name: str
    month_of: str
    meaning: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field.name for field in self.fields)

    @property
    def schema(self) -> pa.Schema:
        """The columns with their types and meanings."""
        return pa.schema([field.arrow for field in self.fields])

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows one by one, their texts without marks that no file of ours may carry.

        A number that is none (NaN) and a row of another length are bugs and raise ValueError.
        """
        for row in rows:
            yield tuple(self._cell(field, cell) for field, cell in zip(self.fields, row, strict=True))

    def _cell(self, field: Field, cell: Value) -> Value:
        if isinstance(cell, str):
            return plain_lines(cell)
        if field.kind == "list" and isinstance(cell, tuple | list):
            return tuple(map(plain_lines, cell))
        if isinstance(cell, float) and cell != cell:  # noqa: PLR0124 (only NaN does)
            raise ValueError(f"{self.name}: {field.name} holds NaN")
        return cell

    def typed(self, frame: pd.DataFrame) -> Iterator[Row]:
        """Rows of ``frame``, whose columns may stand in any order, of this table's types."""
        wanted = frame[list(self.columns)]
        made = pa.Table.from_pandas(wanted, schema=self.schema, preserve_index=False)
        for batch in made.to_batches(_BATCH):
            yield from self.rows(tuple(record.values()) for record in batch.to_pylist())

    def arrow(self, rows: Iterable[Row]) -> pa.Table:
        """Rows of this table as Arrow has them; a day alone becomes its midnight."""
        columns = list(zip(*rows, strict=True)) or [()] * len(self.fields)
        arrays = [
            pa.array(map(_midnight, column) if field.kind == "appeared" else column, _TYPES[field.kind])
            for field, column in zip(self.fields, columns, strict=True)
        ]
        return pa.table(arrays, schema=self.schema)

    def record(self, row: Row) -> dict[str, Any]:
        """A row by column."""
        return dict(zip(self.columns, row, strict=True))


def said(cell: date | datetime | Iterable[str]) -> str:
    """A cell for a format without such types: times as ISO 8601 +08:00, lists joined by ``|``."""
    if isinstance(cell, datetime):
        return cell.astimezone(BEIJING).isoformat(timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else "|".join(cell)


def _midnight(cell: Value) -> Value:
    is_day = isinstance(cell, date) and not isinstance(cell, datetime)
    return datetime.combine(cell, time(0), BEIJING) if is_day else cell  # type: ignore[arg-type]
