"""What was forgotten: one-way hashes of addresses, so that nothing of them comes in again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from cityecho.archive.batching import batches
from cityecho.archive.engine import upsert
from cityecho.archive.schema import forgotten

_AMONG = sa.select(forgotten.c.hash).where(forgotten.c.hash.in_(sa.bindparam("hashes", expanding=True)))


def among(connection: sa.Connection, keys: Collection[str]) -> frozenset[str]:
    """Which of ``keys`` were forgotten."""
    hashes = {_hash(key): key for key in keys}
    found: set[str] = set()
    for batch in batches(hashes):
        found.update(hashes[digest] for digest in connection.scalars(_AMONG, {"hashes": batch}))
    return frozenset(found)


def remember(connection: sa.Connection, keys: Collection[str], now: datetime) -> None:
    """Let no page at one of ``keys`` in again."""
    upsert(connection, forgotten, [{"hash": _hash(key), "at": now} for key in keys], ())


def _hash(key: str) -> str:
    return hashlib.sha256(b"forgotten:" + key.encode("utf-8", "surrogatepass")).hexdigest()
