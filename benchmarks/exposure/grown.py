"""The same archive so many times over: each article, its measures and its counted row at other addresses.

SQL copies a million articles in minutes; to invent, measure and count them takes hours. Every day then holds
so many times as much of the same kind, and stories stay as large as they were.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from cityecho.article import article_id

_PRAGMAS = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000", "foreign_keys=OFF")
_TWIN = "(SELECT new FROM twin WHERE old = {})"
_STORY = _TWIN.format("json_extract(one.value, '$.story')")
_VALUE = f"iif(analyser = 'story', replace(value, json_extract(value, '$.story'), {_STORY}), value)"
_CHANGED: Mapping[str, Mapping[str, str]] = {
    "article": {"id": "twin.new", "key": "twin.key", "url": "twin.key"},
    "authorship": {"article": "twin.new"},
    "measure": {"article": "twin.new", "value": _VALUE},
    "counted": {
        "article": "twin.new",
        "story": _TWIN.format("one.story"),
        "copied_from": _TWIN.format("one.copied_from"),
    },
}
"""By table what a copy doesn't share."""


def grow(path: Path, times: int) -> None:
    """Make the archive at ``path`` hold ``times`` what it holds."""
    with sqlite3.connect(path) as connection:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("id_of", 1, article_id, deterministic=True)
        connection.execute("CREATE TEMP TABLE twin (old TEXT PRIMARY KEY, new TEXT, key TEXT)")
        connection.execute("INSERT INTO twin (old) SELECT id FROM article")
        for number in range(1, times):
            key = "(SELECT key FROM article WHERE id = old) || ?"
            connection.execute(f"UPDATE twin SET key = {key}", (f"/{number}",))  # noqa: S608 (our own words)
            connection.execute("UPDATE twin SET new = id_of(key)")
            for table, changed in _CHANGED.items():
                _copy(connection, table, changed)


def _copy(connection: sqlite3.Connection, table: str, changed: Mapping[str, str]) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    told = ", ".join(changed.get(name, f"one.{name}") for name in columns)
    on = "id" if "id" in columns else "article"
    names = ", ".join(columns)
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {told} FROM {table} one JOIN twin ON twin.old = one.{on}"  # noqa: S608
    )
