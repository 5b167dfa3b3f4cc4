"""CSV as Excel opens it: UTF-8 with a BOM, and no cell that a spreadsheet would run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from reports.tables.spec import TableSpec, said

RUN_BY_SHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text beginning with one of these may be taken for a formula (OWASP, CSV injection)."""


def write(spec: TableSpec, frame: pd.DataFrame, path: Path) -> None:
    """Write the table: none is empty, flags are true and false, a dangerous text gets an apostrophe."""
    plain = frame.copy(deep=False)
    for name in spec.of_kind("moment", "day", "list"):
        plain[name] = plain[name].map(said, na_action="ignore").astype("string")
    for name in spec.of_kind("text", "list"):
        dangerous = plain[name].str.startswith(RUN_BY_SHEETS).fillna(value=False)
        plain[name] = plain[name].mask(dangerous, "'" + plain[name])
    for name in spec.of_kind("flag"):
        plain[name] = plain[name].map({True: "true", False: "false"})
    plain.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")
