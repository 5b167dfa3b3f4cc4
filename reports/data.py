"""One frozen value feeds every format, so that figures agree across files by construction.

:mod:`reports.json_file` publishes it under a schema (``reports/schema``); sections say in which order people
read figures and tables, and which charts (:mod:`reports.charts`) stand where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from analysis.coverage import DayCoverage
from cityecho.watchlist import Days
from reports.verify.values import Proof

VERSION = 1
"""Of the published JSON: new keys may come under it, none goes or changes its meaning."""
Bound = Literal["exact", "lower"]
Basis = Literal["all", "panel"]
ColumnKind = Literal["text", "integer", "decimal", "share", "quantity", "day", "moment", "link"]
CLOUD = "cloud"
"""What a section calls the word cloud among its charts."""
NOTHING = "统计期内没有这类数据"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that brings its unit along, where the cells of one column count different things."""

    value: float | int
    unit: str


Cell = str | int | float | bool | date | datetime | Quantity | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. ``low`` and ``high`` are a 90 % interval; ``withheld`` says why ``value`` is None.

    ``label`` is how a report says it (Chinese), ``unit`` what it counts (篇, 个, 天, 比例), ``how`` names
    the method, ``ref`` is what recomputes it from the archive. A count over days that were not all covered is
    a ``bound`` "lower"; ``basis`` "panel" is counted on those sources alone that saw all the days compared.
    ``partial`` says which of the days it counts were not all covered, "" when all were. A share is ``part``
    of ``of`` units, and ``of_what`` says with its measure word what these are (条报道, 篇稿件).
    """

    id: str
    label: str
    value: float | int | None
    unit: str
    how: str
    ref: Mapping[str, str]
    low: float | None = None
    high: float | None = None
    withheld: str | None = None
    bound: Bound = "exact"
    basis: Basis = "all"
    partial: str = ""
    part: int | None = None
    of: int | None = None
    of_what: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing of what it counts was left out."""
        return self.bound == "exact" and self.basis == "all" and not self.partial


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: stable id, Chinese heading, and what its cells are.

    A share is 0…1. A moment of which only the day is known is a date, a quantity a :class:`Quantity`.
    """

    id: str
    title: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; every row has as many cells as there are columns.

    ``withheld`` says why there are no rows where there might be some; ``nothing`` is what is said of a table
    that simply has none.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    withheld: str | None = None
    nothing: str = NOTHING

    def column(self, column_id: str) -> tuple[Cell, ...]:
        """All cells of one column. Raises KeyError for an unknown one."""
        for place, column in enumerate(self.columns):
            if column.id == column_id:
                return tuple(row[place] for row in self.rows)
        raise KeyError(column_id)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the report: paragraphs first, then charts (and the cloud), then tables, by id."""

    id: str
    title: str
    paragraphs: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CloudWord:
    """A word of the cloud: ``weight`` > 0 is its size, ``tone`` −1…1 the mean sentiment of its articles."""

    text: str
    weight: float
    tone: float


@dataclass(frozen=True, slots=True)
class ReportData:
    """A report before it has a format. ``read`` are the days whose articles it was made of; None: all.

    ``proof`` is what ``cityecho verify`` goes by; None: it has none.
    """

    report: str
    id: str
    title: str
    city: str
    first: date
    last: date
    made_at: datetime
    coverage: Mapping[date, DayCoverage]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    cloud: tuple[CloudWord, ...] = ()
    read: Days | None = None
    proof: Proof | None = None

    def figure(self, figure_id: str) -> Figure:
        """The figure of that id. Raises KeyError."""
        for figure in self.figures:
            if figure.id == figure_id:
                return figure
        raise KeyError(figure_id)

    def table(self, table_id: str) -> Table:
        """The table of that id. Raises KeyError."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise KeyError(table_id)
