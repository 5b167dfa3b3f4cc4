"""How a figure gets its value: a count or an estimate, its denominator, and what of its days is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analysis.exposure import Estimate, SummitStudy, WindowCounts
from analysis.exposure.reasons import nothing_found, short_of, uncovered
from cityecho.watchlist import Days
from reports import terms
from reports.data import Figure
from reports.summit.headings import settled

WILSON = "；威尔逊区间"
CLUSTERED = "；区间以报道为单位（整群比率估计）"
STORIES, ITEMS, OUTLETS = "条报道", "篇稿件", "家媒体"
"""What the denominators of shares count."""


def counted(figure: Figure, count: int, window: WindowCounts) -> Figure:
    """A count of ``window``: at least so much where days are missing, withheld where nothing can be said."""
    said = terms.SPANS[window.name]
    if window.blank:
        return replace(figure, withheld=uncovered(window.days))
    if not window.holes:
        return replace(figure, value=count)
    if not count:
        what = figure.label.removeprefix(said)
        return replace(figure, withheld=nothing_found(window.days, window.holes, what))
    partial = said + short_of(window.days, window.holes)
    how = f"{figure.how}；{partial}，为已采集到的下限"
    return replace(figure, value=count, how=how, bound="lower", partial=partial)


def partly(figure: Figure, said: str, span: Days, holes: Sequence[date]) -> Figure:
    """A share over ``span``, with what is missing of it said beside."""
    if figure.value is None or not holes:
        return figure
    partial = said + short_of(span, holes)
    return replace(figure, partial=partial, how=f"{figure.how}；{partial}，按已采集到的计")


def heard(study: SummitStudy, figure: Figure, estimate: Estimate) -> Figure:
    """A share of what was told during and after."""
    return partly(estimated(figure, estimate), "会中及会后", study.heard.days, study.heard.holes)


def estimated(figure: Figure, estimate: Estimate) -> Figure:
    """The figure with an estimate's value and interval, or why it has none."""
    value, low, high = (
        None if number is None else settled(number)
        for number in (estimate.value, estimate.low, estimate.high)
    )
    part, of = (None, None) if value is None else (estimate.part, estimate.of)
    return replace(figure, value=value, low=low, high=high, withheld=estimate.withheld, part=part, of=of)
