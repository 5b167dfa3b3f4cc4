"""What charts are made of: the frame, axes, bars and shaded days, in one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from analysis.dates import short_day
from reports import look

Option = dict[str, Any]

WIDTH = 720  # what an option is laid out for; pictures are scaled from it


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its Chinese title, the option, and the size the option is laid out for."""

    title: str
    option: Option
    width: int
    height: int


def frame(series: Sequence[Option]) -> Option:
    """What every chart has: type, legend on top (ECharts 6 puts it at the foot), room for it."""
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
            "data": [part["name"] for part in series],
        },
        "grid": {"left": 12, "right": 24, "top": 34, "bottom": 8, "outerBoundsMode": "same"},
        "series": list(series),
    }


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
        "barMaxWidth": 16,
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
    return {"color": colour, "fontSize": 12, "textBorderWidth": 0}
