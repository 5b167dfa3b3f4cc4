"""One article with all its measures: what exposure, trends and exports count."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from cityecho.article import ItemKind, Precision

Label = Literal["positive", "neutral", "negative", "unclear"]
Role = Literal["first", "repost", "own"]
LABELS: tuple[Label, ...] = ("positive", "neutral", "negative", "unclear")


@dataclass(frozen=True, slots=True)
class Item:
    """An article as it is counted.

    ``outlet`` is the registry's name, or the host where the registry knows none; then ``tier`` and ``region``
    are "" and ``owned`` is False. ``places`` are the names of the city and the peers that the article means,
    ``summits``, ``messages`` and ``industries`` ids of what it names (industries: of the city, or of no place
    near it). ``sentiment`` is about the city: for one that doesn't name it "neutral", score 0. ``role`` "own"
    is a story of one item; ``copied_from`` is the id of the item it copied, None where it copied none;
    ``deals`` counts those it tells of. What is not ``is_measured`` yet names nothing as far as is known, is
    neutral and a story of its own.
    """

    id: str
    url: str
    title: str
    day: date
    published_at: datetime | None
    captured_at: datetime
    capture_digest: str
    source: str
    kind: ItemKind
    outlet: str
    tier: str
    region: str
    owned: bool
    origin_outlet: str
    author: str
    places: frozenset[str]
    prominence: str
    summits: tuple[str, ...]
    messages: tuple[str, ...]
    industries: tuple[str, ...]
    story: str
    role: Role
    sentiment: Label
    sentiment_score: float
    snownlp_score: float | None
    topic: str
    precision: Precision = "minute"
    is_measured: bool = True
    copied_from: str | None = None
    deals: int = 0

    @property
    def may_be_listed(self) -> bool:
        """Whether it may stand in a list with its title and address.

        Every news page may. Of posts only those of organizations in the registry, which alone are named:
        where somebody posted (a platform, a newspaper's forum) says nothing of who it was.
        """
        is_named = self.author == self.outlet and self.tier not in {"", "self-media-platform"}
        return self.kind == "news" or is_named

    @property
    def alike(self) -> str | None:
        """The same for posts that agree in all that tables and figures divide by, but for their stories.

        None for what may be listed: that is told apart anyway.
        """
        if self.may_be_listed:
            return None
        named = (
            sorted(self.places),
            self.prominence,
            self.summits,
            self.messages,
            self.industries,
            self.topic,
        )
        origin = (self.source, self.outlet, self.tier, self.region, self.owned, self.origin_outlet)
        kind = (self.day, self.role, self.sentiment, self.is_measured, *named, *origin)
        return hashlib.sha256(repr(kind).encode()).hexdigest()[:16]

    def is_of_industry(self, home: str) -> bool:
        """Whether it counts to what is told of the industries whatever the city does.

        It is the first of its story, from an outlet at home in another province than ``home``, and names no
        place and no summit: a summit lifts its industry too, by what is told of it there.
        """
        elsewhere = self.province not in {"", home} and not self.places and not self.summits
        return bool(self.industries) and elsewhere and self.role != "repost" and self.alike is None

    @property
    def minute(self) -> datetime | None:
        """When it was published, where the minute is known."""
        return self.published_at if self.precision == "minute" else None

    @property
    def appeared(self) -> date | None:
        """When it came out as exactly as is known: the moment, the day alone, or nothing."""
        return self.minute or (self.day if self.published_at else None)

    @property
    def province(self) -> str:
        """First part of the region."""
        return self.region.split("/", 1)[0]
