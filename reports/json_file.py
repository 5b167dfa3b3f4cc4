"""The report as JSON: the contract that other programs and ``verify`` read (``schema/report-1.json``)."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from cityecho.article import BEIJING
from reports.data import VERSION, Cell, Figure, Quantity, ReportData, Section, Table
from reports.printed import empty_said
from reports.verify.written import DIGEST, digest_of, to_plain


def to_json(data: ReportData) -> str:
    """The report as JSON text: the same data gives the same bytes. A NaN is a bug and raises ValueError.

    A figure and a row of a table take a line each, so that two reports can be compared by lines.
    """
    told = document(data)
    return _laid_out(told | {DIGEST: digest_of(told)}) + "\n"


def document(data: ReportData) -> dict[str, Any]:
    """The report as plain JSON values, without the digest of itself."""
    return {
        "version": VERSION,
        "report": data.report,
        "id": data.id,
        "title": data.title,
        "city": data.city,
        "from": data.first.isoformat(),
        "to": data.last.isoformat(),
        "made_at": _cell(data.made_at),
        "coverage": {day.isoformat(): state for day, state in sorted(data.coverage.items())},
        "figures": [_figure(figure) for figure in data.figures],
        "tables": [_table(table) for table in data.tables],
        "sections": [_section(section) for section in data.sections],
        "proof": to_plain(data.proof) if data.proof else None,
    }


def _laid_out(value: Any, indent: str = "\n") -> str:
    """JSON with a line for each figure, row and day; what lies within one takes none."""
    depth = _depth(value)
    if depth < 2 or (depth == 2 and isinstance(value, dict)):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    deeper = indent + " "
    said = [_laid_out(one, deeper) for one in _members(value)]
    if isinstance(value, dict):
        said = [f"{json.dumps(key)}: {one}" for key, one in zip(value, said, strict=True)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}{deeper}{f',{deeper}'.join(said)}{indent}{closing}"


def _depth(value: object) -> int:
    """How deep containers lie in each other; of a list the first of its items tells."""
    inner = _members(value)
    if isinstance(value, list):
        inner = inner[:1]
    return 1 + max(map(_depth, inner), default=0) if isinstance(value, dict | list) else 0


def _members(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


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


def _section(section: Section) -> dict[str, Any]:
    lists = {name: list(getattr(section, name)) for name in ("paragraphs", "charts", "tables")}
    return {"id": section.id, "title": section.title, **lists}


def _cell(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, datetime):
        return cell.astimezone(BEIJING).isoformat(timespec="seconds")
    if isinstance(cell, Quantity):
        return cell.value
    return cell.isoformat() if isinstance(cell, date) else cell
