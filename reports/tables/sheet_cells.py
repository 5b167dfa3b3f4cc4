"""A cell for a spreadsheet: words and numbers only, no longer than it holds."""

from __future__ import annotations

from reports.tables.spec import Field, Value, said
from reports.xlsx_text import LONGEST, LONGEST_ADDRESS, cut


def sheet_cell(field: Field, cell: Value) -> str | int | float | None:
    """``cell`` with times and lists as words, and words cut to what the field's cell takes."""
    if cell is None or isinstance(cell, int | float):
        return cell
    longest = LONGEST_ADDRESS if field.kind == "address" else LONGEST
    return cut(cell if isinstance(cell, str) else said(cell), longest)
