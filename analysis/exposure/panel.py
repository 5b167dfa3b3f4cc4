"""Which sources an uplift is learnt from and counted on: those that saw all the days compared. Pure.

A list that begins in the middle, or a feed that holds its newest items only, would make a loud summit out of
days on which more was looked at. So days are compared within a panel: sources that cover every day of the
echo and every day of the baseline. The others still count wherever windows are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.coverage import Coverage, Lane
from analysis.dates import stretches
from analysis.exposure.found import Naming
from cityecho.watchlist import Days, Summit

LEAST_DAYS = 14
"""A baseline under two of each weekday can't tell a weekday from a day."""
ENOUGH_DAYS = 28
"""Sources are given up for a baseline of so many days, not for a longer one."""
LEAST_SHARE = 0.6
"""A panel with less of the echo's items than this speaks for itself, not for the echo."""
BUSY_SHARE = 0.1
"""A source with so much of the usual stories that was interrupted in the echo leaves no figure at all."""
SILENT_DAYS = 7
"""So long a stretch without a single item of any source is a web that had ended or not begun: real outlets
publish through holidays. Learnt from, its zeros would make an uplift of the ordinary."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The sources counted, the days learnt from, and the panel's share of the city's items in the echo.

    ``seen`` are all days that each of the sources covers. ``left_out`` are read sources that miss some of the
    days compared. ``refused`` says in Chinese why there is no panel to count on; then ``sources`` and
    ``baseline`` are empty, and ``left_out`` are the busy sources that were interrupted, if it is for them.
    """

    sources: frozenset[str]
    left_out: tuple[str, ...]
    baseline: tuple[date, ...]
    share: float
    refused: str | None = None
    seen: frozenset[date] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether nothing that was collected is left out."""
        return not self.left_out and self.share == 1.0

    def of(self, items: Iterable[Naming]) -> list[Naming]:
        """The items that count."""
        return [item for item in items if item.source in self.sources]


def silent_days(looked_at: Iterable[date], published: Collection[date]) -> frozenset[date]:
    """Days ``looked_at`` in stretches longer than :data:`SILENT_DAYS` on which nothing was published."""
    silent: set[date] = set()
    stretch: list[date] = []
    for day in sorted(looked_at):
        if day in published or (stretch and (day - stretch[-1]).days > 1):
            silent.update(stretch if len(stretch) > SILENT_DAYS else ())
            stretch = []
        if day not in published:
            stretch.append(day)
    silent.update(stretch if len(stretch) > SILENT_DAYS else ())
    return frozenset(silent)


def choose(
    coverage: Coverage,
    city: Sequence[Naming],
    echo: Days,
    summits: Sequence[Summit],
    silent: frozenset[date] = frozenset(),
) -> Panel:
    """The panel for an echo; ``city`` are the items that name the city, ``silent`` days no baseline has.

    Of the sources that cover every day of the echo those with the fewest days outside all summits' windows
    are given up first, until the rest share :data:`ENOUGH_DAYS` of them; where that would leave too small a
    share of the items, :data:`LEAST_DAYS`; where this would too, none (and the baseline is too short).
    There is none either where a busy source was interrupted within the echo.
    """
    gaps = [day for day in echo.each() if coverage.at(day) == "gap"]
    if gaps:
        return _refused(f"{stretches(gaps)}未采集，采到的少不等于发布的少")
    ordinary = _ordinary(coverage, summits) - silent
    broken = [lane for lane in coverage.lanes if _outage(lane, echo) and _is_busy(lane, city, ordinary)]
    if broken:
        return replace(_refused(_interrupted(broken, echo)), left_out=_sources(broken))
    whole = [lane for lane in coverage.lanes if lane.days.issuperset(echo.each())]
    if not whole:
        return _refused("没有一个来源在筹备期至会后的每一天都采集完整")
    items = Counter(item.source for item in city if item.day in echo)
    panels = list(_panels(whole, coverage, items, ordinary))
    large = [panel for panel in panels if panel.share >= LEAST_SHARE]
    if not large:
        share = panels[0].share
        return _refused(f"采集完整的来源只载有同期稿件的{share:.1%}，不足{LEAST_SHARE:.0%}", share)
    long = (panel for least in (ENOUGH_DAYS, LEAST_DAYS) for panel in large if len(panel.baseline) >= least)
    return next(long, large[0])


def _outage(lane: Lane, echo: Days) -> list[date]:
    """Days of an echo that a lane lost while it was read: it covers some before, and some of it or after.

    One that was given up before the echo was no longer read, one that began in it not yet.
    """
    began, ended = min(lane.days), max(lane.days)
    return [day for day in echo.each() if day not in lane.days and day > began and ended >= echo.first]


def _is_busy(lane: Lane, city: Sequence[Naming], ordinary: frozenset[date]) -> bool:
    """Whether the lane carries :data:`BUSY_SHARE` of the usual stories of the days that it covers."""
    usual = [item for item in city if item.day in ordinary and item.day in lane.days]
    told = {item.story for item in usual}
    return len({item.story for item in usual if item.source in lane.sources}) >= BUSY_SHARE * len(told) > 0


def _interrupted(broken: Sequence[Lane], echo: Days) -> str:
    lost = sorted({day for lane in broken for day in _outage(lane, echo)})
    return (
        f"{stretches(lost)}有{len(broken)}个主要采集来源（各载有平时报道的{BUSY_SHARE:.0%}以上）采集中断，"
        "采到的少不等于发布的少"
    )


def _sources(lanes: Iterable[Lane]) -> tuple[str, ...]:
    return tuple(sorted(source for lane in lanes for source in lane.sources))


def _refused(reason: str, share: float = 0.0) -> Panel:
    return Panel(frozenset(), (), (), share, reason)


def _panels(
    whole: Sequence[Lane], coverage: Coverage, items: Counter[str], ordinary: frozenset[date]
) -> Iterator[Panel]:
    """Ever smaller panels with the days they share; of sources with equally many days the busiest stay."""

    def rank(lane: Lane) -> tuple[int, int, tuple[str, ...]]:
        return -len(lane.days & ordinary), -sum(items[source] for source in lane.sources), lane.sources

    ranked = sorted(whole, key=rank)
    read = _sources(coverage.lanes)
    for size in range(len(ranked), 0, -1):
        sources = frozenset(source for lane in ranked[:size] for source in lane.sources)
        seen = frozenset.intersection(*(lane.days for lane in ranked[:size]))
        carried = sum(items[source] for source in sources)
        share = carried / items.total() if items else 1.0
        left_out = tuple(source for source in read if source not in sources)
        yield Panel(sources, left_out, tuple(sorted(ordinary & seen)), share, seen=seen)


def _ordinary(coverage: Coverage, summits: Iterable[Summit]) -> frozenset[date]:
    """Every day that was looked at and lies outside all windows of all summits."""
    spans = [summit.span for summit in summits]
    return frozenset(
        day
        for day, state in coverage.days.items()
        if state != "gap" and not any(day in span for span in spans)
    )
