"""The frozen values of the hard webs: what was written, and what is true of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tests.demoweb.values import Kind

Voice = Literal["official", "enterprise", "expert", "public"]
Stage = Literal["signed", "started", "operating", "stalled", "cancelled"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quote. ``name`` is empty for the public and for those the text doesn't name."""

    name: str
    title: str
    organization: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Quoted:
    """Speech from ``start`` to ``end``, between the marks."""

    start: int
    end: int
    speaker: Speaker

    def moved(self, by: int) -> Quoted:
        """The same, ``by`` characters further on."""
        return Quoted(self.start + by, self.end + by, self.speaker)


@dataclass(frozen=True, slots=True)
class Deed:
    """A stage of a project that a text tells of."""

    project: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Truth:
    """What a piece of text means: places by name, summits and messages by id, sums of projects in yuan."""

    places: frozenset[str] = frozenset()
    summits: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    quotes: tuple[Quoted, ...] = ()
    deeds: tuple[Deed, ...] = ()
    amounts: frozenset[int] = frozenset()

    def followed_by(self, other: Truth, at: int) -> Truth:
        """The truth of two pieces, the second of which begins at ``at`` of the first."""
        return Truth(
            self.places | other.places,
            self.summits | other.summits,
            self.messages | other.messages,
            self.quotes + tuple(quote.moved(at) for quote in other.quotes),
            self.deeds + other.deeds,
            self.amounts | other.amounts,
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """Sentences that stay together when a text is cut; ``opens`` a paragraph or goes on in one.

    ``alone`` is False when somebody speaks in it whom an earlier unit names.
    """

    text: str
    truth: Truth = Truth()
    opens: bool = True
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A headline and the units below it. ``intact`` is False once an edit may have touched what is true."""

    title: Unit
    units: tuple[Unit, ...]
    intact: bool = True


@dataclass(frozen=True, slots=True)
class Event:
    """A summit of the world. ``abbreviation`` is an alias without the city's name, if it has one."""

    id: str
    name: str
    aliases: tuple[str, ...]
    abbreviation: str
    start: date
    end: date
    before_days: int
    after_days: int


@dataclass(frozen=True, slots=True)
class Project:
    """What a firm promises: ``total`` as written, ``amount`` in yuan (None where it is foreign money)."""

    id: str
    firm: str
    short: str
    thing: str
    county: str
    total: str
    amount: int | None
    phase: str


@dataclass(frozen=True, slots=True)
class Story:
    """One text to be told. Stories of the same ``cast`` tell of the same people on their own.

    ``others`` are further projects that it lists.
    """

    id: str
    kind: Kind
    day: date
    cast: str
    copies: float
    event: Event | None = None
    project: Project | None = None
    others: tuple[Project, ...] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """An outlet, with the lines of its own that it puts around whatever it prints."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """An article of the web, and what is true of it.

    ``origin`` is what its 来源 line says, an alias resolved; ``first`` whether it is its story's first
    publication among those collected. ``truth`` counts only where ``intact``.
    """

    id: str
    story: str
    edit: str
    first: bool
    outlet: str
    origin: str
    at: datetime
    title: str
    text: str
    truth: Truth
    intact: bool
