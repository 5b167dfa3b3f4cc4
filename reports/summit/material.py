"""Everything a summit report is written from: frozen, before figures, tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.exposure import Group, SummitStudy
from analysis.exposure.matched import Matched
from analysis.network import Pair
from analysis.trends import Burst
from cityecho.watchlist import Brand, Industry, Message
from reports.data import CloudWord
from reports.quotes import Quote
from reports.summit.drivers import Carrier, Driver
from reports.summit.projects import NOTHING_LANDED, Landing


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the windows during and after against before: G² is < 0 for one that was rarer.

    G² is None where there is no text before to compare with, and so is ``documents_before`` where nobody
    looked before. ``g2_ordinary`` and ``g2_peers`` are against the city's days outside all summits and what
    was told of the peers alone; None where there is no such text.
    """

    text: str
    documents: int
    count: int
    g2: float | None
    documents_before: int | None
    g2_ordinary: float | None = None
    g2_peers: float | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """A study, its match with the edition before (None: there is none), and what the texts add to them.

    ``evidence`` holds for each negative item, and for the ``carriers`` of praise, the words that decided, by
    item id; ``quotes_before`` are the quotes of the window before, ``drivers`` the words of praise and of
    blame; ``sources`` the names of
    the sources' outlets by the sources' ids; ``quotes`` are those of the news during and after,
    ``carried`` what of the messages lies within them by item and voice,
    ``landing`` the projects it tells of. ``fallen`` are the words that became rarer, ``bursts`` those within
    the three windows, the strongest first, ``network`` what is told together.
    """

    study: SummitStudy
    matched: Matched | None
    brand: Brand
    words: tuple[Word, ...]
    evidence: Mapping[str, str]
    cloud: tuple[CloudWord, ...]
    sources: Mapping[str, str]
    quotes: tuple[Quote, ...] = ()
    carried: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    landing: Landing = NOTHING_LANDED
    fallen: tuple[Word, ...] = ()
    bursts: tuple[tuple[str, Burst], ...] = ()
    network: tuple[Pair, ...] = ()
    quotes_before: tuple[Quote, ...] = ()
    drivers: tuple[Driver, ...] = ()
    carriers: tuple[Carrier, ...] = ()

    @property
    def city(self) -> str:
        """The city's name."""
        return self.brand.city.name

    @property
    def messages(self) -> tuple[tuple[Message, Group], ...]:
        """Each message and what carried it during and after, the widest first."""
        found = {group.name: group for group in self.study.spread.messages}
        told = [(message, found.get(message.id, _nothing(message.id))) for message in self.brand.messages]
        return tuple(sorted(told, key=lambda pair: -pair[1].stories))

    @property
    def industries(self) -> tuple[tuple[Industry, Group], ...]:
        """Each industry and what named it during and after, the most named first."""
        found = {group.name: group for group in self.study.spread.industries}
        told = [(one, found.get(one.id, _nothing(one.id))) for one in self.brand.industries]
        return tuple(sorted(told, key=lambda pair: -pair[1].stories))


def _nothing(name: str) -> Group:
    return Group(name, 0, 0, 0, 0.0)
