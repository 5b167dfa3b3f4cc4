"""Digests of rows as text (pure)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256

SHORT, WHOLE = 3, 16
"""Bytes of a digest that names, and of one that proves."""


def whole(parts: Iterable[str]) -> bytes:
    """SHA-256 of texts in their order."""
    return sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).digest()


def digest(parts: Iterable[str]) -> str:
    """A digest that proves texts in their order."""
    return whole(parts)[:WHOLE].hex()


def of_all(digests: Iterable[bytes]) -> str:
    """A digest that proves what ``digests`` are of, in their order."""
    return sha256(b"".join(digests)).digest()[:WHOLE].hex()


def canonical(value: object) -> str:
    """JSON in the one way that the archive writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def columns_of(rows: Sequence[Sequence[str]]) -> bytes:
    """The short digest of each column, one behind the other."""
    return b"".join([whole(column)[:SHORT] for column in zip(*rows, strict=True)])


def shorts(packed: bytes) -> list[bytes]:
    """The short digests that ``packed`` is made of."""
    return [packed[place : place + SHORT] for place in range(0, len(packed), SHORT)]
