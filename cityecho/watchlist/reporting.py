"""``report.toml``: which reports are written when, in which formats, where, on whose letterhead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Literal, get_args

from cityecho.watchlist.document import table_of
from cityecho.watchlist.table import Table

PeriodKind = Literal["daily", "weekly", "monthly"]
PERIODS: tuple[PeriodKind, ...] = get_args(PeriodKind)
ReportFormat = Literal["html", "pdf", "docx", "xlsx", "json"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)


@dataclass(frozen=True, slots=True)
class Reporting:
    """How reports are written. ``at`` is when (Beijing) ``run`` writes those that are over.

    ``template`` is the office's own Word file, ``mask`` the picture whose dark parts hold the words of the
    cloud; None for ours.
    """

    template: Path | None = None
    mask: Path | None = None
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
    at = table.table("at")
    found = Reporting(
        template=_beside(path, table, "template"),
        mask=_beside(path, table, "mask"),
        out=Path(table.text("out", "data/reports") or "data/reports"),
        formats=tuple(one for one in REPORT_FORMATS if one in named),
        at={kind: moment for kind in PERIODS if (moment := at.clock(kind)) is not None},
    )
    at.close()
    table.close()
    return found


def _beside(path: Path, table: Table, key: str) -> Path | None:
    """A file of the office's own, named from the folder of ``path``."""
    name = table.text(key, "")
    if not name:
        return None
    if not (path.parent / name).is_file():
        raise table.error(key, f"there is no file {path.parent / name}")
    return path.parent / name
