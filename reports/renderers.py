"""A report in the formats asked for: what several of them show is made once, and nothing else is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reports.data import ReportData
from reports.plain import PlainReport, plainly

if TYPE_CHECKING:
    from reports.drawn import Drawn


@dataclass(frozen=True)
class _Stock:
    """A report, and what it takes to write it: each made when first asked for."""

    data: ReportData
    template: Path | None
    mask: Path | None

    @cached_property
    def plain(self) -> PlainReport:
        return plainly(self.data)

    @cached_property
    def drawn(self) -> Drawn:
        from reports.drawn import draw  # noqa: PLC0415 (the cloud brings matplotlib along)

        return draw(self.plain, self.mask)


def rendered(
    data: ReportData, formats: Sequence[str], template: Path | None = None, mask: Path | None = None
) -> Iterator[tuple[str, bytes]]:
    """The content of a file in each of ``formats`` (names of :mod:`reports.formats`), with its name.

    ``template`` is the Word file to fill in, ``mask`` the picture whose dark parts hold the cloud's words
    (None: ours). Equal data give equal bytes. Raises KeyError for a format there is not, ConfigurationError
    for a template that can't be filled in or a mask that holds no words.
    """
    stock = _Stock(data, template, mask)
    for name in formats:
        yield name, _RENDERERS[name](stock)


def _html(stock: _Stock) -> bytes:
    from reports import html  # noqa: PLC0415

    return html.render(stock.drawn)


def _pdf(stock: _Stock) -> bytes:
    from reports import pdf  # noqa: PLC0415

    return pdf.render(stock.drawn)


def _docx(stock: _Stock) -> bytes:
    from reports import docx  # noqa: PLC0415

    return docx.render(stock.drawn, stock.template)


def _xlsx(stock: _Stock) -> bytes:
    from reports import xlsx  # noqa: PLC0415

    return xlsx.render(stock.plain)


def _json(stock: _Stock) -> bytes:
    from reports import json_file  # noqa: PLC0415

    return json_file.to_json(stock.plain).encode()


_RENDERERS: dict[str, Callable[[_Stock], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "json": _json,
}
