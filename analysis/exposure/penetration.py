"""How far each message and industry got: its share of the stories of a tier, a region, a voice. Pure.

A story counts once in each group that told it, whatever its copies; it carries what any of its items in that
group carries. A share's interval takes stories as independent of each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol, Self

from analysis.exposure.intervals import Estimate, wilson
from analysis.item import Item
from analysis.messages import Evidence


class Quoted(Protocol):
    """Words of a ``voice`` (official, enterprise, expert, public), as a span of the article's text."""

    @property
    def start(self) -> int:
        """The first sign."""

    @property
    def end(self) -> int:
        """Past the last sign."""

    @property
    def voice(self) -> str:
        """Whose words."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One item's part of ``story``, as ``group`` told it: the ids of what got through there."""

    story: str
    group: str
    carried: Collection[str]


@dataclass(frozen=True, slots=True)
class Penetration:
    """``part`` of the ``total`` stories that ``group`` told carry ``id``; of none the share is withheld."""

    id: str
    group: str
    part: int
    total: int
    share: Estimate

    def to_json(self) -> dict[str, Any]:
        """As a report keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """What :meth:`to_json` made."""
        return cls(**{**value, "share": Estimate(**value["share"])})


def penetration(
    tellings: Iterable[Telling], ids: Sequence[str], groups: Sequence[str]
) -> tuple[Penetration, ...]:
    """Each of ``ids`` in each of ``groups``, in the order of both; other groups are left out."""
    told: dict[str, set[str]] = defaultdict(set)
    carrying: dict[tuple[str, str], set[str]] = defaultdict(set)
    for telling in tellings:
        told[telling.group].add(telling.story)
        for name in telling.carried:
            carrying[name, telling.group].add(telling.story)
    counts = ((name, group, len(carrying[name, group]), len(told[group])) for name in ids for group in groups)
    return tuple(
        Penetration(name, group, part, total, wilson(part, total)) for name, group, part, total in counts
    )


def by_group(items: Iterable[Item], group: Callable[[Item], str]) -> Iterator[Telling]:
    """What ``items`` carry, told by their tier, their province or whatever ``group`` names."""
    for item in items:
        yield Telling(item.story, group(item), (*item.messages, *item.industries))


def by_voice(items: Iterable[Item], voices: Mapping[str, Mapping[str, Collection[str]]]) -> Iterator[Telling]:
    """What the voices of ``items`` carry, by item id as :func:`carried_by_voice` says; the unquoted lack."""
    for item in items:
        for voice, carried in voices.get(item.id, {}).items():
            yield Telling(item.story, voice, carried)


def carried_by_voice(
    told: Mapping[str, Iterable[Evidence]], quotes: Iterable[Quoted]
) -> dict[str, frozenset[str]]:
    """By each voice quoted, the ids of which a wording begins within its words; of none, an empty set.

    ``quotes`` don't overlap: of nested ones give the outermost.
    """
    ordered = sorted(quotes, key=lambda quote: quote.start)
    starts = [quote.start for quote in ordered]
    carried: dict[str, set[str]] = {quote.voice: set() for quote in ordered}
    for name, evidence in told.items():
        for one in evidence:
            last = bisect_right(starts, one.at) - 1
            if last >= 0 and one.at < ordered[last].end:
                carried[ordered[last].voice].add(name)
    return {voice: frozenset(ids) for voice, ids in carried.items()}
