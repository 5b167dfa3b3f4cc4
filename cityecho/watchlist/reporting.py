"""``report.toml``: which reports are written when, in which formats, where, on whose letterhead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Literal, get_args

from cityecho.watchlist.document import table_of

PeriodKind = Literal["daily", "weekly", "monthly"]
PERIODS: tuple[PeriodKind, ...] = get_args(PeriodKind)
ReportFormat = Literal["html", "pdf", "docx", "xlsx", "json"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)


@dataclass(frozen=True, slots=True)
class Reporting:
    """How reports are written. ``at`` is when (Beijing) ``run`` writes those that are over.

    ``template`` is the office's own Word file, None for ours.
    """

    template: Path | None = None
    out: Path = Path("data/reports")
    formats: tuple[ReportFormat, ...] = REPORT_FORMATS
    at: Mapping[PeriodKind, time] = field(default_factory=dict)


def read_reporting(path: Path) -> Reporting:
    """The file at ``path``; without it all formats, our own template, and none is written by itself."""
    if not path.exists():
        return Reporting()
    table = table_of(path)
    named = table.texts("formats", REPORT_FORMATS) or REPORT_FORMATS
    for one in named:
        if one not in REPORT_FORMATS:
            raise table.error("formats", f"{one!r} is none of {', '.join(REPORT_FORMATS)}")
    template = table.text("template", "")
    if template and not (path.parent / template).is_file():
        raise table.error("template", f"there is no file {path.parent / template}")
    at = table.table("at")
    found = Reporting(
        template=path.parent / template if template else None,
        out=Path(table.text("out", "data/reports") or "data/reports"),
        formats=tuple(one for one in REPORT_FORMATS if one in named),
        at={kind: moment for kind in PERIODS if (moment := at.clock(kind)) is not None},
    )
    at.close()
    table.close()
    return found
