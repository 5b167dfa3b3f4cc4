"""The formats a report can have: name -> file suffix and renderer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports import docx, html, json_file, xlsx
from reports.data import ReportData


@dataclass(frozen=True, slots=True)
class Format:
    """``render`` is pure: equal data give equal bytes. Who calls it writes the file."""

    suffix: str
    render: Callable[[ReportData], bytes]


def _json(data: ReportData) -> bytes:
    return json_file.to_json(data).encode()


FORMATS = {
    "html": Format(".html", html.render),
    "docx": Format(".docx", docx.render),
    "xlsx": Format(".xlsx", xlsx.render),
    "json": Format(".json", _json),
}
