"""What was forgotten: one-way hashes of addresses, so that nothing of them comes in again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from cityecho.archive.engine import upsert
from cityecho.archive.schema import forgotten

_BATCH = 500


def among(connection: sa.Connection, keys: Collection[str]) -> frozenset[str]:
    """Which of ``keys`` were forgotten."""
    hashes = {_hash(key): key for key in keys}
    ordered = list(hashes)
    found: set[str] = set()
    for start in range(0, len(ordered), _BATCH):
        known = sa.select(forgotten.c.hash).where(forgotten.c.hash.in_(ordered[start : start + _BATCH]))
        found.update(hashes[digest] for digest in connection.scalars(known))
    return frozenset(found)


def remember(connection: sa.Connection, keys: Collection[str], now: datetime) -> None:
    """Let no page at one of ``keys`` in again."""
    upsert(connection, forgotten, [{"hash": _hash(key), "at": now} for key in keys], ())


def _hash(key: str) -> str:
    return hashlib.sha256(b"forgotten:" + key.encode("utf-8", "surrogatepass")).hexdigest()
