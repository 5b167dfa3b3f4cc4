"""Single edits of what a report stands on, drawn over every column alike; each can be taken back."""

from __future__ import annotations

import copy
import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

TABLES = ("article", "capture", "measure", "correction", "covered", "authorship")
BYTES, VALUE = "WARC bytes", "JSON value"
_TIMES = frozenset({"captured_at", "published_at", "purged_at", "at"})
_JSON = frozenset({"measure.value", "article.authors", "article.editors"})
_DAYS = frozenset({"day", "first", "last"})


@dataclass(frozen=True, slots=True)
class Edit:
    """What was edited, as a place in words; ``undo`` takes it back. ``report`` is the file to verify then."""

    place: str
    report: dict[str, Any]
    undo: Callable[[], None]


def places(database: Path) -> tuple[str, ...]:
    """Every column of the tables behind a report, the bytes of WARC files, the values of the JSON."""
    with closing(sqlite3.connect(database)) as connection:
        columns = [
            f"{table}.{row[1]}"
            for table in TABLES
            for row in connection.execute(f"PRAGMA table_info({table})")
        ]
    return (*columns, BYTES, VALUE)


@dataclass(frozen=True, slots=True)
class Editor:
    """Edits what is behind ``report``: rows up to ``last`` of each table, files of the first run.

    A purged capture has no bytes that could lie anywhere: its place is nothing to edit.
    """

    folder: Path
    report: dict[str, Any]
    last: Mapping[str, int]

    def edit(self, place: str, rng: random.Random) -> Edit:
        """Edit one thing at ``place``."""
        if place == BYTES:
            return _bytes(self.folder / "captures", self.report, rng)
        if place == VALUE:
            return _value(self.report, rng)
        return self._cell(place, rng)

    def _cell(self, place: str, rng: random.Random) -> Edit:
        table, _, column = place.partition(".")
        connection = sqlite3.connect(self.folder / "archive.db")
        is_there = "warc_file != ''" if column.startswith("warc_") else "1"
        rows = connection.execute(
            f"SELECT rowid, {column} FROM {table} WHERE {is_there} AND rowid <= ?",  # noqa: S608
            (self.last[table],),
        ).fetchall()
        rowid, old = rng.choice(sorted(rows, key=itemgetter(0)))
        if column == "id" and isinstance(old, int):  # where the id is the row's own number
            return _renumbered(connection, place, old, self.report)

        def put(value: object) -> None:
            with connection:
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, rowid))  # noqa: S608

        new = _other(place, old, rng)
        put(new)
        said = f"{place}[{rowid}]: {str(old)[:60]!r} → {str(new)[:60]!r}"
        return Edit(said, self.report, lambda: put(old))


def last_rows(database: Path) -> dict[str, int]:
    """The number of the last row of each table behind a report."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            table: connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]  # noqa: S608
            for table in TABLES
        }


def _renumbered(connection: sqlite3.Connection, place: str, old: int, report: dict[str, Any]) -> Edit:
    table = place.partition(".")[0]

    def put(before: int, after: int) -> None:
        with connection:
            connection.execute(f"UPDATE {table} SET id = ? WHERE id = ?", (after, before))  # noqa: S608

    put(old, 1_000_000 + old)
    return Edit(f"{place}: {old} → {1_000_000 + old}", report, lambda: put(1_000_000 + old, old))


def _other(place: str, old: Any, rng: random.Random) -> object:
    """A value of the column's kind that is not ``old``."""
    column = place.partition(".")[2]
    if column in _TIMES:
        told = datetime.fromisoformat(old) if old else datetime(2022, 8, 1, 2, 3, 4)  # noqa: DTZ001 (as stored)
        return (told + timedelta(minutes=rng.choice([-90, -1, 1, 600]))).strftime("%Y-%m-%d %H:%M:%S.%f")
    if column in _DAYS:
        return str((datetime.fromisoformat(old) + timedelta(days=rng.choice([-2, -1, 1, 2]))).date())
    if isinstance(old, int):
        return old + rng.choice([-1, 1, 7])
    if place in _JSON:
        return json.dumps(_changed(json.loads(old), rng), ensure_ascii=False, separators=(",", ":"))
    if not old:
        return "某"
    place = rng.randrange(len(old))
    return old[:place] + ("甲" if old[place] != "甲" else "乙") + old[place + 1 :]


def _changed(value: Any, rng: random.Random) -> Any:
    """JSON with one of its values changed, or one more where there is none."""
    spots = list(_spots(value))
    if not spots:
        return {"more": 1} if isinstance(value, dict) else ["某"] if isinstance(value, list) else [value]
    changed = copy.deepcopy(value)
    *path, last = rng.choice(spots)
    inner = changed
    for key in path:
        inner = inner[key]
    inner[last] = _unlike(inner[last], rng)
    return changed


def _spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if isinstance(inner, dict | list):
            yield from _spots(inner, (*path, key))
        else:
            yield (*path, key)


def _unlike(value: Any, rng: random.Random) -> Any:
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int | float):
        return value + rng.choice([-1, 1, 3])
    return f"{value}某" if rng.random() < 0.5 or not value else value[:-1]


def _bytes(folder: Path, report: dict[str, Any], rng: random.Random) -> Edit:
    path = rng.choice(sorted(folder.glob("run-000001*.warc.gz")))
    whole = path.read_bytes()
    place = rng.randrange(len(whole))
    altered = bytearray(whole)
    altered[place] ^= rng.randrange(1, 256)
    path.write_bytes(altered)
    said = f"{BYTES} {path.name}[{place}]: {whole[place]} → {altered[place]}"
    return Edit(said, report, lambda: path.write_bytes(whole) and None)


def _value(report: dict[str, Any], rng: random.Random) -> Edit:
    """One value anywhere in the file; the digest that would tell is made anew for every other one."""
    from reports.verify.written import DIGEST, digest_of  # noqa: PLC0415

    spots = [path for path in _spots(report) if path[0] not in {"proof", DIGEST}]
    altered = copy.deepcopy(report)
    *path, last = rng.choice(spots)
    inner: Any = altered
    for key in path:
        inner = inner[key]
    old, inner[last] = inner[last], _unlike(inner[last], rng)
    is_forged = rng.random() < 0.5
    if is_forged:
        altered[DIGEST] = digest_of(altered)
    said = f"{VALUE}{' with a new digest' if is_forged else ''} {[*path, last]}: {old!r} → {inner[last]!r}"
    return Edit(said, altered, lambda: None)
