"""The workbook: every table whole, native charts, strings that stay strings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO

import xlsxwriter

from reports.data import Cell, Column, Figure, ReportData, Table
from reports.figures import coverage_said
from reports.plain import PlainReport
from reports.terms import SHARE
from reports.xlsx_charts import add_charts
from reports.xlsx_sheet import SheetWriter, formats
from reports.xlsx_text import WORDS_STAY_WORDS

# Sheet by sheet the tables on it, as far as the report has them. What is in no list gets a sheet of its own.
_SHEETS = {
    "阶段": ("windows", "sentiment", "editions"),
    "每日": ("daily",),
    "媒体": ("tiers", "regions", "ownership", "outlets"),
    "稿件": ("articles",),
    "首发转载": ("top_stories", "copies"),
    "关键信息": ("messages", "industries"),
    "热词": ("keywords",),
    "话题": ("topics",),
    "同类城市": ("share_of_voice",),
    "城市逐日": ("places_daily",),
    "负面": ("negatives",),
    "方法": ("methods", "gaps"),
}
_FIGURES = (
    Column("label", "指标"),
    Column("value", "数值", "decimal"),
    Column("low", "90%下限", "decimal"),
    Column("high", "90%上限", "decimal"),
    Column("unit", "单位"),
    Column("withheld", "暂不发布原因"),
    Column("how", "计算方法"),
    Column("id", "编号"),
)

_PERCENTAGE = Column("value", "数值", "share")


def render(data: PlainReport) -> bytes:
    """An .xlsx. Equal data give equal bytes: the file's own date is the report's.

    No word of the data becomes a formula, an address or a number.
    """
    packed = BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, **WORDS_STAY_WORDS}) as book:
        made = data.made_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": data.title[:255], "author": "CityEcho 城响", "created": made})
        book.set_size(1600, 1000)
        writer = SheetWriter(book, {kind: book.add_format(form) for kind, form in formats().items()}, {})
        _figures(writer, data)
        tables = {table.id: table for table in data.tables}
        for name, ids in _sheets(data).items():
            writer.sheet(name, [tables[table] for table in ids])
        add_charts(book, writer.ranges, data.city)
    return packed.getvalue()


def _figures(writer: SheetWriter, data: ReportData) -> None:
    """The sheet of figures, where those that are shares are written as percentages."""
    table = Table("figures", data.title, _FIGURES, _figure_rows(data.figures), coverage_said(data))
    sheet = writer.sheet("指标", [table])
    for row, figure in enumerate(data.figures, writer.ranges["figures"].head + 1):
        if figure.unit == SHARE:
            for place, number in enumerate((figure.value, figure.low, figure.high), 1):
                writer.cell(sheet, row, place, number, _PERCENTAGE)


def _figure_rows(figures: Sequence[Figure]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (one.label, one.value, one.low, one.high, one.unit, one.withheld or "", one.how, one.id)
        for one in figures
    )


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
