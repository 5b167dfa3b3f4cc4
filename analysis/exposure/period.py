"""A day, a week or a month of the city's news, beside the fortnight before it. Pure.

The fortnight is a plain baseline: its mean, its loudest and its quietest day. Nothing is estimated from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean

from analysis.coverage import Coverage, Lane
from analysis.dates import days as days_said
from analysis.exposure import tally
from analysis.exposure.echo import new_stories
from analysis.exposure.study import shares_of, spread_of
from analysis.exposure.values import DayCounts, Heard, Shares, Spread, WindowCounts, WindowId
from analysis.item import Item
from analysis.spikes import fortnight
from cityecho.watchlist import Brand, Days

LEAST_DAYS = 7
"""Covered days of the fortnight under which nobody knows what a source usually brings."""


@dataclass(frozen=True, slots=True)
class Usual:
    """New stories of each day, of the fortnight ``before`` and of the period, counted alike.

    Both count those sources alone that cover all these days, ``sources`` in number (of one that took
    another's place, one). ``withheld`` says (Chinese) why there is nothing to compare.
    """

    before: tuple[int, ...] = ()
    here: tuple[int, ...] = ()
    sources: int = 0
    withheld: str | None = None

    @property
    def mean(self) -> float:
        """New stories a day in the fortnight."""
        return fmean(self.before) if self.before else 0.0

    @property
    def mean_here(self) -> float:
        """New stories a day in the period."""
        return fmean(self.here) if self.here else 0.0


@dataclass(frozen=True, slots=True)
class SourceDays:
    """One source in the period: the days of it that were covered, its items, and its items a day before.

    Items are all of them, whatever they are about. ``usual`` is None where too few days before were covered.
    """

    source: str
    covered: int
    items: int
    usual: float | None


@dataclass(frozen=True, slots=True)
class PeriodStudy:
    """A period, counted.

    ``windows`` and ``daily`` hold the fortnight before (usual), too; ``items`` name the city, by publication,
    ``new`` are the stories of the period that were not seen in the fortnight; ``morning`` are the items of
    the day after that came early enough, and count nowhere else.
    """

    days: Days
    before: Days
    coverage: Coverage
    windows: Mapping[WindowId, WindowCounts]
    daily: tuple[DayCounts, ...]
    items: tuple[Item, ...]
    new: frozenset[str]
    morning: tuple[Item, ...]
    spread: Spread
    heard: Heard
    shares: Shares
    usual: Usual
    sources: tuple[SourceDays, ...]

    @property
    def period(self) -> WindowCounts:
        """The period's own counts."""
        return self.windows["period"]


def period_study(
    items: Sequence[Item], coverage: Coverage, days: Days, *, brand: Brand, until: datetime | None = None
) -> PeriodStudy:
    """Study ``days``; ``items`` are all items of them, of the fortnight before and of the day after.

    Of the day after those count to the morning that came before ``until`` (None: there is no morning).
    """
    before = fortnight(days.first)
    city = sorted((item for item in items if brand.city.name in item.places), key=tally.published)
    spans: dict[WindowId, Days] = {"usual": before, "period": days}
    by_window = {name: [item for item in city if item.day in span] for name, span in spans.items()}
    windows = {name: tally.window(by_window[name], name, span, coverage) for name, span in spans.items()}
    told, seen = by_window["period"], {item.story for item in by_window["usual"]}
    everything = Counter(item.day for item in items)
    heard = Heard(days, coverage.holes(days), coverage.blank(days))
    voice = tally.voice(
        [item for item in items if item.places and item.day in days], [place.name for place in brand.places]
    )
    spread = spread_of(told, tally.stories(told, city), voice)
    return PeriodStudy(
        days=days,
        before=before,
        coverage=coverage,
        windows=windows,
        daily=tuple(
            day
            for name, span in spans.items()
            for day in tally.daily(by_window[name], name, span, everything)
        ),
        items=tuple(told),
        new=frozenset({item.story for item in told} - seen),
        morning=_morning(city, days, until),
        spread=spread,
        heard=heard,
        shares=shares_of(windows.values(), spread, brand, heard, city),
        usual=_usual(city, coverage, before, days),
        sources=_sources(items, coverage, before, days),
    )


def _morning(city: Iterable[Item], days: Days, until: datetime | None) -> tuple[Item, ...]:
    """The items of the day after that had come by then; without a minute the capture tells."""
    if until is None:
        return ()
    after = days.last + timedelta(days=1)
    return tuple(item for item in city if item.day == after and (item.minute or item.captured_at) < until)


def _usual(city: Sequence[Item], coverage: Coverage, before: Days, days: Days) -> Usual:
    if coverage.blank(days):
        return Usual(withheld=f"{days_said(days.first, days.last)}未采集")
    lanes = coverage.whole((*before.each(), *days.each()))
    if not lanes:
        span = days_said(before.first, days.last)
        return Usual(withheld=f"没有一个来源在{span}每天都采集完整")
    sources = _of(lanes)
    counts = new_stories(
        item for item in city if item.source in sources and before.first <= item.day <= days.last
    )
    return Usual(_each(counts, before), _each(counts, days), len(lanes))


def _of(lanes: Iterable[Lane]) -> frozenset[str]:
    return frozenset(source for lane in lanes for source in lane.sources)


def _each(counts: Mapping[date, int], days: Days) -> tuple[int, ...]:
    return tuple(counts.get(day, 0) for day in days.each())


def _sources(items: Iterable[Item], coverage: Coverage, before: Days, days: Days) -> tuple[SourceDays, ...]:
    """A row a lane, by its source of the period."""
    here = Counter(item.source for item in items if item.day in days)
    there = Counter((item.source, item.day) for item in items if item.day in before)
    rows = []
    for lane in coverage.lanes:
        # Of days that were not covered, some items may have come all the same: they would swell the mean.
        known = [day for day in before.each() if day in lane.days]
        told = sum(there[source, day] for source in lane.sources for day in known)
        usual = told / len(known) if len(known) >= LEAST_DAYS else None
        covered = sum(day in lane.days for day in days.each())
        brought = sum(here[source] for source in lane.sources)
        rows.append(SourceDays(lane.sources[-1], covered, brought, usual))
    return tuple(sorted(rows, key=lambda row: row.source))
