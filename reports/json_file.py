"""The report as JSON: the contract that other programs and ``verify`` read."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from cityecho.article import BEIJING
from reports.data import Cell, Figure, Quantity, ReportData, Table
from reports.printed import empty_said


def to_json(data: ReportData) -> str:
    """The report as JSON text: the same data gives the same bytes. A NaN is a bug and raises ValueError."""
    return json.dumps(_report(data), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _report(data: ReportData) -> dict[str, Any]:
    return {
        "report": data.report,
        "id": data.id,
        "city": data.city,
        "from": data.first.isoformat(),
        "to": data.last.isoformat(),
        "made_at": _cell(data.made_at),
        "coverage": {day.isoformat(): state for day, state in sorted(data.coverage.items())},
        "figures": [_figure(figure) for figure in data.figures],
        "tables": [_table(table) for table in data.tables],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "label": figure.label,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "part": figure.part,
        "of": figure.of,
        "of_what": None if figure.of is None else figure.of_what,
        "withheld": figure.withheld,
        "coverage": figure.partial or None,
        "how": figure.how,
        "ref": dict(sorted(figure.ref.items())),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "columns": [
            {"id": column.id, "title": column.title, "kind": column.kind} for column in table.columns
        ],
        "withheld": table.withheld,
        "empty": None if table.rows else empty_said(table),
        "note": table.note,
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, datetime):
        return cell.astimezone(BEIJING).isoformat(timespec="seconds")
    if isinstance(cell, Quantity):
        return cell.value
    return cell.isoformat() if isinstance(cell, date) else cell
