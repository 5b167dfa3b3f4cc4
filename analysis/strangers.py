"""Outlets that no row of the registry knows: whom the operator should look up (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analysis.item import Item


@dataclass(frozen=True, slots=True)
class Stranger:
    """A host that published news which names a watched place, and in no row of outlets.csv."""

    host: str
    items: int
    stories: int
    first: date
    last: date
    url: str


def strangers(items: Iterable[Item]) -> list[Stranger]:
    """The unknown hosts among the news of ``items``, the busiest first; ``url`` is their latest item's."""
    by_host: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.kind != "post" and item.places and not item.tier:
            by_host[item.outlet].append(item)
    found = [_stranger(host, of) for host, of in by_host.items()]
    return sorted(found, key=lambda one: (-one.stories, -one.items, one.host))


def _stranger(host: str, items: list[Item]) -> Stranger:
    latest = max(items, key=lambda item: (item.day, item.id))
    first = min(item.day for item in items)
    return Stranger(host, len(items), len({item.story for item in items}), first, latest.day, latest.url)
