"""What is watched: the frozen values that the files under ``config/CITY/`` become.

``docs/configuration.md`` tells the same of the files. Days are Beijing's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Literal

from cityecho.article import ItemKind
from cityecho.watchlist.routing import Routing

SourceKind = Literal["feed", "sitemap", "listing", "search", "api", "warc", "import"]
Column = Literal["url", "title", "text", "published_at", "origin", "author", "author_id"]
SummitKind = Literal["summit", "signing", "tour", "fair"]
WindowName = Literal["before", "during", "after"]
Synonyms = tuple[str, ...]
"""Words that may stand for each other, the one that the configuration writes first."""
Tier = Literal[
    "central",
    "provincial",
    "city",
    "county",
    "portal",
    "trade",
    "finance",
    "government",
    "self-media-platform",
    "overseas-chinese",
]

ONE_DAY = timedelta(days=1)
SILENT_MONTHS = 12
"""Months without news after which a signed project is listed as silent, unless ``brand.toml`` says else."""


@dataclass(frozen=True, slots=True)
class Days:
    """A closed span of days; empty when ``last`` lies before ``first``."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __len__(self) -> int:
        return max(0, (self.last - self.first).days + 1)

    def each(self) -> tuple[date, ...]:
        """Every day of the span, in order."""
        return tuple(self.first + ONE_DAY * n for n in range(len(self)))


@dataclass(frozen=True, slots=True)
class Place:
    """The city or a peer, by the names that mean it."""

    name: str
    names: tuple[str, ...]
    places: tuple[str, ...] = ()
    false_friends: tuple[str, ...] = ()
    province: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What the city wants to get across, by the wordings that count as having come across.

    Each of ``word_sets`` counts too: a sentence that holds one of the synonyms of each of its words, in any
    order. ``false_friends`` are texts that contain a wording and never say it.
    """

    id: str
    text: str
    variants: tuple[str, ...]
    kind: Literal["message", "slogan"]
    word_sets: tuple[tuple[Synonyms, ...], ...] = ()
    false_friends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry the city courts; ``group`` names those it is one of (六大产业), "" for none."""

    id: str
    name: str
    words: tuple[str, ...]
    group: str = ""
    false_friends: tuple[str, ...] = ()


INDEX_PARTS = ("uplift", "earned", "beyond_trade", "outside_province", "central", "messages")
"""What 传播热度 may be made of."""


@dataclass(frozen=True, slots=True)
class Brand:
    """The city, its brand, its peers and its messages (``brand.toml``).

    ``silent_months``: months without news after which a signed project is listed as silent. ``index``: the
    weights of the parts of 传播热度, none where it is off.
    """

    city: Place
    brand: str
    peers: tuple[Place, ...]
    messages: tuple[Message, ...]
    industries: tuple[Industry, ...]
    # Versions of measures hold a brand's `repr`: nothing is measured anew when these change.
    silent_months: int = field(default=SILENT_MONTHS, repr=False)
    index: tuple[tuple[str, float], ...] = field(default=(), repr=False)

    @property
    def places(self) -> tuple[Place, ...]:
        """The city first, then its peers."""
        return (self.city, *self.peers)


@dataclass(frozen=True, slots=True)
class Summit:
    """An event whose echo is measured (``summits.toml``)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: SummitKind
    start: date
    end: date
    before_days: int
    build_up_days: int
    after_days: int
    previous: str

    def window(self, name: WindowName) -> Days:
        """The days before, during or after the event."""
        if name == "before":
            return Days(self.start - ONE_DAY * self.before_days, self.start - ONE_DAY)
        if name == "during":
            return Days(self.start, self.end)
        return Days(self.end + ONE_DAY, self.end + ONE_DAY * self.after_days)

    @property
    def span(self) -> Days:
        """All three windows together."""
        return Days(self.window("before").first, self.window("after").last)

    @property
    def heard(self) -> Days:
        """During and after together: what came of the event itself."""
        return Days(self.start, self.window("after").last)

    @property
    def echo(self) -> Days:
        """Build-up to tail: the days whose stories count to the summit's uplift."""
        return Days(self.start - ONE_DAY * self.build_up_days, self.window("after").last)


@dataclass(frozen=True, slots=True)
class Source:
    """One way into one outlet (``sources/ID.toml``). A budget of 0 means none.

    ``items`` and ``cursor`` are JMESPath expressions over an answer; ``hosts`` and ``days`` choose among the
    captures of a ``warc`` source (no host: any; None: any day). At the ages ``look_again`` an article is
    asked for again.
    """

    id: str
    kind: SourceKind
    outlet: str
    start: tuple[str, ...]
    allow: str
    links: str
    next: str
    item_kind: ItemKind
    every: timedelta | None
    at: tuple[time, ...]
    minimum_per_day: int
    max_pages: int
    max_depth: int
    max_seconds: int
    render: bool
    query: tuple[str, ...]
    query_charset: Literal["utf-8", "gbk"]
    fields: Mapping[str, str]
    max_queries: int = 200
    days_back: int = 0
    first_page: int = 1
    page_step: int = 1
    items: str = ""
    cursor: str = ""
    max_rows: int = 0
    hosts: tuple[str, ...] = ()
    days: Days | None = None
    look_again: tuple[timedelta, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether it starts anew every day: at addresses with the day in them."""
        return any(all(mark in address for mark in ("{yyyy}", "{mm}", "{dd}")) for address in self.start)

    @property
    def has_rows(self) -> bool:
        """Whether the rows it reads are the items; without a text they are only leads to articles."""
        return "text" in self.fields


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published, as the registry has it (a row of ``outlets.csv``)."""

    domain: str
    name: str
    aliases: tuple[str, ...]
    tier: Tier
    kind: str
    region: str
    ownership: str
    city_owned: bool
    since: date | None
    source: str

    @property
    def province(self) -> str:
        """First part of the region: a province, 全国, or 海外."""
        return self.region.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class Registry:
    """All outlets. A host belongs to the row with the longest matching domain, as of a day."""

    outlets: tuple[Outlet, ...]
    by_domain: Mapping[str, tuple[Outlet, ...]]
    by_name: Mapping[str, Outlet]

    def at(self, host: str, day: date) -> Outlet | None:
        """The outlet behind ``host`` on ``day``; None when the registry doesn't know it.

        Of a domain's rows the latest that began by ``day`` counts; if all began later, the earliest.
        """
        labels = host.lower().rstrip(".").split(".")
        for start in range(len(labels)):
            rows = self.by_domain.get(".".join(labels[start:]))
            if rows:
                begun = [row for row in rows if row.since is None or row.since <= day]
                return begun[-1] if begun else rows[0]
        return None

    def named(self, name: str, day: date | None = None) -> Outlet | None:
        """The outlet of that name or alias, as 来源 lines write it: its row as of ``day``, else its last."""
        outlet = self.by_name.get(name.strip())
        return outlet if outlet is None or day is None else self.at(outlet.domain, day)


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """How the crawler behaves (``crawl.toml``): seconds between requests to a host, hosts at once, days.

    ``opt_out`` holds hosts and address prefixes that are never fetched. A crawl doesn't start with less than
    ``minimum_free_mb`` (10⁶ bytes) free where it writes.
    """

    user_agent: str
    delay: float
    concurrency: int
    proxy: str
    allow_private: tuple[str, ...]
    retention: Mapping[str, int]
    opt_out: tuple[str, ...] = ()
    minimum_free_mb: int = 500


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Everything under one configuration folder, checked."""

    folder: Path
    brand: Brand
    summits: tuple[Summit, ...]
    sources: tuple[Source, ...]
    registry: Registry
    lexicon: Mapping[str, tuple[str, ...]]
    crawl: CrawlSettings
    routing: Routing = field(default_factory=Routing)

    def summit(self, summit_id: str) -> Summit | None:
        """The summit of that id."""
        return next((summit for summit in self.summits if summit.id == summit_id), None)

    def source(self, source_id: str) -> Source | None:
        """The source of that id."""
        return next((source for source in self.sources if source.id == source_id), None)
