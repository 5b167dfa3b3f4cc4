"""Digests of rows as text (pure)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

SHORT, WHOLE = 8, 32
"""Hex digits of a digest that names, and of one that proves."""


def digest(parts: Iterable[str]) -> str:
    """A digest of texts in their order."""
    joined = "\x1e".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:WHOLE]


def canonical(value: object) -> str:
    """JSON in the one way that the archive writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def columns_of(rows: Sequence[Sequence[str]]) -> str:
    """The short digest of each column, one behind the other."""
    return "".join(digest(column)[:SHORT] for column in zip(*rows, strict=True))


def shorts(text: str) -> list[str]:
    """The short digests that ``text`` is made of."""
    return [text[place : place + SHORT] for place in range(0, len(text), SHORT)]
