"""The frozen values of the demo web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented publisher: its registry row, and how its site is built.

    ``voices`` are the registers it speaks in, ``local`` the city it belongs to. ``layout`` names a page
    layout, ``way`` how a crawler finds its articles (feed, sitemap, sitemap-index, listing), ``charset`` what
    its bytes are in and ``header`` the Content-Type it sends, right or not. ``copies`` weighs how often it
    reposts; ``styled`` says whether its source gives CSS; ``per_page`` cuts its lists (0: one page);
    ``closed_folder`` is what its robots.txt forbids.
    """

    id: str
    domain: str
    name: str
    tier: str
    kind: str
    region: str
    ownership: str
    voices: tuple[str, ...]
    layout: str
    way: str
    aliases: tuple[str, ...] = ()
    city_owned: bool = False
    local: str = ""
    charset: str = "utf-8"
    header: str = "text/html; charset=utf-8"
    copies: float = 1.0
    styled: bool = True
    per_page: int = 0
    closed_folder: str = ""

    @property
    def root(self) -> str:
        """The site's address."""
        return f"https://{self.domain}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of story (a file of ``texts/``): what it feels about the place, who tells it, its sentences."""

    id: str
    sentiment: str
    voices: tuple[str, ...]
    weight: float
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    body: tuple[str, ...]
    tails: tuple[str, ...]
    about: str
    decoy: str = ""
    events: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A headline and paragraphs, each a tuple of sentences."""

    title: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All sentences in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def text(self) -> str:
        """The body, a paragraph a line."""
        return "\n".join("".join(paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Event:
    """A summit as ``summits.toml`` has it: its full name first among ``names``."""

    id: str
    names: tuple[str, ...]
    kind: str
    start: date
    end: date
    build_up_days: int
    after_days: int


@dataclass(frozen=True, slots=True)
class Story:
    """One planted text. ``place`` is the city or peer it is about, empty when it is about none.

    ``event`` is the summit it belongs to; such stories are the planted uplift. ``copies`` is how many to
    expect.
    """

    id: str
    kind: Kind
    place: str
    day: date
    event: Event | None
    copies: float

    @property
    def summit(self) -> str:
        """The event's id, or empty."""
        return self.event.id if self.event else ""


@dataclass(frozen=True, slots=True)
class Item:
    """One publication of a story by an outlet.

    ``role`` is first | repost | own; ``edit`` says what was done to the text: none | whole | light |
    retitled | cut60 | cut40 | spliced; ``origin`` is what its 来源 line says.
    """

    story: Story
    outlet: Outlet
    role: str
    edit: str
    prose: Prose
    published_at: datetime
    origin: str
    reporter: str
    editor: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the web answers at an address."""

    url: str
    body: bytes
    content_type: str
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class Article:
    """An item at its address, as its page shows it."""

    item: Item
    number: int
    url: str
    collectable: bool

    @property
    def title(self) -> str:
        """The headline."""
        return self.item.prose.title

    @property
    def at(self) -> datetime:
        """Time of publication (midnight where the page shows only the day)."""
        return self.item.published_at


@dataclass(frozen=True, slots=True)
class Link:
    """A headline that leads to another page of the same outlet."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around an article: related and popular headlines of the same outlet."""

    related: tuple[Link, ...]
    popular: tuple[Link, ...]
