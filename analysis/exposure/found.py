"""What a study counts: narrow of everything, whole of what is near the summit. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
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


class Passing(Protocol):
    """An item whatever it names: what an outlet published on a day; an :class:`Item` is one, too."""

    @property
    def day(self) -> date:
        """When it came out."""

    @property
    def source(self) -> str:
        """What brought it."""

    @property
    def outlet(self) -> str:
        """Who published it."""

    @property
    def region(self) -> str:
        """Where that outlet is at home."""

    @property
    def owned(self) -> bool:
        """Whether it is the city's."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found over all days that were looked at.

    ``namings`` are all items that name a place, in no order; ``seen`` counts all items, whatever they name,
    by day and source. ``items`` are, by day and id, those of the summits' windows that name a place, and of
    the city's stories told there also the items that came out before or after. ``passing`` are all items of
    the days on which the summits are heard, in no order. ``industry`` counts, as ``seen``, those that tell of
    the city's industries elsewhere (:meth:`analysis.item.Item.is_of_industry`).
    """

    namings: Sequence[Naming]
    seen: Counter[tuple[date, str]]
    items: Sequence[Item]
    passing: Sequence[Passing]
    industry: Counter[tuple[date, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, items: Iterable[Item], home: str = "") -> Self:
        """Of items that are all at hand; ``home`` is the city's province."""
        every = tuple(items)
        named = [item for item in every if item.places]
        industry = Counter((item.day, item.source) for item in every if item.is_of_industry(home))
        return cls(named, Counter((item.day, item.source) for item in every), named, every, industry)

    @property
    def days(self) -> Counter[date]:
        """How many items there are of each day that has any."""
        return by_day(self.seen)

    def of_sources(self, sources: Collection[str]) -> Self:
        """What these sources brought of it."""
        return type(self)(
            [one for one in self.namings if one.source in sources],
            brought(self.seen, sources),
            [item for item in self.items if item.source in sources],
            [one for one in self.passing if one.source in sources],
            brought(self.industry, sources),
        )


def by_day(counts: Counter[tuple[date, str]]) -> Counter[date]:
    """Counts of (day, source) by day."""
    days: Counter[date] = Counter()
    for (day, _), number in counts.items():
        days[day] += number
    return days


def brought(counts: Counter[tuple[date, str]], sources: Collection[str]) -> Counter[tuple[date, str]]:
    """Those of ``sources``."""
    return Counter({(day, source): n for (day, source), n in counts.items() if source in sources})
