"""When projects were signed, begun, put to work or stopped: a line a firm, a point an event."""

from __future__ import annotations

from datetime import date

from reports import look
from reports.charts.columns import words
from reports.charts.parts import WIDTH, Chart, Option, frame, text_style
from reports.data import ReportData, Table
from reports.terms import STAGES

_MOST = 16
_LINE = 24
_BY = "不晚于"
_COLOURS = {
    "signed": look.BLUE,
    "started": "#c98a2b",
    "operating": look.POSITIVE,
    "stalled": look.GRAPHITE,
    "cancelled": look.NEGATIVE,
}


def timeline(data: ReportData, table: Table) -> Chart:
    """The firms with most to tell, in the order of their first event; a firm unknown, the project's name."""
    told = _events(table)
    chosen = sorted(told, key=lambda name: (-len(told[name]), min(told[name])))[:_MOST]
    chosen.sort(key=lambda name: min(told[name]))
    points = [_points(STAGES[stage], colour, chosen, told) for stage, colour in _COLOURS.items()]
    shown = [one for one in points if one["data"]]
    option = frame(shown) | {
        "tooltip": {"confine": True},
        "xAxis": _time(data.first, data.last),
        "yAxis": _names(chosen),
    }
    option["series"] = [_lines(chosen, told), *shown]
    option["grid"] |= {"left": 12, "right": 32}
    more = f"（另有{len(told) - len(chosen)}个从略）" if len(told) > len(chosen) else ""
    return Chart(f"各企业项目进展时间线{more}", option, WIDTH, 76 + _LINE * len(chosen))


def _events(table: Table) -> dict[str, list[tuple[date, str]]]:
    """Days and stages by firm; one told of "at the latest" on a day stands on that day."""
    found: dict[str, list[tuple[date, str]]] = {}
    rows = zip(*(words(table, name) for name in ("project", "firm", "date", "stage")), strict=True)
    for project, firm, day, stage in rows:
        found.setdefault(firm or project, []).append((date.fromisoformat(day.removeprefix(_BY)), stage))
    return found


def _points(stage: str, colour: str, names: list[str], told: dict[str, list[tuple[date, str]]]) -> Option:
    return {
        "name": stage,
        "type": "scatter",
        "symbolSize": 10,
        "itemStyle": {"color": colour},
        "data": [
            [day.isoformat(), place]
            for place, name in enumerate(names)
            for day, reached in told[name]
            if reached == stage
        ],
        "z": 3,
    }


def _lines(names: list[str], told: dict[str, list[tuple[date, str]]]) -> Option:
    """From the first to the last event of each; ``-`` lifts the pen."""
    points: list[object] = []
    for place, name in enumerate(names):
        dates = [day for day, _ in told[name]]
        points += [[min(dates).isoformat(), place], [max(dates).isoformat(), place], "-"]
    return {
        "type": "line",
        "symbol": "none",
        "silent": True,
        "lineStyle": {"color": look.MIST, "width": 2},
        "data": points,
    }


def _time(first: date, last: date) -> Option:
    return {
        "type": "time",
        "min": first.isoformat(),
        "max": last.isoformat(),
        "axisLabel": text_style(look.MUTED) | {"formatter": "{M}月{d}日", "hideOverlap": True},
        "axisLine": {"lineStyle": {"color": look.LINE}},
        "splitLine": {"show": False},
    }


def _names(names: list[str]) -> Option:
    return {
        "type": "category",
        "data": names,
        "inverse": True,
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": look.LINE}},
        "splitLine": {"show": True, "lineStyle": {"color": look.PALE}},
        "axisLabel": text_style(look.INK) | {"width": 210, "overflow": "truncate", "interval": 0},
    }
