"""Words in a workbook stay words, and are as long as a cell or a link allows."""

from __future__ import annotations

LONGEST = 32_767  # UTF-16 units a cell of Excel holds
LONGEST_ADDRESS = 2_079  # UTF-16 units a sheet takes for an address
_CUT = "…（已截断）"

# For xlsxwriter.Workbook: nothing in a string makes it a formula, an address or a number.
WORDS_STAY_WORDS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def cut(text: str, longest: int = LONGEST) -> str:
    """``text`` no longer than a cell holds; a mark says where it was cut."""
    if 2 * len(text) <= longest:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return text
    return units[: 2 * (longest - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT
