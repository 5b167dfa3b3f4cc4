"""The charts of a report as ECharts options: pure data, drawn live in a page or still by reports.draw.

One definition serves html, docx and later pdf. A chart whose table is missing or empty is left out. Options
are JSON: no functions, no animation, every label without the white halo ECharts would give it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.coverage import DayCoverage
from reports import look
from reports.chart_parts import (
    WIDTH,
    Chart,
    Option,
    bar_series,
    day_axis,
    day_band,
    frame,
    hidden_axis,
    horizontal_bars,
    text_style,
    value_axis,
)
from reports.data import CLOUD, Cell, ReportData, Table
from reports.terms import COVERAGE, SPANS

_KEYWORDS = 15
_ROW = 26  # height of one horizontal bar with the space around it

_WINDOW_COLOURS = {
    "before": look.MIST,
    "during": look.BLUE,
    "after": look.SKY,
    "usual": look.MIST,
    "period": look.BLUE,
}
_AGAINST = {"summit": "会中会后比会前"}


def charts(data: ReportData) -> dict[str, Chart]:
    """Every chart that some section names and the data can fill, by id, in the order of the sections."""
    tables = {table.id: table for table in data.tables}
    drawn: dict[str, Chart] = {}
    for name in dict.fromkeys(name for section in data.sections for name in section.charts if name != CLOUD):
        table = tables.get(_CHARTS[name].table)
        if table is not None and _fills(table, _CHARTS[name]):
            drawn[name] = _CHARTS[name].draw(data, table)
    return drawn


def _fills(table: Table, drawing: _Drawing) -> bool:
    """Whether there is anything to draw: a row, and a number in the column that the chart is about."""
    return any(cell is not None for cell in table.column(drawing.about))


def _trend(data: ReportData, table: Table) -> Chart:
    days = _days(table)
    stories, items = _numbers(table, "stories"), _numbers(table, "items")
    windows = [str(window) for window in table.column("window")]
    missing = [data.coverage.get(day) == "gap" for day in days]
    bars = [
        {
            "name": f"{name}{_heading(table, 'stories')}",
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
    line = {
        "name": _heading(table, "items"),
        "type": "line",
        "symbol": "none",
        "lineStyle": {"color": look.GRAPHITE, "width": 1.5},
        "itemStyle": {"color": look.GRAPHITE},
        "data": [None if gap else count for count, gap in zip(items, missing, strict=True)],
    }
    bands = [
        day_band("会期", look.BAND, [window == "during" for window in windows]),
        day_band(COVERAGE["gap"], look.GAP, missing),
        day_band(COVERAGE["partial"], "#f2f3f5", _covered(data, days, "partial")),
    ]
    series = [*bars, line, *(band for band in bands if band)]
    option = frame(series) | {
        "tooltip": {"trigger": "axis", "confine": True},
        "xAxis": [day_axis(days), hidden_axis(len(days))],
        "yAxis": value_axis(),
    }
    return Chart(f"逐日{_heading(table, 'stories')}与{_heading(table, 'items')}", option, WIDTH, 320)


def _tiers(_data: ReportData, table: Table) -> Chart:
    names = [str(name) for name in table.column("tier")]
    series = [
        bar_series(_heading(table, column), colour, _numbers(table, column))
        for column, colour in (("items", look.MIST), ("stories", look.BLUE))
    ]
    title = f"各级媒体{_heading(table, 'items')}与{_heading(table, 'stories')}"
    return horizontal_bars(title, names, series, row=_ROW + 6)


def _sentiment(_data: ReportData, table: Table) -> Chart:
    known = [place for place, count in enumerate(table.column("positive")) if count is not None]
    counts = {name: [_numbers(table, name)[place] for place in known] for name in look.SENTIMENTS}
    totals = [sum(count or 0 for count in row) for row in zip(*counts.values(), strict=True)]
    windows = [str(table.column("window")[place]) for place in known]
    names = [
        f"{SPANS.get(window, window)}（{total:,.0f}条）"
        for window, total in zip(windows, totals, strict=True)
    ]
    series = []
    for name, (colour, ink) in look.SENTIMENTS.items():
        shares = [
            round(100 * (count or 0) / total, 1) if total else 0.0
            for count, total in zip(counts[name], totals, strict=True)
        ]
        bar = bar_series(_heading(table, name), colour, shares) | {"stack": "all", "barWidth": 24}
        bar["data"] = [_share_of_bar(share, ink) for share in shares]
        series.append(bar)
    chart = horizontal_bars("各阶段情感构成（按报道）", names, series, row=_ROW + 18)
    chart.option["xAxis"] |= {"max": 100, "axisLabel": text_style(look.MUTED) | {"formatter": "{value}%"}}
    return chart


def _share_of_bar(share: float, ink: str) -> Option:
    """One part of a whole: its label stands inside, and only where it fits."""
    label = text_style(ink) | {"show": share >= 6, "position": "inside", "formatter": "{c}%"}
    return {"value": share, "label": label}


def _share_of_voice(data: ReportData, table: Table) -> Chart:
    shares = [None if share is None else round(100 * share, 1) for share in _numbers(table, "share")]
    places = [str(place) for place in table.column("place")]
    bar = bar_series(_heading(table, "share"), look.MIST, shares)
    bar["data"] = [
        {"value": share, "itemStyle": {"color": look.BLUE if place == data.city else look.MIST}}
        for place, share in zip(places, shares, strict=True)
    ]
    bar["label"] |= {"formatter": "{c}%"}
    chart = horizontal_bars("与同类城市的声量份额（按报道）", places, [bar], row=_ROW)
    chart.option["xAxis"] |= {"axisLabel": text_style(look.MUTED) | {"formatter": "{value}%"}}
    del chart.option["legend"]
    chart.option["grid"] |= {"top": 8}
    return chart


def _keywords(data: ReportData, table: Table) -> Chart:
    pairs = zip(_numbers(table, "g2"), table.column("word"), strict=True)
    best = sorted(((score, str(word)) for score, word in pairs if score), reverse=True)[:_KEYWORDS]
    words = [word for _, word in best]
    bar = bar_series(_heading(table, "g2"), look.SKY, [round(score, 1) for score, _ in best])
    against = _AGAINST.get(data.report, "本期比此前14天")
    chart = horizontal_bars(f"显著热词（{against}，G²）", words, [bar], row=20)
    del chart.option["legend"]
    chart.option["grid"] |= {"top": 8}
    return chart


def _places_daily(data: ReportData, table: Table) -> Chart:
    days = sorted(set(_days(table)))
    places = list(dict.fromkeys(str(place) for place in table.column("place")))
    counts = dict(
        zip(zip(_days(table), table.column("place"), strict=True), _numbers(table, "stories"), strict=True)
    )
    colours = dict(zip(places, look.SERIES, strict=False))
    series = [
        {
            "name": place,
            "type": "line",
            "symbol": "none",
            "lineStyle": {"width": 2.5 if place == data.city else 1.4},
            "itemStyle": {"color": colours.get(place, look.GRAPHITE)},
            "data": [None if data.coverage.get(day) == "gap" else counts.get((day, place)) for day in days],
        }
        for place in places
    ]
    gap = day_band(COVERAGE["gap"], look.GAP, _covered(data, days, "gap"))
    option = frame([*series, *([gap] if gap else [])]) | {
        "tooltip": {"trigger": "axis", "confine": True},
        "xAxis": [day_axis(days), hidden_axis(len(days))],
        "yAxis": value_axis(),
    }
    return Chart(f"各城市逐日{_heading(table, 'stories')}", option, WIDTH, 300)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Which table a chart is drawn from, which of its columns it is about, and how."""

    table: str
    about: str
    draw: Callable[[ReportData, Table], Chart]


_CHARTS = {
    "trend": _Drawing("daily", "stories", _trend),
    "tiers": _Drawing("tiers", "stories", _tiers),
    "sentiment": _Drawing("sentiment", "positive", _sentiment),
    "share_of_voice": _Drawing("share_of_voice", "share", _share_of_voice),
    "keywords": _Drawing("keywords", "g2", _keywords),
    "places_daily": _Drawing("places_daily", "stories", _places_daily),
}


def _heading(table: Table, column_id: str) -> str:
    return next(column.title for column in table.columns if column.id == column_id)


def _days(table: Table) -> list[date]:
    return [day for day in table.column("date") if isinstance(day, date)]


def _covered(data: ReportData, days: Sequence[date], state: DayCoverage) -> list[bool]:
    return [data.coverage.get(day) == state for day in days]


def _numbers(table: Table, column_id: str) -> list[float | None]:
    return [_number(cell) for cell in table.column(column_id)]


def _number(cell: Cell) -> float | None:
    return cell if isinstance(cell, int | float) else None
