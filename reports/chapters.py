"""A chapter of a report before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Chapter(Generic[Facts]):
    """Its title, what writes its paragraphs out of the report's facts, its charts and its tables."""

    title: str
    write: Callable[[Facts], Iterator[str]]
    charts: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
