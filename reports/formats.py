"""The formats a report can have, by name, and the suffix of their files; loads nothing."""

from __future__ import annotations

FORMATS = {"html": ".html", "pdf": ".pdf", "docx": ".docx", "xlsx": ".xlsx", "json": ".json"}
