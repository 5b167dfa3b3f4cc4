"""Two editions of a summit side by side: the same sources, windows of one length. Pure.

A source that saw one edition and not the other would turn "more was looked at" into growth, and so would a
longer window. What both saw alike is studied anew, and differences have an interval.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.coverage import Coverage, DayCoverage, Lane
from analysis.exposure.found import Found, Naming
from analysis.exposure.intervals import Z90, Estimate
from analysis.exposure.panel import LEAST_SHARE
from analysis.exposure.study import study
from analysis.exposure.values import WINDOWS, SummitStudy
from cityecho.watchlist import Brand, Summit, WindowName

Windows = Sequence[Sequence[int]]
"""Counts of an edition by window and day."""


@dataclass(frozen=True, slots=True)
class Matched:
    """This edition and the previous, ``studies`` of both on the sources that saw both; None when ``refused``.

    ``shares`` are of each edition's items those that these sources carried, ``refused`` says in Chinese why
    there is no comparison. ``previous`` is the summit as it is configured.
    """

    previous: Summit
    sources: tuple[str, ...]
    shares: tuple[float, float]
    studies: tuple[SummitStudy, SummitStudy] | None
    refused: str | None

    @property
    def alike_in_length(self) -> bool:
        """Whether the events themselves lasted equally long; the windows around them are cut to be."""
        return self.studies is None or len({len(one.windows["during"].days) for one in self.studies}) == 1


def match(
    found: Found, this: SummitStudy, previous: Summit, brand: Brand, summits: Sequence[Summit]
) -> Matched:
    """Study both editions on the same sources; ``found`` is of all covered days and of both windows."""
    pair = cut(this.summit, previous)
    lanes = [
        lane for lane in this.coverage.lanes if all(lane.days.issuperset(one.span.each()) for one in pair)
    ]
    sources = frozenset(source for lane in lanes for source in lane.sources)
    first, second = (_share(found.namings, sources, one, brand) for one in pair)
    refused = _refused(bool(lanes), (first, second))
    if refused:
        return Matched(previous, tuple(sorted(sources)), (first, second), None, refused)
    known, counted = _of(this.coverage, lanes), found.of_sources(sources)
    now, before = (study(counted, known, one, brand=brand, summits=summits) for one in pair)
    return Matched(previous, tuple(sorted(sources)), (first, second), (now, before), None)


def cut(this: Summit, previous: Summit) -> tuple[Summit, Summit]:
    """Both with the shorter of their windows before and after; the days of the event stay as they are."""
    before, after = min(this.before_days, previous.before_days), min(this.after_days, previous.after_days)
    build_up = min(this.build_up_days, previous.build_up_days, before)
    one, other = (
        replace(summit, before_days=before, build_up_days=build_up, after_days=after)
        for summit in (this, previous)
    )
    return one, other


def _share(items: Iterable[Naming], sources: frozenset[str], summit: Summit, brand: Brand) -> float:
    """Of the items about the city in the windows those of ``sources``; 1 of none."""
    told = [
        item.source in sources for item in items if item.day in summit.span and brand.city.name in item.places
    ]
    return sum(told) / len(told) if told else 1.0


def _refused(seen: bool, shares: tuple[float, float]) -> str | None:
    if not seen:
        return "没有一个来源在两届统计期的每一天都采集完整，不作比较"
    low = min(shares)
    if low >= LEAST_SHARE:
        return None
    edition = "本届" if shares[0] == low else "上届"
    return f"两届都采集完整的来源只载有{edition}稿件的{low:.1%}，不足{LEAST_SHARE:.0%}，不作比较"


def _of(coverage: Coverage, lanes: Sequence[Lane]) -> Coverage:
    """The coverage of these lanes alone."""
    states = {day: _state(day, lanes) for day in coverage.days}
    return Coverage(states, {}, (), tuple(lanes))


def _state(day: date, lanes: Sequence[Lane]) -> DayCoverage:
    seen = sum(day in lane.days for lane in lanes)
    return "ok" if seen == len(lanes) else "partial" if seen else "gap"


def counts_differ(matched: tuple[SummitStudy, SummitStudy], kind: str, name: WindowName) -> Estimate:
    """How many more items or new stories (``kind``) the window had this time."""
    now, before = (
        [[getattr(day, kind) for day in one.days if day.window == window] for window in WINDOWS]
        for one in matched
    )
    return difference_of_days(now, before, WINDOWS.index(name))


def difference_of_days(now: Windows, before: Windows, at: int) -> Estimate:
    """The sum of the window ``at`` less that of the edition before, as far as days vary.

    Overdispersed Poisson; the dispersion is that of the days' differences, each day held against the other
    edition's day in the same place, so that the shape which both echoes share is no noise.
    """
    left, total, windows, days = 0.0, 0, 0, 0
    for here, there in zip(now, before, strict=True):
        if len(here) == len(there) > 1:
            apart = [one - other for one, other in zip(here, there, strict=True)]
            mean = sum(apart) / len(apart)
            left += sum((one - mean) ** 2 for one in apart)
            total += sum(here) + sum(there)
            windows, days = windows + 1, days + len(apart)
    dispersion = max(1.0, left / total * days / (days - windows)) if total else 1.0
    seen, then = sum(now[at]), sum(before[at])
    half = Z90 * math.sqrt(dispersion * max(1, seen + then))
    return Estimate(seen - then, seen - then - half, seen - then + half)


def outlets_differ(matched: tuple[SummitStudy, SummitStudy], name: WindowName) -> Estimate:
    """How many more outlets this time: those that told only now less those that told only then (McNemar)."""
    now, before = (
        {item.outlet for item in one.span_items if item.day in one.summit.window(name)} for one in matched
    )
    gained, lost = len(now - before), len(before - now)
    half = Z90 * math.sqrt(max(1, gained + lost))
    return Estimate(gained - lost, gained - lost - half, gained - lost + half)
