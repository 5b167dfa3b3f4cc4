"""Crawled text is hostile: what no document may carry is taken out once, before any renderer sees it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import NewType
from urllib.parse import urlsplit

from reports.data import Cell, CloudWord, Column, Figure, Quantity, ReportData, Section, Table

PlainReport = NewType("PlainReport", ReportData)
"""A report whose words any document may carry; only :func:`plainly` makes one."""

# What no word may bring along: control characters and lone surrogates (XML refuses them), marks that are not
# seen and marks that turn the reading direction (a file name or headline could lie), non-characters. Tab and
# line ends stay for texts of many lines.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_BREAK = re.compile("[\v\f\x85\u2028\u2029]")
_BLANK = re.compile("[\t\n\v\f\r\x85\u2028\u2029 ]+")


def plain(text: str) -> str:
    """One line of printable text: blanks run together, unprintable marks gone."""
    return _UNPRINTABLE.sub("", _BLANK.sub(" ", text)).strip()


def plain_lines(text: str) -> str:
    """``text`` as it stands, tabs and line ends too, without the unprintable marks."""
    return _UNPRINTABLE.sub("", _BREAK.sub("\n", text))


def web_address(text: str) -> str | None:
    """``text`` when it is an http(s) address a reader may follow, else None (``javascript:`` …)."""
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets that are no IPv6 address: not something to link to
        return None
    return text if parts.scheme in {"http", "https"} and parts.hostname else None


def plainly(data: ReportData) -> PlainReport:
    """The same report with every word of it made plain. Numbers, ids and order stay."""
    return PlainReport(
        replace(
            data,
            title=plain(data.title),
            city=plain(data.city),
            figures=tuple(_figure(figure) for figure in data.figures),
            tables=tuple(_table(table) for table in data.tables),
            sections=tuple(_section(section) for section in data.sections),
            cloud=tuple(CloudWord(plain(word.text), word.weight, word.tone) for word in data.cloud),
        )
    )


def _figure(figure: Figure) -> Figure:
    withheld = plain(figure.withheld) if figure.withheld is not None else None
    ref = {key: plain(value) for key, value in figure.ref.items()}
    return replace(
        figure,
        partial=plain(figure.partial),
        label=plain(figure.label),
        unit=plain(figure.unit),
        how=plain(figure.how),
        withheld=withheld,
        ref=ref,
    )


def _table(table: Table) -> Table:
    return replace(
        table,
        title=plain(table.title),
        columns=tuple(Column(column.id, plain(column.title), column.kind) for column in table.columns),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in table.rows),
        note=plain(table.note),
        withheld=plain(table.withheld) if table.withheld is not None else None,
        nothing=plain(table.nothing),
    )


def _cell(cell: Cell) -> Cell:
    if cell is None or isinstance(cell, int | float | date | datetime | Quantity):
        return cell
    return plain(cell)


def _section(section: Section) -> Section:
    return replace(
        section,
        title=plain(section.title),
        paragraphs=tuple(plain(paragraph) for paragraph in section.paragraphs),
    )
