"""So many rows or keys at a time as one statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

BATCH = 500
_T = TypeVar("_T")


def batches(rows: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """``rows`` in their order, at most ``size`` at a time; read as they are wanted."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some
