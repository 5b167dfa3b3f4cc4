"""How the feeling about the city is made up: of stories by window, of quotes by voice."""

from __future__ import annotations

from reports import look
from reports.charts.columns import heading, numbers, words
from reports.charts.parts import Chart, Option, bar_series, horizontal_bars, in_percent, text_style
from reports.data import ReportData, Table
from reports.terms import SPANS

_LEAST_LABELLED = 6
"""Percent: a narrower part has no room for its number."""


def sentiment(_data: ReportData, table: Table) -> Chart:
    """A bar a window, of its stories."""
    return _parts("各阶段情感构成（按报道）", table, "window")


def voice_sentiment(_data: ReportData, table: Table) -> Chart:
    """A bar a voice, of its quotes."""
    return _parts("各方引语情感构成（按引语）", table, "voice")


def _parts(title: str, table: Table, of: str) -> Chart:
    """One whole bar a row that has numbers, its name with how many it counts."""
    known = [place for place, count in enumerate(table.column("positive")) if count is not None]
    counts = {name: [numbers(table, name)[place] or 0 for place in known] for name in look.SENTIMENTS}
    totals = [sum(row) for row in zip(*counts.values(), strict=True)]
    names = [
        f"{SPANS.get(name, name)}（{total:,.0f}条）"
        for name, total in zip((words(table, of)[place] for place in known), totals, strict=True)
    ]
    series = []
    for name, (colour, ink) in look.SENTIMENTS.items():
        pairs = zip(counts[name], totals, strict=True)
        shares = [round(100 * count / total, 1) if total else 0.0 for count, total in pairs]
        bar = bar_series(heading(table, name), colour, shares) | {"stack": "all", "barWidth": 24}
        series.append(bar | {"data": [_share_of_bar(share, ink) for share in shares]})
    chart = horizontal_bars(title, names, series, row=36)
    chart.option["xAxis"] |= in_percent() | {"max": 100}
    chart.option["grid"] |= {"right": 24}  # no number stands behind the bars
    return chart


def _share_of_bar(share: float, ink: str) -> Option:
    """One part of a whole: its label stands inside, and only where it fits."""
    label = text_style(ink) | {"show": share >= _LEAST_LABELLED, "position": "inside", "formatter": "{c}%"}
    return {"value": share, "label": label}
