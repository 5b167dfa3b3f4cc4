"""How a figure is said: value, unit, interval, or why it is withheld."""

from __future__ import annotations

from dataclasses import replace

from analysis.dates import stretches
from reports.data import Column, Figure, Quantity, ReportData, Section, Table
from reports.printed import NOTHING, WITHHELD, quantity_said
from reports.terms import COVERAGE, SHARE

_MARKS = "①②③④⑤⑥⑦⑧⑨"
"""Of footnotes: a report has four spans of days."""

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
    """``128篇``, ``至少128篇``, ``12.3%``, ``暂不发布`` or — where there is simply none."""
    if figure.value is None:
        return WITHHELD if figure.withheld else NOTHING
    least = "至少" if figure.bound == "lower" else ""
    return least + quantity_said(Quantity(figure.value, figure.unit))


def interval_said(figure: Figure) -> str:
    """``90%区间101.0至156.2条``, or nothing when the figure has no interval."""
    if figure.value is None or figure.low is None or figure.high is None:
        return ""
    low, high = (quantity_said(Quantity(float(end), figure.unit)) for end in (figure.low, figure.high))
    return f"90%区间{low if figure.unit == SHARE else low.removesuffix(figure.unit)}至{high}"


def denominator_said(figure: Figure) -> str:
    """``402条报道中128条``, ``402篇转载稿件`` of a mean; nothing when the figure is neither."""
    if figure.value is None or figure.of is None:
        return ""
    if figure.part is None:
        return f"{figure.of:,}{figure.of_what}"
    return f"{figure.of:,}{figure.of_what}中{figure.part:,}{figure.of_what[:1]}"


def beside_said(figure: Figure) -> str:
    """What stands beside a value: denominator, interval, what is missing of its days; or the reason."""
    if figure.value is None:
        return figure.withheld or ""
    return "；".join(filter(None, (denominator_said(figure), interval_said(figure), figure.partial)))


def figure_said(figure: Figure) -> str:
    """All of it in one line: value with interval, then coverage; or 暂不发布：reason."""
    if figure.value is None and figure.withheld:
        return f"{WITHHELD}：{figure.withheld}"
    interval = interval_said(figure)
    value = f"{value_said(figure)}（{interval}）" if interval else value_said(figure)
    return "；".join(filter(None, (value, figure.partial)))


def coverage_said(data: ReportData) -> str:
    """One sentence that says which days are missing or partly covered; nothing when every day is whole."""
    parts = [
        f"{COVERAGE[state]}{len(days)}天（{stretches(days)}）"
        for state in ("gap", "partial")
        if (days := [day for day, found in data.coverage.items() if found == state])
    ]
    if not parts:
        return ""
    whole = len(data.coverage)
    if set(data.coverage.values()) == {"gap"}:
        return f"统计期共{whole}天，均{COVERAGE['gap']}，不能当作没有报道；各项数字{WITHHELD}。"
    return (
        f"统计期共{whole}天，其中{'，'.join(parts)}。涉及这些日期的数字按已采集到的稿件计算，或{WITHHELD}。"
    )


def with_figure_table(data: ReportData) -> ReportData:
    """The same report with a section that lists every figure, before the appendix."""
    names = [section.id for section in data.sections]
    place = names.index("appendix") if "appendix" in names else len(names)
    section = Section("figures", "指标一览", tables=("figures",))
    sections = (*data.sections[:place], section, *data.sections[place:])
    return replace(data, tables=(*data.tables, _figure_table(data)), sections=sections)


def _figure_table(data: ReportData) -> Table:
    """All figures of a report as a table to print; those withheld for one reason stand in one row."""
    columns = (
        Column("label", "指标"),
        Column("value", "数值"),
        Column("interval", "90%区间"),
        Column("denominator", "分母与分子"),
    )
    partials = dict.fromkeys(figure.partial for figure in data.figures if figure.partial)
    marks = dict(zip(partials, _MARKS, strict=False))
    rows: list[tuple[str, ...]] = []
    alike: dict[str, list[str]] = {}
    for figure in data.figures:
        if figure.value is None and figure.withheld:
            alike.setdefault(figure.withheld, []).append(figure.label)
        else:
            interval = interval_said(figure).removeprefix("90%区间")
            value = value_said(figure) + marks.get(figure.partial, "")
            rows.append((figure.label, value, interval, denominator_said(figure)))
    rows += [("、".join(labels), f"{WITHHELD}：{reason}", "", "") for reason, labels in alike.items()]
    note = "；".join(f"{mark}{partial}" for partial, mark in marks.items())
    return Table("figures", "指标一览", columns, tuple(rows), f"{note}。" if note else "")
