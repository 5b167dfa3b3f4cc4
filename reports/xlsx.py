"""The workbook: every table whole, native charts, strings that stay strings."""

from __future__ import annotations

import tempfile
from datetime import UTC
from pathlib import Path

import xlsxwriter

from reports.data import Column, Figure, Quantity, ReportData, Table
from reports.figures import coverage_said
from reports.plain import PlainReport
from reports.xlsx_charts import add_charts
from reports.xlsx_sheet import SheetWriter, formats
from reports.xlsx_text import WORDS_STAY_WORDS

# Sheet by sheet the tables on it, as far as the report has them. What is in no list gets a sheet of its own.
_SHEETS = {
    "阶段": ("windows", "sentiment", "voice_sentiment", "editions"),
    "引语": ("quotes",),
    "情感": ("mood_change", "mood_words", "mood_told"),
    "每日": ("daily",),
    "逐日增量": ("counterfactual_daily",),
    "逐日分类": ("daily_groups",),
    "媒体": ("circles", "heat", "tiers", "regions", "ownership", "outlets"),
    "稿件": ("articles",),
    "首发转载": ("top_stories", "distance", "copies"),
    "关键信息": ("messages", "message_tiers", "message_reach", "industries"),
    "热词": ("keywords", "falling", "bursts", "network"),
    "热词逐日": ("keyword_daily",),
    "话题": ("topics", "topics_weekly"),
    "同类城市": ("share_of_voice", "race"),
    "城市逐日": ("places_daily",),
    "项目": ("projects", "silent"),
    "负面": ("negatives",),
    "术语": ("terms",),
    "方法": ("gaps", "methods"),
}
_FIGURES = (
    Column("label", "指标"),
    Column("value", "数值", "quantity"),
    Column("low", "90%下限", "quantity"),
    Column("high", "90%上限", "quantity"),
    Column("unit", "单位"),
    Column("withheld", "暂不发布原因"),
    Column("coverage", "采集情况"),
    Column("part", "分子", "integer"),
    Column("of", "分母", "integer"),
    Column("of_what", "分母所计"),
    Column("how", "计算方法"),
    Column("id", "编号"),
)


def render(data: PlainReport) -> bytes:
    """An .xlsx. Equal data give equal bytes: the file's own date is the report's.

    No word of the data becomes a formula, an address or a number. Rows go to a file one by one, so that a
    hundred thousand of them take little memory.
    """
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "report.xlsx"
        _write(data, path, name)
        return path.read_bytes()


def _write(data: PlainReport, path: Path, folder: str) -> None:
    options = {"constant_memory": True, "tmpdir": folder, **WORDS_STAY_WORDS}
    with xlsxwriter.Workbook(str(path), options) as book:
        made = data.made_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": data.title[:255], "author": "CityEcho 城响", "created": made})
        book.set_size(1600, 1000)
        writer = SheetWriter(book, {kind: book.add_format(form) for kind, form in formats().items()}, {})
        writer.sheet("指标", [_figure_table(data)])
        tables = {table.id: table for table in data.tables}
        for name, ids in _sheets(data).items():
            writer.sheet(name, [tables[table] for table in ids])
        add_charts(book, writer.ranges, data.city)


def _figure_table(data: ReportData) -> Table:
    """The figures one by one, each number with its unit."""
    rows = tuple(
        (
            one.label,
            *(_quantity(one, number) for number in (one.value, one.low, one.high)),
            one.unit,
            one.withheld or "",
            f"{one.partial}，数值为下限" if one.bound == "lower" else one.partial,
            one.part,
            one.of,
            one.of_what if one.of is not None else "",
            one.how,
            one.id,
        )
        for one in data.figures
    )
    return Table("figures", data.title, _FIGURES, rows, coverage_said(data))


def _quantity(figure: Figure, number: float | None) -> Quantity | None:
    return None if number is None else Quantity(number, figure.unit)


def _sheets(data: ReportData) -> dict[str, list[str]]:
    """Sheet names and the tables on them: first those we know, then one a table."""
    there = {table.id: table for table in data.tables}
    sheets = {name: [table for table in ids if table in there] for name, ids in _SHEETS.items()}
    known = {table for ids in _SHEETS.values() for table in ids}
    own = {_sheet_name(table): [table.id] for table in data.tables if table.id not in known}
    return {name: ids for name, ids in (sheets | own).items() if ids}


def _sheet_name(table: Table) -> str:
    """Excel allows 31 signs and none of ``[]:*?/\\``."""
    return "".join(sign for sign in table.title if sign not in "[]:*?/\\'")[:31] or table.id[:31]
