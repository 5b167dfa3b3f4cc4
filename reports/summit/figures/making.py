"""How a figure gets its value: a count or an estimate, its denominator, and what of its days is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analysis.exposure import Estimate, SummitStudy
from analysis.exposure.reasons import short_of
from cityecho.watchlist import Days
from reports.data import Figure
from reports.summit.headings import settled

WILSON = "；威尔逊区间"
CLUSTERED = "；区间以报道为单位（整群比率估计）"
STORIES, ITEMS, OUTLETS, QUOTES = "条报道", "篇稿件", "家媒体", "条引语"
"""What the denominators of shares count."""


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
