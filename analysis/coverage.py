"""Which days of publication are covered, over all sources together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cityecho.archive import Covered
from cityecho.watchlist import Days, Source

DayCoverage = Literal["ok", "partial", "gap"]
CRAWLED = frozenset({"feed", "sitemap", "listing"})
"""Kinds of source whose lists can be read to their end; a search or an import never covers a day."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Sources that stand for one another in time, most often just one, and every day they cover.

    An outlet that changed its lists has several: one read before, the next after, never beside it.
    """

    sources: tuple[str, ...]
    days: frozenset[date]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of each day, which sources are missing on a day, which never covered any day, the lanes.

    A day is "ok" when every source covers it, "partial" when some do, "gap" when none does.
    """

    days: Mapping[date, DayCoverage]
    missing: Mapping[date, tuple[str, ...]]
    unread: tuple[str, ...]
    lanes: tuple[Lane, ...]

    def at(self, day: date) -> DayCoverage:
        """The state of a day; one that was never looked at is a gap."""
        return self.days.get(day, "gap")

    def holes(self, days: Days) -> tuple[date, ...]:
        """The days of a span that are not wholly covered."""
        return tuple(day for day in days.each() if self.at(day) != "ok")

    def whole(self, days: Iterable[date]) -> tuple[Lane, ...]:
        """The lanes that cover every one of ``days``: what they bring can be compared day by day."""
        wanted = frozenset(days)
        return tuple(lane for lane in self.lanes if wanted <= lane.days)

    def blank(self, days: Days) -> bool:
        """Whether no day of the span is covered by any source: a zero there says nothing."""
        return all(self.at(day) == "gap" for day in days.each())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of one source: its covered days, and the first and last of them."""

    source: str
    outlet: str
    covered: frozenset[date]
    hull: Days

    def replaces(self, other: _Reading) -> bool:
        """Whether this source of the same outlet came before or after the other, never beside it."""
        apart = self.hull.last < other.hull.first or other.hull.last < self.hull.first
        return apart and self.outlet == other.outlet


def coverage(spans: Iterable[Covered], sources: Sequence[Source], days: Days) -> Coverage:
    """The coverage of ``days`` by the crawled sources of a watch list.

    A source is missing on a day when it covered other days but not this one, unless the day lies outside
    everything it covered and another source of the same outlet, which came before or after it, covers it
    (an outlet that changed its lists). A source that never covered a day counts as unread, not as missing:
    one blocked outlet must not make every day partial, but a report names it.
    """
    crawled = [source for source in sources if source.kind in CRAWLED]
    readings = _readings(tuple(spans), crawled)
    unread = tuple(sorted({source.id for source in crawled} - {reading.source for reading in readings}))
    missing = {day: _missing(day, readings) for day in days.each()}
    states = {day: _state(len(lost), len(readings), day, readings) for day, lost in missing.items()}
    return Coverage(states, {day: lost for day, lost in missing.items() if lost}, unread, _lanes(readings))


def span_of(spans: Iterable[Covered]) -> Days | None:
    """From the first to the last covered day of any source; None when nothing is covered."""
    known = tuple(spans)
    if not known:
        return None
    return Days(min(span.first for span in known), max(span.last for span in known))


def _readings(spans: Sequence[Covered], sources: Sequence[Source]) -> tuple[_Reading, ...]:
    found = []
    for source in sources:
        own = [Days(span.first, span.last) for span in spans if span.source == source.id]
        covered = frozenset(day for span in own for day in span.each())
        if covered:
            hull = Days(min(covered), max(covered))
            found.append(_Reading(source.id, source.outlet, covered, hull))
    return tuple(found)


def _lanes(readings: Sequence[_Reading]) -> tuple[Lane, ...]:
    """Each reading in the first lane whose readings it all replaces, else in a lane of its own."""
    lanes: list[list[_Reading]] = []
    for reading in sorted(readings, key=lambda one: (one.hull.first, one.source)):
        lane = next((lane for lane in lanes if all(reading.replaces(other) for other in lane)), None)
        if lane is None:
            lanes.append([reading])
        else:
            lane.append(reading)
    return tuple(
        Lane(tuple(one.source for one in lane), frozenset().union(*(one.covered for one in lane)))
        for lane in lanes
    )


def _missing(day: date, readings: Sequence[_Reading]) -> tuple[str, ...]:
    reading_it = [reading for reading in readings if day in reading.covered]
    return tuple(
        sorted(
            reading.source
            for reading in readings
            if day not in reading.covered
            and (day in reading.hull or not any(other.replaces(reading) for other in reading_it))
        )
    )


def _state(missing: int, read: int, day: date, readings: Sequence[_Reading]) -> DayCoverage:
    if read and not missing:
        return "ok"
    return "partial" if any(day in reading.covered for reading in readings) else "gap"
