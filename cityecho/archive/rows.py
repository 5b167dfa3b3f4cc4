"""Rows as lines of JSON: the same lines from every engine, so that two archives can be compared by hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from cityecho.archive.moment import Moment
from cityecho.archive.schema import cleanup, counted, mark, metadata, piece

_NOT_COPIED = (cleanup, counted, piece, mark)
TABLES = tuple(table for table in metadata.sorted_tables if table not in _NOT_COPIED)
"""Every table that a copy holds, each after those it refers to; not what a deletion has still to do, and not
what the next analysis derives of the rest."""

_BATCH = 500


def columns(table: sa.Table) -> tuple[str, ...]:
    """The table's columns, in the order of its lines."""
    return tuple(column.name for column in table.columns)


def read_lines(connection: sa.Connection, table: sa.Table, names: Sequence[str]) -> Iterator[bytes]:
    """The rows of ``table``, a line each, ordered by primary key as bytes are."""
    keys = [
        key.collate("C") if connection.dialect.name == "postgresql" and isinstance(key.type, sa.Text) else key
        for key in table.primary_key
    ]
    chosen = sa.select(*(table.c[name] for name in names)).order_by(*keys)
    for row in connection.execute(chosen, execution_options={"yield_per": _BATCH}):
        said = json.dumps(
            [_plain(value) for value in row], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        yield said.encode("utf-8") + b"\n"


def write_lines(
    connection: sa.Connection, table: sa.Table, names: Sequence[str], lines: Iterable[bytes]
) -> None:
    """Insert rows from their lines; ids that are numbered go on after them."""
    readers = [table.c[name].type for name in names]
    batch: list[dict[str, Any]] = []
    for line in lines:
        values = zip(names, readers, json.loads(line), strict=True)
        batch.append({name: _typed(value, kind) for name, kind, value in values})
        if len(batch) == _BATCH:
            connection.execute(table.insert(), batch)
            batch = []
    if batch:
        connection.execute(table.insert(), batch)
    _go_on_counting(connection, table)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _typed(value: Any, kind: sa.types.TypeEngine[Any]) -> Any:
    if value is None:
        return None
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) else value


def _go_on_counting(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL counts ids in a sequence that inserting with ids doesn't move."""
    key = next(iter(table.primary_key))
    if connection.dialect.name == "postgresql" and isinstance(key.type, sa.Integer):
        highest = connection.scalar(sa.select(sa.func.max(key)))
        sequence = sa.func.pg_get_serial_sequence(table.name, key.name)
        if highest is not None:
            connection.execute(sa.select(sa.func.setval(sequence, highest)))
