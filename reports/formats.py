"""The formats a report can have, by name, and the suffix of their files; loads nothing."""

from __future__ import annotations

from cityecho.watchlist.reporting import REPORT_FORMATS

FORMATS: dict[str, str] = {name: f".{name}" for name in REPORT_FORMATS}
