"""One article with all its measures: what exposure, trends and exports count."""

from __future__ import annotations

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
    ``summits``, ``messages`` and ``industries`` ids of what it names. ``sentiment`` is about the city: for
    one that doesn't name it "neutral", score 0. ``role`` "own" is a story of one item; ``copied_from``
    is the id of the item it copied, None where it copied none. What is not ``is_measured`` yet names nothing
    as far as is known, and is neutral and a story of its own by default.
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
