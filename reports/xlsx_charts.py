"""Native Excel charts beside the tables they are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from reports import look
from reports.data import Cell, Table
from reports.printed import CODES
from reports.terms import SPANS

_FONT = {"name": "微软雅黑", "size": 9, "color": look.MUTED}
_COUNT, _PERCENT = "#,##0", "0%"
_DAY_ZERO = date(1899, 12, 30)  # day 0 of a sheet's dates


@dataclass(frozen=True, slots=True)
class Range:
    """Where a table lies: its sheet, the row of its heads, how many rows follow."""

    sheet: str
    head: int
    rows: int
    table: Table

    @property
    def numbers(self) -> bool:
        """Whether it holds any number to draw."""
        return any(isinstance(cell, int | float) for row in self.table.rows for cell in row)

    def column(self, column_id: str) -> list[str | int]:
        """The cells of one column as XlsxWriter wants them."""
        place = self._place(column_id)
        return [self.sheet, self.head + 1, place, self.head + self.rows, place]

    def cells(self, column_id: str) -> list[str | float | None]:
        """What stands in them, for readers that count nothing themselves: days as a sheet numbers them."""
        codes = CODES.get(column_id, {})
        return [_drawn(cell, codes) for cell in self.table.column(column_id)]

    def title(self, column_id: str) -> str:
        """The column's heading."""
        return self.table.columns[self._place(column_id)].title

    def _place(self, column_id: str) -> int:
        return [column.id for column in self.table.columns].index(column_id)


def _drawn(cell: Cell, codes: Mapping[str, str]) -> str | float | None:
    if isinstance(cell, date):
        return (date(cell.year, cell.month, cell.day) - _DAY_ZERO).days
    return codes.get(cell, cell) if isinstance(cell, str) else cell if isinstance(cell, int | float) else None


def add_charts(book: Any, ranges: Mapping[str, Range], city: str) -> None:
    """Daily course, tiers, sentiment and share of voice, each to the right of its table, if it has rows."""
    drawers: dict[str, Callable[..., Any]] = {
        "daily": _daily,
        "tiers": _tiers,
        "sentiment": _sentiment,
        "share_of_voice": partial(_share_of_voice, city=city),
    }
    for table_id, draw in drawers.items():
        lies = ranges.get(table_id)
        if lies is not None and lies.numbers:
            chart = draw(book, lies)
            beside = [
                found for found in ranges.values() if found.sheet == lies.sheet and found.head >= lies.head
            ]
            place = max(len(found.table.columns) for found in beside)
            book.get_worksheet_by_name(lies.sheet).insert_chart(lies.head, place, chart, {"x_offset": 16})


def _daily(book: Any, lies: Range) -> Any:
    chart = book.add_chart({"type": "column"})
    during = lies.table.column("window")
    dark = "period" if "period" in during else "during"
    points = [{"fill": {"color": look.BLUE}} if window == dark else None for window in during]
    chart.add_series(_series(lies, "date", "stories", look.SKY) | {"gap": 40, "points": points})
    line = book.add_chart({"type": "line"})
    line.add_series(
        _series(lies, "date", "items", look.GRAPHITE) | {"line": {"color": look.GRAPHITE, "width": 1.5}}
    )
    chart.combine(line)
    title = f"逐日{lies.title('stories')}与{lies.title('items')}（深色为{SPANS[dark]}）"
    _dress(chart, title, width=480)
    chart.set_y_axis(_scale(_COUNT))
    chart.set_x_axis({"num_font": _FONT, "date_axis": True, "num_format": "m-d", "major_unit": 7})
    return chart


def _tiers(book: Any, lies: Range) -> Any:
    chart = book.add_chart({"type": "bar"})
    chart.add_series(_series(lies, "tier", "items", look.MIST))
    chart.add_series(_series(lies, "tier", "stories", look.BLUE))
    _dress(chart, "媒体级别", width=480)
    chart.set_x_axis(_scale(_COUNT))
    chart.set_y_axis({"reverse": True, "num_font": _FONT})
    return chart


def _sentiment(book: Any, lies: Range) -> Any:
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for name, (colour, _) in look.SENTIMENTS.items():
        chart.add_series(_series(lies, "window", name, colour))
    _dress(chart, "各阶段情感构成", width=480)
    chart.set_x_axis(_scale(_PERCENT))
    chart.set_y_axis({"reverse": True, "num_font": _FONT})
    return chart


def _share_of_voice(book: Any, lies: Range, city: str) -> Any:
    chart = book.add_chart({"type": "bar"})
    points = [
        {"fill": {"color": look.BLUE if place == city else look.MIST}} for place in lies.table.column("place")
    ]
    labels = {"value": True, "font": _FONT, "num_format": "0.0%"}
    chart.add_series(
        _series(lies, "place", "share", look.MIST) | {"points": points, "data_labels": labels, "gap": 60}
    )
    _dress(chart, "声量份额", width=480)
    chart.set_x_axis(_scale(_PERCENT))
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": _FONT})
    return chart


def _series(lies: Range, names: str, values: str, colour: str) -> dict[str, Any]:
    return {
        "name": lies.title(values),
        "categories": lies.column(names),
        "values": lies.column(values),
        "categories_data": lies.cells(names),
        "values_data": lies.cells(values),
        "fill": {"color": colour},
    }


def _dress(chart: Any, title: str, width: int) -> None:
    chart.set_title({"name": title, "name_font": _FONT | {"size": 11, "color": look.INK}, "overlay": False})
    chart.set_legend({"position": "top", "font": _FONT})
    chart.set_size({"width": width, "height": 320})
    chart.set_chartarea({"border": {"none": True}})


def _scale(numbers: str) -> dict[str, Any]:
    """The axis of the values, its numbers in that form."""
    grid = {"visible": True, "line": {"color": look.LINE, "width": 0.75}}
    return {"num_font": _FONT, "num_format": numbers, "major_gridlines": grid}
