"""What charts read out of tables: headings, days and numbers of a column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.coverage import DayCoverage
from reports.data import Cell, ReportData, Table


def heading(table: Table, column_id: str) -> str:
    """What stands over a column."""
    return next(column.title for column in table.columns if column.id == column_id)


def days(table: Table, column_id: str = "date") -> list[date]:
    """The days of a column."""
    return [day for day in table.column(column_id) if isinstance(day, date)]


def words(table: Table, column_id: str) -> list[str]:
    """The cells of a column as words."""
    return [str(cell) for cell in table.column(column_id)]


def numbers(table: Table, column_id: str) -> list[float | None]:
    """The numbers of a column, None where there is none."""
    return [_number(cell) for cell in table.column(column_id)]


def covered(data: ReportData, some: Sequence[date], state: DayCoverage) -> list[bool]:
    """Which of these days were covered like that."""
    return [data.coverage.get(day) == state for day in some]


def _number(cell: Cell) -> float | None:
    return cell if isinstance(cell, int | float) else None
