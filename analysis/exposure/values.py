"""What a summit study says: frozen counts and estimates, before they become tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from analysis.coverage import Coverage
from analysis.exposure.changes import Feeling
from analysis.exposure.echo import Uplift
from analysis.exposure.fading import BuildUp
from analysis.exposure.intervals import Estimate
from analysis.exposure.panel import Panel
from analysis.exposure.placebo import Placebo
from analysis.exposure.rank import Race
from analysis.exposure.reasons import uncovered
from analysis.exposure.usual import UsualDay
from analysis.item import Item, Label
from cityecho.watchlist import Days, Summit, WindowName

WINDOWS: tuple[WindowName, ...] = ("before", "during", "after")
WindowId = WindowName | Literal["usual", "period"]
"""A summit's windows; a period and the fortnight that it is held against."""
OWNED, EARNED = "自有", "外部"


@dataclass(frozen=True, slots=True)
class DayCounts:
    """One day of a span: what named the city, and everything seen.

    A story counts on the day of its first item within the window; ``labels`` counts items.
    """

    day: date
    window: WindowId
    items: int
    stories: int
    outlets: int
    labels: Mapping[Label, int]
    all_items: int


@dataclass(frozen=True, slots=True)
class WindowCounts:
    """One window: items, distinct stories and outlets that named the city. ``holes`` are its uncovered days.

    ``labels`` counts items, ``story_labels`` stories. ``named`` counts stories that name the summit itself.
    """

    name: WindowId
    days: Days
    items: int
    stories: int
    outlets: int
    owned: int
    earned: int
    labels: Mapping[Label, int]
    story_labels: Mapping[Label, int]
    named: int
    holes: tuple[date, ...]
    blank: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A span of days, such as during and after together: ``holes`` are not wholly covered.

    ``blank`` when all are unseen.
    """

    days: Days
    holes: tuple[date, ...]
    blank: bool

    @property
    def mute(self) -> str | None:
        """Why nothing can be said about these days (Chinese); None when something can."""
        return uncovered(self.days) if self.blank else None


@dataclass(frozen=True, slots=True)
class Group:
    """Items, stories and outlets of one tier, region, topic …; ``share`` of all stories counted with it."""

    name: str
    items: int
    stories: int
    outlets: int
    share: float


@dataclass(frozen=True, slots=True)
class OutletCounts:
    """What one outlet published about the city; ``first`` counts the stories it published first."""

    outlet: str
    tier: str
    region: str
    owned: bool
    items: int
    stories: int
    first: int


@dataclass(frozen=True, slots=True)
class StoryItems:
    """One story: its items in order of publication, the first among them, and the label most of them have."""

    id: str
    items: tuple[Item, ...]
    first: Item
    label: Label

    @property
    def outlets(self) -> int:
        """How many outlets carried it."""
        return len({item.outlet for item in self.items})

    @property
    def reposted(self) -> tuple[Item, ...]:
        """Its items that are copies."""
        return tuple(item for item in self.items if item.role == "repost")

    @property
    def reposts(self) -> int:
        """How many these are."""
        return len(self.reposted)


@dataclass(frozen=True, slots=True)
class Spread:
    """Who told what in a span of days, such as during and after: stories and counts of what names the city.

    ``voice`` counts every watched place, the city first, by what names it.
    """

    stories: tuple[StoryItems, ...]
    tiers: tuple[Group, ...]
    regions: tuple[Group, ...]
    ownership: tuple[Group, ...]
    outlets: tuple[OutletCounts, ...]
    topics: tuple[Group, ...]
    industries: tuple[Group, ...]
    messages: tuple[Group, ...]
    voice: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """Stories with an item outside a circle as a share of all, and the outlets outside it as a number."""

    stories: Estimate
    outlets: Estimate


@dataclass(frozen=True, slots=True)
class Distance:
    """How far copies lie from their first publisher, in hops from copy to copy.

    ``mean`` and ``far`` (the share of two hops and more) are of the copies whose way is known, ``unknown`` is
    the share of the others. ``copies`` and ``outlets`` count by hops, None for those whose way is lost.
    """

    mean: Estimate
    far: Estimate
    unknown: Estimate
    copies: Mapping[int | None, int]
    outlets: Mapping[int | None, int]


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares with their intervals: ``sentiment`` by label and window, the rest during and after.

    ``circle`` is by its name (earned, beyond_trade …), ``messages`` by id, ``voice`` by place.
    """

    sentiment: Mapping[tuple[Label, WindowId], Estimate]
    circle: Mapping[str, Circle]
    distance: Distance
    reposts: Estimate
    messages: Mapping[str, Estimate]
    voice: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Echo:
    """What the summit changed: new stories above the usual, false alarms of that method, rise and fall.

    All of it counts the panel's items alone, and so do the ``days``, which are none without a model.
    """

    panel: Panel
    uplift: Uplift
    placebo: Placebo
    half_life: Estimate
    build_up: BuildUp
    days: tuple[UsualDay, ...] = ()


@dataclass(frozen=True, slots=True)
class SummitStudy:
    """One summit, counted and estimated.

    ``overlapping`` are other summits whose echoes share a day with its own, ``span_items`` the items of all
    three windows that name the city, by publication, ``places_daily`` new stories by day and place.
    """

    summit: Summit
    coverage: Coverage
    overlapping: tuple[Summit, ...]
    windows: Mapping[WindowName, WindowCounts]
    days: tuple[DayCounts, ...]
    span_items: tuple[Item, ...]
    places_daily: tuple[tuple[date, str, int], ...]
    spread: Spread
    heard: Heard
    shares: Shares
    race: Race
    feeling: Feeling
    echo: Echo

    @property
    def heard_items(self) -> tuple[Item, ...]:
        """The items of the days during and after."""
        return tuple(item for item in self.span_items if item.day in self.heard.days)

    @property
    def blank(self) -> bool:
        """Whether nobody looked on any day of the three windows."""
        return all(self.coverage.at(day) == "gap" for day in self.summit.span.each())
