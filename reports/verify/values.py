"""What a report's proof holds, and what checking it finds (frozen, plain)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

PARTS = ("page", "versions", "measures", "story", "topic")
"""What is proven of an article apart: its rows; what single analysers made of it, by which versions of which
revision, and the values, of which a purge takes quotations; its story; its topic."""


@dataclass(frozen=True, slots=True)
class DayProof:
    """The articles of one day: by part a digest of all, by column a short one, by article a short one a part.

    The digests of all prove; the short ones, one behind the other, only name what differs.
    """

    digests: Mapping[str, str]
    columns: bytes
    articles: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Program:
    """Which CityEcho wrote a report: its version, and a digest of its code and lists."""

    version: str
    code: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that a report stands on, as digests: the articles of ``span``, None: all.

    ``analysers`` has the versions of each analyser's measures, ``configuration`` the digest of each file,
    ``covered`` the covered spans themselves (source, first, last, run), ``corrections`` digests by id.
    """

    program: Program
    span: tuple[date, date] | None
    analysers: Mapping[str, tuple[str, ...]]
    configuration: Mapping[str, str]
    covered: tuple[tuple[str, date, date, int], ...]
    corrections: Mapping[int, bytes]
    days: Mapping[date, DayProof]


Cause = Literal[
    "later",
    "purged",
    "changed",
    "measured anew",
    "told anew",
    "moved",
    "sorted anew",
    "forgotten",
    "configuration",
    "program",
]
"""Why something may read otherwise although nobody altered anything."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as the report says: where (a day, an article, a file), which column or figure.

    ``causes`` are what can explain it.
    """

    where: str
    what: str
    said: str = ""
    found: str = ""
    causes: tuple[Cause, ...] = ()

    def __str__(self) -> str:
        values = f": report {self.said}, archive {self.found}" if self.said or self.found else ""
        return f"{self.where}: {self.what}{values}"


@dataclass(frozen=True, slots=True)
class Since:
    """Something that changed rightly since: why, how many articles, files or days, and the first of them."""

    cause: Cause
    count: int
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``altered`` differs; ``unproven`` differs too, but for what is told in ``since``.

    ``checked`` counts what agreed or not: articles, captures, figures, tables.
    """

    altered: tuple[Difference, ...]
    unproven: tuple[Difference, ...]
    since: tuple[Since, ...]
    checked: Mapping[str, int]
