"""How a figure is said: value, unit, interval, or why it is withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby

from reports.data import Column, ColumnKind, Figure, ReportData, Section, Table
from reports.printed import NOTHING, number
from reports.terms import COVERAGE, SHARE, short_day

WITHHELD = "暂不发布"

# What the head of a report shows, in this order, as far as the report has it: items, stories and outlets side
# by side, then what the summit changed and how far it went.
HEADLINES = (
    "items.during",
    "stories.during",
    "outlets.during",
    "uplift.stories",
    "half_life.days",
    "circle.earned",
    "circle.outside_province",
    "circle.central",
    "sentiment.positive.during",
    "reposts.share",
)


def headlines(data: ReportData) -> tuple[Figure, ...]:
    """The figures of the report's head. An id the report does not have is left out."""
    found = {figure.id: figure for figure in data.figures}
    return tuple(found[name] for name in HEADLINES if name in found)


def value_said(figure: Figure) -> str:
    """``128 篇``, ``12.3%``, ``暂不发布`` or — where there is simply none."""
    if figure.value is None:
        return WITHHELD if figure.withheld else NOTHING
    words = number(figure.value, _kind(figure))
    return words if figure.unit == SHARE else f"{words} {figure.unit}".rstrip()


def interval_said(figure: Figure) -> str:
    """``90%区间 101至156``, or nothing when the figure has no interval."""
    if figure.value is None or figure.low is None or figure.high is None:
        return ""
    kind = _kind(figure)
    return f"90%区间 {number(figure.low, kind)}至{number(figure.high, kind)}"


def figure_said(figure: Figure) -> str:
    """All of it in one line: value with interval, or 暂不发布：reason."""
    if figure.value is None and figure.withheld:
        return f"{WITHHELD}：{figure.withheld}"
    interval = interval_said(figure)
    return f"{value_said(figure)}（{interval}）" if interval else value_said(figure)


def coverage_said(data: ReportData) -> str:
    """One sentence that says which days are missing or partly covered; nothing when every day is whole."""
    parts = [
        f"{COVERAGE[state]}{len(days)}天（{_days_said(days)}）"
        for state in ("gap", "partial")
        if (days := [day for day, found in sorted(data.coverage.items()) if found == state])
    ]
    if not parts:
        return ""
    whole = len(data.coverage)
    return f"统计期共{whole}天，其中{'，'.join(parts)}。涉及这些日期的数字按已采集到的稿件计算，或暂不发布。"


def _kind(figure: Figure) -> ColumnKind:
    if figure.unit == SHARE:
        return "share"
    return "integer" if isinstance(figure.value, int) else "decimal"


def _days_said(days: list[date]) -> str:
    """Runs of days as 7月3日至7月5日."""
    runs = [
        [short_day(day) for _, day in run]
        for _, run in groupby(enumerate(days), key=lambda pair: pair[1].toordinal() - pair[0])
    ]
    return "、".join(run[0] if len(run) == 1 else f"{run[0]}至{run[-1]}" for run in runs)


def with_figure_table(data: ReportData) -> ReportData:
    """The same report with a section that lists every figure, before the appendix."""
    names = [section.id for section in data.sections]
    place = names.index("appendix") if "appendix" in names else len(names)
    section = Section("figures", "指标一览", tables=("figures",))
    sections = (*data.sections[:place], section, *data.sections[place:])
    return replace(data, tables=(*data.tables, _figure_table(data)), sections=sections)


def _figure_table(data: ReportData) -> Table:
    """All figures of a report as a table to print: value or reason, and interval."""
    columns = (
        Column("label", "指标"),
        Column("value", "数值"),
        Column("interval", "90%区间"),
    )
    rows = tuple(
        (
            figure.label,
            figure_said(replace(figure, low=None, high=None)),
            interval_said(figure).removeprefix("90%区间 "),
        )
        for figure in data.figures
    )
    return Table("figures", "指标一览", columns, rows)
