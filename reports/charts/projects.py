"""When projects were signed, begun, put to work or stopped: a line a firm, a point an event."""

from __future__ import annotations

from datetime import date, timedelta

from reports import look
from reports.charts.columns import days, words
from reports.charts.parts import WIDTH, Chart, Option, day_axis, frame, text_style
from reports.data import ReportData, Table
from reports.terms import STAGES

_MOST = 12  # more make the picture so tall that paper has to shrink it
_LINE = 22
_BESIDE = 12  # px from one sign to the next of the same day
_TICKS = 8
# Colour and sign of each stage: told apart in black and white too.
_SIGNS = {
    STAGES["signed"]: (look.BLUE, "circle"),
    STAGES["started"]: ("#c98a2b", "triangle"),
    STAGES["operating"]: (look.POSITIVE, "diamond"),
    STAGES["stalled"]: (look.VIOLET, "rect"),
    STAGES["cancelled"]: (look.NEGATIVE, "pin"),
}


def timeline(_data: ReportData, table: Table) -> Chart:
    """The firms with most to tell, in the order of their first event; a firm unknown, the project's name."""
    told = _events(table)
    chosen = sorted(told, key=lambda name: (-len(told[name]), min(told[name])))[:_MOST]
    chosen.sort(key=lambda name: min(told[name]))
    span = _days(chosen, told)
    points = [_points(stage, chosen, told, span[0]) for stage in _SIGNS]
    shown = [one for one in points if one["data"]]
    option = frame(shown) | {
        "tooltip": {"confine": True},
        "xAxis": _axis(span),
        "yAxis": _names(chosen),
    }
    option["series"] = [_lines(chosen, told, span[0]), *shown]
    option["grid"] |= {"left": 12, "right": 32}
    del option["legend"]["icon"]
    more = f"（另有{len(told) - len(chosen)}个从略）" if len(told) > len(chosen) else ""
    return Chart(f"各企业项目进展时间线{more}", option, WIDTH, 76 + _LINE * len(chosen))


def _events(table: Table) -> dict[str, list[tuple[date, str]]]:
    """Days and stages by firm; one told of "at the latest" on a day stands on that day."""
    found: dict[str, list[tuple[date, str]]] = {}
    columns = (words(table, name) for name in ("project", "firm", "stage"))
    for project, firm, stage, day in zip(*columns, days(table, "latest"), strict=True):
        found.setdefault(firm or project, []).append((day, stage))
    return found


def _days(names: list[str], told: dict[str, list[tuple[date, str]]]) -> list[date]:
    """From a little before the first event to a little after the last, so that no sign is cut off."""
    known = [day for name in names for day, _ in told[name]]
    first, last = min(known), max(known)
    spare = 1 + (last - first).days // 20
    return [first + timedelta(n) for n in range(-spare, (last - first).days + spare + 1)]


def _points(stage: str, names: list[str], told: dict[str, list[tuple[date, str]]], first: date) -> Option:
    """The signs of one stage; of several stages on one day each stands beside the one before."""
    colour, sign = _SIGNS[stage]
    return {
        "name": stage,
        "type": "scatter",
        "symbol": sign,
        "symbolSize": 11,
        "itemStyle": {"color": colour},
        "data": [
            {
                "value": [(day - first).days, place],
                "symbolOffset": [_BESIDE * _before(stage, day, told[name]), 0],
            }
            for place, name in enumerate(names)
            for day, reached in dict.fromkeys(told[name])
            if reached == stage
        ],
        "z": 3,
    }


def _before(stage: str, day: date, told: list[tuple[date, str]]) -> int:
    """How many earlier stages the same firm reached on that day."""
    order = list(_SIGNS)
    return sum((day, one) in told for one in order[: order.index(stage)])


def _lines(names: list[str], told: dict[str, list[tuple[date, str]]], first: date) -> Option:
    """From the first to the last event of each; ``-`` lifts the pen."""
    points: list[object] = []
    for place, name in enumerate(names):
        known = [(day - first).days for day, _ in told[name]]
        points += [[min(known), place], [max(known), place], "-"]
    return {
        "type": "line",
        "symbol": "none",
        "silent": True,
        "lineStyle": {"color": look.MIST, "width": 2},
        "data": points,
    }


def _axis(days: list[date]) -> Option:
    """Days at even steps."""
    axis = day_axis(days)
    axis["axisLabel"] |= {"interval": -(-len(days) // _TICKS) - 1}
    return axis | {"boundaryGap": True}


def _names(names: list[str]) -> Option:
    return {
        "type": "category",
        "data": names,
        "inverse": True,
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": look.LINE}},
        "splitLine": {"show": True, "lineStyle": {"color": look.PALE}},
        "axisLabel": text_style(look.INK) | {"width": 220, "overflow": "truncate", "interval": 0},
    }
