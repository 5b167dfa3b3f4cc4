"""Words in a workbook stay words, and are as long as a cell allows."""

from __future__ import annotations

LONGEST = 32_767  # UTF-16 units a cell of Excel holds
_CUT = "…（已截断）"

# For xlsxwriter.Workbook: nothing in a string makes it a formula, an address or a number.
WORDS_STAY_WORDS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def cut(text: str) -> str:
    """``text`` no longer than a cell holds; a mark says where it was cut."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT
