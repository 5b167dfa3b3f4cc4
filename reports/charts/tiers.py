"""Items and stories by tier of the media, stories by province."""

from __future__ import annotations

from reports import look
from reports.charts.columns import heading, numbers, words
from reports.charts.parts import Chart, bar_series, horizontal_bars, only_bars
from reports.data import ReportData, Table

_PROVINCES = 12


def tiers(_data: ReportData, table: Table) -> Chart:
    """Two bars a tier."""
    series = [
        bar_series(heading(table, column), colour, numbers(table, column))
        for column, colour in (("items", look.MIST), ("stories", look.BLUE))
    ]
    title = f"各级媒体{heading(table, 'items')}与{heading(table, 'stories')}"
    return horizontal_bars(title, words(table, "tier"), series, row=30)


def regions(_data: ReportData, table: Table) -> Chart:
    """A bar a province: no map, whose outline nobody may publish unreviewed."""
    names, stories = words(table, "region")[:_PROVINCES], numbers(table, "stories")[:_PROVINCES]
    bar = bar_series(heading(table, "stories"), look.SKY, stories)
    return only_bars(f"各地区媒体{heading(table, 'stories')}", names, bar, row=22)
