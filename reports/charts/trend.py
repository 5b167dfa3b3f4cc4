"""The course by day: new stories by window, all items, and what there would have been without the event."""

from __future__ import annotations

from datetime import date

from reports import look
from reports.charts.columns import days, heading, numbers, words
from reports.charts.parts import WIDTH, Chart, Option, by_day, day_band, thin_line, usual
from reports.data import ReportData, Table
from reports.terms import COVERAGE, SPANS

_WINDOW_COLOURS = {
    "before": look.MIST,
    "during": look.BLUE,
    "after": look.SKY,
    "usual": look.MIST,
    "period": look.BLUE,
}
_PARTIAL = "#f2f3f5"


def trend(data: ReportData, table: Table) -> Chart:
    """Bars of stories, a line of items, days of the event and days without collection shaded."""
    known, windows = days(table), words(table, "window")
    states = table.column("coverage")
    missing = [state == "gap" for state in states]
    items = [None if gap else count for count, gap in zip(numbers(table, "items"), missing, strict=True)]
    bands = [
        day_band("会期", look.BAND, [window == "during" for window in windows]),
        day_band(COVERAGE["gap"], look.GAP, missing),
        day_band(COVERAGE["partial"], _PARTIAL, [state == "partial" for state in states]),
    ]
    series = [
        *_bars(table, windows, missing),
        thin_line(heading(table, "items"), look.GRAPHITE, items),
        *_usual(data, known),
        *(band for band in bands if band),
    ]
    title = f"逐日{heading(table, 'stories')}与{heading(table, 'items')}"
    return Chart(title, by_day(series, known), WIDTH, 290)


def _bars(table: Table, windows: list[str], missing: list[bool]) -> list[Option]:
    stories = numbers(table, "stories")
    return [
        {
            "name": f"{name}{heading(table, 'stories')}",
            "type": "bar",
            "stack": "stories",
            "barCategoryGap": "28%",
            "itemStyle": {"color": _WINDOW_COLOURS[window]},
            "data": [
                None if window != found or gap else count
                for found, count, gap in zip(windows, stories, missing, strict=True)
            ],
        }
        for window, name in SPANS.items()
        if window in windows
    ]


def _usual(data: ReportData, known: list[date]) -> list[Option]:
    """The counterfactual, where it counts what the bars count: all sources, not a panel of them."""
    table = next((one for one in data.tables if one.id == "counterfactual_daily"), None)
    if table is None or not table.rows or data.figure("uplift.stories").basis != "all":
        return []
    return usual(table, known)
