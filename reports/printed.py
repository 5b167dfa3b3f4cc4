"""How cells, tables and headings read in print: Chinese office style, one way for html and docx."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cityecho.article import BEIJING
from reports.data import Cell, Column, ColumnKind, Quantity, ReportData, Table
from reports.plain import web_address
from reports.terms import COVERAGE, POINTS, REPORTS, SHARE, SPANS, yes

NUMBERS: frozenset[ColumnKind] = frozenset({"integer", "decimal", "share", "quantity"})
NOTHING = "—"
WITHHELD = "暂不发布"
APPENDIX_ROWS = 15
"""Of the list of articles on paper: just a page."""
_SHORT = 16  # as many signs as a moment has
_LONG = 60
_DIGITS = "一二三四五六七八九"
# Codes that the tables keep in English, because an analyst joins on them, and print in Chinese.
CODES = {"coverage": COVERAGE, "window": SPANS}
# Columns of percentage points: one decimal, as sentences have them.
POINTS_COLUMNS = frozenset({"points", "points_low", "points_high"})
# Keys that serve to join tables; on paper they only take room.
_KEYS = {
    "articles": {"story"},
    "top_stories": {"story"},
    "morning": {"story"},
    "copies": {"story"},
    "messages": {"id"},
    "industries": {"id"},
    "editions": {"figure"},
    "mood_change": {"kind"},
    "projects": {"latest"},
}
# Columns that paper does without where no row has a word in them.
_SELDOM = frozenset(
    {"project", "amount", "speaker", "speaker_title", "organization", "origin", "copied_from"}
)


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell as people read it; ``link`` is an http(s) address or None."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as people read it: no addresses and keys as columns of their own, no more than so many rows.

    ``left_out`` counts the rows that did not fit; ``empty`` is said where there are no rows.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[PrintedCell, ...], ...]
    note: str
    left_out: int
    empty: str

    def wraps(self, place: int) -> bool:
        """Whether that column holds prose, which may break into lines; short cells read better whole."""
        return any(len(row[place].text) > _SHORT for row in self.rows)

    def runs_on(self, place: int) -> bool:
        """Whether that prose takes several lines even where there is room."""
        return any(len(row[place].text) > _LONG for row in self.rows)


def shown(cell: Cell, column: Column) -> str:
    """The words for a cell. Shares as 12.3%, integers as 1,234, moments as 2022-07-15 09:30."""
    match cell:
        case None | "":
            said = NOTHING
        case bool():
            said = yes(cell)
        case float() if column.id in POINTS_COLUMNS:
            said = f"{cell:z,.1f}"
        case int() | float():
            said = number(cell, column.kind)
        case Quantity():
            said = quantity_said(cell)
        case datetime():
            said = moment_said(cell)
        case date():
            said = cell.isoformat()
        case _:
            said = CODES.get(column.id, {}).get(cell, cell)
    return said


def moment_said(moment: datetime) -> str:
    """``2022-07-15 09:30``, Beijing time."""
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def number(value: float, kind: ColumnKind) -> str:
    """A number of that kind; a share is 0…1."""
    if kind == "share":
        return f"{value:.1%}"
    if kind == "integer" or isinstance(value, int):
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"


def quantity_said(quantity: Quantity) -> str:
    """128篇, 156.2条, 80.8%, 3.1个百分点: one way wherever a report prints a figure."""
    value, unit = quantity.value, quantity.unit
    if unit == SHARE:
        return number(value, "share")
    if unit == POINTS:
        return f"{100 * value:z,.1f}{POINTS}"
    return f"{value:,}{unit}" if isinstance(value, int) else f"{value:z,.1f}{unit}"


def title_lines(data: ReportData) -> tuple[str, ...]:
    """The title in the lines it may take: the kind of report stands whole, and so do its days in brackets."""
    kind = REPORTS.get(data.report, "")
    if kind and data.title.endswith(kind):
        return data.title.removesuffix(kind), kind
    whole, bracket, days = data.title.partition("（")
    return (whole, bracket + days) if whole.endswith(kind) and days else (data.title,)


def empty_said(table: Table) -> str:
    """What stands where a table has no rows."""
    return f"{WITHHELD}：{table.withheld}" if table.withheld else table.nothing


def numeral(place: int) -> str:
    """The ``place``-th (from 1, below 100) as headings count: 一, 十, 十一, 二十三."""
    tens, ones = divmod(place, 10)
    ten = "" if not tens else "十" if tens == 1 else _DIGITS[tens - 1] + "十"
    return ten + (_DIGITS[ones - 1] if ones else "")


def _unsaid(table: Table, place: int) -> bool:
    """Whether that column would hold what news seldom says, and no row does."""
    return table.columns[place].id in _SELDOM and not any(row[place] for row in table.rows)


def printed(table: Table, most: int, without: frozenset[str] = frozenset()) -> PrintedTable:
    """``table`` for paper and page: its first ``most`` rows, the title of a row carrying its address.

    Columns ``without`` which it can be understood are left out where room is short.
    """
    keys = _KEYS.get(table.id, set()) | without
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.kind != "link" and column.id not in keys and not _unsaid(table, place)
    ]
    link = next((place for place, column in enumerate(table.columns) if column.kind == "link"), None)
    titled = next((place for place in places if table.columns[place].id == "title"), None)
    rows = tuple(
        tuple(
            PrintedCell(
                shown(row[place], table.columns[place]),
                web_address(str(row[link])) if link is not None and place == titled else None,
            )
            for place in places
        )
        for row in table.rows[:most]
    )
    left_out = max(0, len(table.rows) - most)
    columns = tuple(table.columns[place] for place in places)
    return PrintedTable(table.id, table.title, columns, rows, table.note, left_out, empty_said(table))
