"""What a study counts: narrow of everything, whole of what is near the summit. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self

from analysis.item import Item


class Naming(Protocol):
    """An item that names a watched place, as narrow as a baseline needs it; an :class:`Item` is one, too."""

    @property
    def id(self) -> str:
        """The article's."""

    @property
    def day(self) -> date:
        """When it came out."""

    @property
    def source(self) -> str:
        """What brought it."""

    @property
    def story(self) -> str:
        """Which story it tells."""

    @property
    def places(self) -> Collection[str]:
        """Names of the city and the peers that it means."""

    @property
    def summits(self) -> Sequence[str]:
        """Ids of the summits that it names."""

    @property
    def deals(self) -> int:
        """How many deals it tells of."""

    @property
    def alike(self) -> str | None:
        """The same for posts that tables and figures don't tell apart; None: it may be listed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found over all days that were looked at.

    ``namings`` are all items that name a place, in no order; ``days`` counts all items, whatever they name.
    ``items`` are, by day and id, those of the summit's windows that name a place, and of the city's stories
    told there also the items that came out before or after.
    """

    namings: Sequence[Naming]
    days: Counter[date]
    items: Sequence[Item]

    @classmethod
    def of(cls, items: Iterable[Item]) -> Self:
        """Of items that are all at hand."""
        every = tuple(items)
        named = [item for item in every if item.places]
        return cls(named, Counter(item.day for item in every), named)
