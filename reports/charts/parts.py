"""What charts are made of: the frame, axes, bars, lines and shaded days, in one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from analysis.dates import short_day
from reports import look
from reports.charts.columns import days as days_of
from reports.charts.columns import heading, numbers
from reports.data import Table

Option = dict[str, Any]

WIDTH = 720  # what an option is laid out for; pictures are scaled from it
TYPE = 14  # px: a little over 8 pt on paper, where a chart is 150 mm wide
_KEY, _GAP = 19, 16  # a legend: the key before a name, the gap after it
_LEGEND, _LINE = 34, 24  # room for one line of a legend, and for each more


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its Chinese title, the option, and the size the option is laid out for."""

    title: str
    option: Option
    width: int
    height: int


def frame(series: Sequence[Option]) -> Option:
    """What every chart has: type, legend on top (ECharts 6 puts it at the foot), room for its lines."""
    names = [part["name"] for part in series if not part.get("silent")]
    return {
        "animation": False,
        "textStyle": {"fontFamily": look.FONT_STACK, "color": look.INK},
        "legend": {
            "top": 0,
            "itemWidth": 14,
            "itemHeight": 10,
            "itemGap": 16,
            "icon": "rect",
            "textStyle": text_style(look.MUTED),
            "data": names,
        },
        "grid": {
            "left": 12,
            "right": 24,
            "top": _LEGEND + _LINE * (_legend_lines(names) - 1),
            "bottom": 8,
            "outerBoundsMode": "same",
        },
        "series": list(series),
    }


def _legend_lines(names: Sequence[str]) -> int:
    """In how many lines the names of a legend stand."""
    lines, used = 1, 0
    for name in names:
        wide = sum(TYPE if ord(sign) > 0xFF else TYPE // 2 + 1 for sign in name) + _KEY + _GAP
        if used and used + wide > WIDTH:
            lines, used = lines + 1, 0
        used += wide
    return lines


def by_day(series: Sequence[Option], days: Sequence[date]) -> Option:
    """Series over days, with the hidden axis that shaded days need."""
    return frame(series) | {
        "tooltip": {"trigger": "axis", "confine": True},
        "xAxis": [day_axis(days), hidden_axis(len(days))],
        "yAxis": value_axis() | {"axisLine": {"show": False}},
    }


def only_bars(title: str, names: Sequence[str], bar: Option, row: int) -> Chart:
    """Bars of one kind, which need no legend."""
    chart = horizontal_bars(title, names, [bar], row)
    del chart.option["legend"]
    chart.option["grid"] |= {"top": 8}
    return Chart(chart.title, chart.option, chart.width, chart.height - 26)


def in_percent() -> Option:
    """What makes the axis of bars one of percentages."""
    return {"axisLabel": text_style(look.MUTED) | {"formatter": "{value}%"}}


def thin_line(name: str, colour: str, values: Sequence[float | None], width: float = 1.5) -> Option:
    """A line without points."""
    return {
        "name": name,
        "type": "line",
        "symbol": "none",
        "lineStyle": {"color": colour, "width": width},
        "itemStyle": {"color": colour},
        "data": list(values),
    }


def usual(table: Table, days: Sequence[date]) -> list[Option]:
    """What a day would have brought without the event: a dashed line in its 90 % band.

    The band is two stacked areas, the lower one unseen; neither stands in the legend's way of reading.
    """
    found = {
        day: cells
        for day, *cells in zip(
            days_of(table), *(numbers(table, name) for name in ("expected", "least", "most")), strict=True
        )
    }
    expected, low, high = zip(*(found.get(day, [None] * 3) for day in days), strict=True)
    wide = [None if top is None else top - (bottom or 0) for bottom, top in zip(low, high, strict=True)]
    line = thin_line(heading(table, "expected"), look.USUAL, _rounded(expected))
    line = line | {"z": 4, "lineStyle": line["lineStyle"] | {"type": "dashed"}}
    base = {"type": "line", "symbol": "none", "stack": "usual", "lineStyle": {"opacity": 0}, "z": 1}
    return [
        base | {"name": "90%下限", "silent": True, "itemStyle": {"opacity": 0}, "data": _rounded(low)},
        base
        | {
            "name": "90%区间",
            "itemStyle": {"color": look.USUAL_BAND},
            "areaStyle": {"color": look.USUAL_BAND, "opacity": 0.55},
            "data": _rounded(wide),
        },
        line,
    ]


def _rounded(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else round(value, 2) for value in values]


def horizontal_bars(title: str, names: Sequence[str], series: Sequence[Option], row: int) -> Chart:
    """Bars that run to the right, one row a name, the first name on top."""
    option = frame(series) | {
        "tooltip": {"trigger": "axis", "confine": True, "axisPointer": {"type": "shadow"}},
        "xAxis": value_axis(),
        "yAxis": {
            "type": "category",
            "data": list(names),
            "inverse": True,
            "axisTick": {"show": False},
            "axisLine": {"lineStyle": {"color": look.LINE}},
            "axisLabel": text_style(look.INK) | {"width": 150, "overflow": "truncate", "interval": 0},
        },
    }
    option["grid"] |= {"right": 56}
    return Chart(title, option, WIDTH, 68 + row * len(names))


def bar_series(name: str, colour: str, values: Sequence[float | None]) -> Option:
    """Bars of one colour with their values at the end."""
    return {
        "name": name,
        "type": "bar",
        "barMaxWidth": 14,
        "itemStyle": {"color": colour},
        "label": text_style(look.MUTED) | {"show": True, "position": "right"},
        "data": list(values),
    }


def day_band(name: str, colour: str, days: Sequence[bool]) -> Option | None:
    """Whole days shaded behind the bars, one area a run of days; None when there is no such day.

    The areas stand on the hidden axis, where a day reaches half a step to both sides: on the axis of days a
    single day would have no width.
    """
    runs = [list(run) for marked, run in groupby(enumerate(days), key=lambda pair: pair[1]) if marked]
    if not runs:
        return None
    areas = [[{"xAxis": run[0][0] - 0.5}, {"xAxis": run[-1][0] + 0.5}] for run in runs]
    return {
        "name": name,
        "type": "line",
        "xAxisIndex": 1,
        "data": [],
        "itemStyle": {"color": colour},
        "markArea": {"silent": True, "itemStyle": {"color": colour, "opacity": 1}, "data": areas},
        "z": 0,
    }


def day_axis(days: Sequence[date]) -> Option:
    """The days below, as 7月15日, as many as fit."""
    return {
        "type": "category",
        "data": list(map(short_day, days)),
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": look.LINE}},
        "axisLabel": text_style(look.MUTED) | {"hideOverlap": True},
    }


def hidden_axis(days: int) -> Option:
    """The axis that day_band measures on: day 0 reaches from -0.5 to 0.5."""
    return {"type": "value", "show": False, "min": -0.5, "max": days - 0.5}


def value_axis() -> Option:
    """Counts: whole steps, faint lines."""
    return {
        "type": "value",
        "minInterval": 1,
        "axisLabel": text_style(look.MUTED),
        "splitLine": {"lineStyle": {"color": look.LINE}},
    }


def text_style(colour: str) -> Option:
    """Small type without the white halo."""
    return {"color": colour, "fontSize": TYPE, "textBorderWidth": 0}
