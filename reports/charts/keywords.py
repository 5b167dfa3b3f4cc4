"""Words: those that stand out, and how their days went."""

from __future__ import annotations

from reports import look
from reports.charts.columns import covered, days, heading, numbers, words
from reports.charts.parts import (
    WIDTH,
    Chart,
    Option,
    bar_series,
    day_axis,
    frame,
    only_bars,
    text_style,
)
from reports.data import ReportData, Table

_KEYWORDS = 15
_AGAINST = {"summit": "会中会后比会前"}
_STRIP, _SEAM = 40, 12  # height of one word's days, and the space below them
_LEFT = 84  # room for a word


def keywords(data: ReportData, table: Table) -> Chart:
    """The strongest by G²."""
    pairs = zip(numbers(table, "g2"), words(table, "word"), strict=True)
    best = sorted(((score, word) for score, word in pairs if score), reverse=True)[:_KEYWORDS]
    bar = bar_series(heading(table, "g2"), look.SKY, [round(score, 1) for score, _ in best])
    title = f"显著热词（{_AGAINST.get(data.report, '本期比此前14天')}，G²）"
    return only_bars(title, [word for _, word in best], bar, row=20)


def keyword_daily(data: ReportData, table: Table) -> Chart:
    """A strip a word, all on one scale: lines of six words on each other can't be told apart."""
    known, told = sorted(set(days(table))), list(dict.fromkeys(words(table, "word")))
    found = dict(
        zip(zip(days(table), table.column("word"), strict=True), numbers(table, "documents"), strict=True)
    )
    missing = covered(data, known, "gap")
    most = max((count for count in found.values() if count), default=1)
    series = [
        _strip(
            word,
            place,
            [None if gap else found.get((day, word)) for day, gap in zip(known, missing, strict=True)],
        )
        for place, word in enumerate(told)
    ]
    last = len(told) - 1
    option = frame(series) | {
        "tooltip": {"trigger": "axis", "confine": True},
        "grid": [
            {"left": _LEFT, "right": 24, "top": 8 + place * (_STRIP + _SEAM), "height": _STRIP}
            for place in range(len(told))
        ],
        "xAxis": [
            day_axis(known) | {"gridIndex": place} | ({} if place == last else {"axisLabel": {"show": False}})
            for place in range(len(told))
        ],
        "yAxis": [_scale(word, place, most) for place, word in enumerate(told)],
    }
    del option["legend"]
    return Chart("热词逐日篇数（各行同一刻度）", option, WIDTH, 36 + len(told) * (_STRIP + _SEAM))


def _strip(word: str, place: int, counts: list[float | None]) -> Option:
    colour = look.SERIES[place % len(look.SERIES)]
    return {
        "name": word,
        "type": "line",
        "symbol": "none",
        "xAxisIndex": place,
        "yAxisIndex": place,
        "lineStyle": {"color": colour, "width": 1.2},
        "itemStyle": {"color": colour},
        "areaStyle": {"color": colour, "opacity": 0.25},
        "data": counts,
    }


def _scale(word: str, place: int, most: float) -> Option:
    name = text_style(look.INK) | {"align": "right", "width": _LEFT - 40, "overflow": "truncate"}
    return {
        "type": "value",
        "gridIndex": place,
        "name": word,
        "nameLocation": "middle",
        "nameRotate": 0,
        "nameGap": 32,
        "nameTextStyle": name,
        "min": 0,
        "max": most,
        "interval": most,
        "axisLabel": text_style(look.MUTED) | {"fontSize": 10},
        "splitLine": {"lineStyle": {"color": look.LINE}},
    }
