"""A report as paper shows it, the same in docx and pdf: numbered chapters, pictures, lists cut to length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from analysis import dates
from cityecho.article import BEIJING
from reports import cloud
from reports.data import CLOUD, ReportData, Section, Table
from reports.drawn import Drawn
from reports.printed import APPENDIX_ROWS, WITHHELD, PrintedTable, numeral, printed, title_lines

MOST_ROWS = 60  # of one table: every figure, every term; the xlsx has all rows of all tables
# Of lists that run on, as much as a reader of paper looks at: a page at most, the appendix just one.
_MOST_ROWS = {
    "outlets": 15,
    "top_stories": 10,
    "copies": 20,
    "quotes": 20,
    "projects": 20,
    "silent": 20,
    "keywords": 20,
    "falling": 10,
    "bursts": 15,
    "network": 20,
    "topics": 10,
    "negatives": 10,
    "articles": APPENDIX_ROWS,
}
# What a list on paper can do without: the title needs the room.
_WITHOUT = {
    "articles": frozenset({"tier", "region"}),
    "negatives": frozenset({"score"}),  # the order tells it
    "methods": frozenset({"withheld"}),  # stands with the figures
}
_MOST_ROWS_A_DAY = 6  # of one table in a daily, which is to be read in minutes
_TITLE_SIGNS = 20  # of 二号 in a line
_WIDEST, _TALLEST = 150, 72  # mm of a picture: the text area is 156 mm wide


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, or the cloud as PNG; ``slope`` is its height by its width."""

    id: str
    number: int
    title: str
    content: str | bytes
    slope: float

    @property
    def width(self) -> float:
        """Millimetres: as wide as the text, unless that makes it too tall."""
        return min(_WIDEST, _TALLEST / self.slope)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that has rows. ``note`` says how many more the workbook has."""

    number: int
    table: PrintedTable
    note: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section with its number in Chinese; pictures and tables are counted through the report.

    ``apart``: it begins a page of its own, as GB/T 9704 wants of what is attached. Weeks and months go on.
    """

    id: str
    number: str
    title: str
    paragraphs: tuple[str, ...]
    pictures: tuple[Picture, ...]
    sheets: tuple[Sheet, ...]
    apart: bool


def heading(data: ReportData) -> tuple[str, ...]:
    """The title in the lines it takes on paper."""
    return (data.title,) if len(data.title) <= _TITLE_SIGNS else title_lines(data)


def period_said(data: ReportData) -> str:
    """``2022年6月17日至2022年8月13日``, ``2022年7月15日``."""
    if data.first == data.last:
        return dates.day(data.first)
    return f"{dates.day(data.first)}至{dates.day(data.last)}"


def made_on_said(data: ReportData) -> str:
    """The day the report was made, in Beijing."""
    return dates.day(data.made_at.astimezone(BEIJING))


def chapters(drawn: Drawn) -> tuple[Chapter, ...]:
    """The report from its first chapter to its last."""
    most = _MOST_ROWS_A_DAY if drawn.data.report == "daily" else MOST_ROWS
    tables = {table.id: _printed(table, most) for table in drawn.data.tables}
    picture_number, table_number = count(1), count(1)
    return tuple(
        Chapter(
            section.id,
            numeral(place),
            section.title,
            _paragraphs(section, tables),
            tuple(_pictures(section, drawn, picture_number)),
            tuple(_sheets(section, tables, table_number)),
            drawn.data.report == "summit" and section.id == "appendix" and bool(tables["articles"].rows),
        )
        for place, section in enumerate(drawn.data.sections, 1)
    )


def _printed(table: Table, most: int) -> PrintedTable:
    fewest = min(most, _MOST_ROWS.get(table.id, MOST_ROWS))
    return printed(table, fewest, _WITHOUT.get(table.id, frozenset()))


def _paragraphs(section: Section, tables: Mapping[str, PrintedTable]) -> tuple[str, ...]:
    """The chapter's own, then a line for each table without rows, unless they give its reason already."""
    own = list(section.paragraphs)
    for table in (tables[name] for name in section.tables):
        if not table.rows and table.empty.removeprefix(f"{WITHHELD}：") not in "".join(own):
            own.append(f"{table.title}：{table.empty}。")
    return tuple(own) or (() if section.tables else ("本期没有内容。",))


def _pictures(section: Section, drawn: Drawn, number: Iterator[int]) -> Iterator[Picture]:
    for name in section.charts:
        if name in drawn.charts:
            chart = drawn.charts[name]
            yield Picture(name, next(number), chart.title, drawn.svgs[name], chart.height / chart.width)
        elif name == CLOUD and drawn.cloud:
            title = "词云（字号示热度，绿为正面、红为负面，色深者更甚，灰为中性）"
            yield Picture(name, next(number), title, drawn.cloud, cloud.HEIGHT / cloud.WIDTH)


def _sheets(section: Section, tables: Mapping[str, PrintedTable], number: Iterator[int]) -> Iterator[Sheet]:
    for table in (tables[name] for name in section.tables):
        if table.rows:
            yield Sheet(next(number), table, _note(table))


def _note(table: PrintedTable) -> str:
    parts = [f"其余{table.left_out}行见随附的 Excel 文件。"] if table.left_out else []
    return "注：" + "".join([*parts, table.note]) if parts or table.note else ""
