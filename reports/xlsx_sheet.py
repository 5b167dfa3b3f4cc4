"""Tables on a sheet: heads, typed cells, filter, widths, print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter.worksheet import Worksheet

from cityecho.article import BEIJING
from reports import look
from reports.data import Cell, Column, Quantity, Table
from reports.printed import CODES, NUMBERS, POINTS_COLUMNS, empty_said
from reports.terms import POINTS, SHARE, yes
from reports.xlsx_charts import Range
from reports.xlsx_text import cut

_FONT = "微软雅黑"
# Signs a column; a link is there to be copied, not read.
_WIDEST = {"link": 24.0}
_WIDE = 46.0
_LINE = 14.0  # points
_MOST_LINES = 12  # of one row: what is longer is read in the cell
_NUMBER_FORMATS = {
    "integer": "#,##0",
    "decimal": "#,##0.00",
    "tenths": "#,##0.0",
    "share": "0.0%",
    "quantity": "#,##0.0",
    "points": f'0.0"{POINTS}"',
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}


# Decimal columns of which hundredths tell nothing: points, stories a day, G².
_TENTHS = POINTS_COLUMNS | {
    "expected",
    "least",
    "most",
    "mean",
    "mean_usual",
    "g2",
    "g2_ordinary",
    "g2_peers",
}


def formats() -> dict[str, dict[str, Any]]:
    """What SheetWriter needs added to a book: one format a kind of cell, and those of titles and heads."""
    base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
    left = {"align": "left", "indent": 1}  # so that words keep off the numbers before them
    cells = {
        kind: base | {"num_format": shape} | (left if kind in {"day", "moment"} else {})
        for kind, shape in _NUMBER_FORMATS.items()
    }
    head = base | {"bold": True, "bg_color": look.PALE, "bottom": 1, "bottom_color": look.MIST}
    return cells | {
        "text": base | left | {"num_format": "@"},
        "prose": base | left | {"num_format": "@", "text_wrap": True},
        "link": base | left | {"font_color": look.MUTED, "num_format": "@"},
        "title": base | {"font_size": 13, "bold": True, "font_color": look.BLUE},
        "note": base | {"font_color": look.MUTED},
        "head": head | left,
        "head_number": head | {"align": "right"},
    }


@dataclass(frozen=True, slots=True)
class SheetWriter:
    """Lays tables into sheets and remembers where, for the charts."""

    book: Any
    formats: dict[str, Any]
    ranges: dict[str, Range]

    def sheet(self, name: str, tables: Sequence[Table]) -> Worksheet:
        """One sheet with its tables below each other; the last, which may be long, gets the filter."""
        sheet = self.book.add_worksheet(name)
        _set_up(sheet)
        row = 0
        for table in tables:
            head = row + 1
            end = self._table(sheet, row, table)
            self.ranges[table.id] = Range(name, head, len(table.rows), table)
            row = end + 2
        if tables[-1].rows:
            sheet.autofilter(head, 0, head + len(tables[-1].rows), len(tables[-1].columns) - 1)
        if len(tables) == 1:
            sheet.freeze_panes(head + 1, 0)
            sheet.repeat_rows(head)
        else:  # the heads of one table are not those of the next: what a row is about stands still
            sheet.freeze_panes(0, 1)
        for place, width in enumerate(_widths(tables)):
            sheet.set_column(place, place, width)
        self._spare_paper(sheet, tables, row - 3)
        return sheet

    def _spare_paper(self, sheet: Worksheet, tables: Sequence[Table], end: int) -> None:
        """Paper is left without the addresses and ids on the right: nobody can follow or join them there."""
        last = max(_last_on_paper(table) for table in tables)
        if last + 1 < max(len(table.columns) for table in tables):
            sheet.print_area(0, 0, end, last)

    def _table(self, sheet: Worksheet, top: int, table: Table) -> int:
        """Title, heads, rows, note, from top to bottom: a row once left is written. Gives the row after."""
        sheet.write_string(top, 0, table.title, self.formats["title"])
        for place, column in enumerate(table.columns):
            style = "head_number" if column.kind in NUMBERS else "head"
            sheet.write_string(top + 1, place, column.title, self.formats[style])
        row = top + 2
        for cells in table.rows:
            _heighten(
                sheet,
                row,
                [cell for cell, column in zip(cells, table.columns, strict=True) if column.kind == "text"],
            )
            for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                self.cell(sheet, row, place, cell, column)
            row += 1
        if not table.rows:
            sheet.write_string(row, 0, empty_said(table), self.formats["note"])
            row += 1
        if table.note:
            sheet.write_string(row, 0, f"注：{cut(table.note)}", self.formats["note"])
            row += 1
        return row

    def cell(self, sheet: Worksheet, row: int, place: int, cell: Cell, column: Column) -> None:
        """Writes one cell as what it is: words are never read as formulas, addresses or numbers."""
        style = self.formats[column.kind]
        if cell is None:
            sheet.write_blank(row, place, None, style)
        elif isinstance(cell, bool):
            sheet.write_string(row, place, yes(cell), self.formats["text"])
        elif isinstance(cell, Quantity):
            self._quantity(sheet, row, place, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(row, place, cell, self._number_style(cell, column))
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, place, cell.astimezone(BEIJING).replace(tzinfo=None), style)
        elif isinstance(cell, date):
            sheet.write_datetime(row, place, datetime.combine(cell, datetime.min.time()), self.formats["day"])
        else:
            wraps = column.kind == "text" and _lines(cell) > 1
            form = self.formats["prose"] if wraps else style
            sheet.write_string(row, place, cut(CODES.get(column.id, {}).get(cell, cell)), form)

    def _quantity(self, sheet: Worksheet, row: int, place: int, cell: Quantity) -> None:
        """A share as a percentage, percentage points as such, the rest by whether it is whole."""
        value, kind = cell.value, "integer" if isinstance(cell.value, int) else "quantity"
        if cell.unit == SHARE:
            kind = "share"
        elif cell.unit == POINTS:
            value, kind = 100 * value, "points"
        sheet.write_number(row, place, value, self.formats[kind])

    def _number_style(self, number: float, column: Column) -> Any:
        """A number among words has the form of a number too."""
        if isinstance(number, int) and column.kind != "share":
            return self.formats["integer"]
        kind = "decimal" if column.kind not in NUMBERS else column.kind
        return self.formats["tenths" if kind == "decimal" and column.id in _TENTHS else kind]


def _heighten(sheet: Worksheet, row: int, prose: Sequence[Cell]) -> None:
    """A row as high as the lines of its prose: no office suite does so by itself in a sheet it reads."""
    lines = max(map(_lines, prose), default=1)
    if lines > 1:
        sheet.set_row(row, 4 + _LINE * lines)


def _last_on_paper(table: Table) -> int:
    told = [place for place, one in enumerate(table.columns) if one.kind != "link" and one.id != "id"]
    return max(told, default=0)


def _set_up(sheet: Worksheet) -> None:
    """Prints on A4, landscape, as wide as one page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    sheet.hide_gridlines(2)
    sheet.set_default_row(18)


def _widths(tables: Sequence[Table]) -> list[float]:
    """Signs a column: as its longest cell among the first rows, within reason."""
    widths = [8.0] * max(len(table.columns) for table in tables)
    for table in tables:
        for place, column in enumerate(table.columns):
            cells = [row[place] for row in table.rows[:300]]
            longest = max([_signs(column.title) + 2, *(_length(cell) for cell in cells)])
            widths[place] = max(widths[place], min(longest + 2, _WIDEST.get(column.kind, _WIDE)))
    return widths


def _lines(cell: Cell) -> int:
    """In how many lines a text stands where a column is as wide as it gets."""
    if not isinstance(cell, str) or len(cell) * 2.1 < _WIDE:
        return 1
    return min(_MOST_LINES, int(_signs(cell) // (_WIDE - 3)) + 1)


def _length(cell: Cell) -> float:
    if isinstance(cell, datetime):
        return 16
    if isinstance(cell, date):
        return 10
    return _signs(cell) if isinstance(cell, str) else 8


def _signs(text: str) -> float:
    return sum(2.1 if ord(sign) > 0x2E7F else 1.1 for sign in text)
