"""So many rows or keys at a time as one statement takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

BATCH = 500
_T = TypeVar("_T")


def batches(rows: Collection[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """``rows`` in their order, at most ``size`` at a time."""
    ordered = list(rows)
    return (ordered[start : start + size] for start in range(0, len(ordered), size))
