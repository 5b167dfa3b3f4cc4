"""One day's articles against its proof: who is missing, who was superseded, which columns differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cityecho.archive import PAGE, Behind, RowsBehind
from reports.verify.digests import SHORT, columns_of, of_all, shorts
from reports.verify.proof import columns, part_digests, row_of
from reports.verify.values import PARTS, DayProof

_URL = PAGE.index("article.url")


@dataclass(frozen=True, slots=True)
class DayRows:
    """The articles of ``proof`` as the report saw them, as far as they are there.

    An article in ``superseded`` has changed since, and is now on that day: here it is as it was, but for its
    measures. ``differing`` are the columns that don't read as proven, whoever's they are.
    """

    day: date
    proof: DayProof
    found: Mapping[str, Behind]
    superseded: Mapping[str, date]
    parts: Mapping[str, tuple[bytes, ...]]
    differing: frozenset[str]

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of articles that are not there."""
        return tuple(name for name in self.proof.articles if name not in self.found)

    def differs(self, part: str) -> Iterator[Behind]:
        """The articles of which that part is not as proven."""
        place = PARTS.index(part)
        for name, one in self.found.items():
            if self.parts[name][place][:SHORT] != self.proven(name, part):
                yield one

    def proven(self, name: str, part: str) -> bytes:
        """The short digest of that part of an article."""
        told = shorts(self.proof.articles[name])
        place = PARTS.index(part)
        return told[place] if place < len(told) else b""

    def forged(self) -> Iterator[str]:
        """Parts whose digest over the day is another although each article's short digest is right."""
        for place, part in enumerate(PARTS):
            if self.missing or any(True for _ in self.differs(part)):
                continue
            if of_all(some[place] for some in self.parts.values()) != self.proof.digests.get(part):
                yield part

    def where(self, name: str) -> str:
        """How an article is named: its day and its address."""
        one = self.found.get(name)
        return f"{self.day} article {name}" + (f" {one.page[_URL]}" if one else "")


def each_day(rows: RowsBehind, days: Mapping[date, DayProof], names: tuple[str, ...]) -> Iterator[DayRows]:
    """Read the articles of ``days``, as many at once as a statement takes."""
    day_of = {name: day for day, proof in days.items() for name in proof.articles}
    read = groupby(rows.some(day_of, names), key=lambda one: day_of[one.id])
    here, behind = next(read, (None, iter(())))
    for day, proof in days.items():
        found = {}
        if here == day:
            found = {one.id: one for one in behind}
            here, behind = next(read, (None, iter(())))
        yield _day_rows(rows, day, proof, names, found)


def _day_rows(
    rows: RowsBehind, day: date, proof: DayProof, names: tuple[str, ...], found: dict[str, Behind]
) -> DayRows:
    parts = {name: part_digests(one) for name, one in found.items()}
    pages = {name: proof.articles[name][:SHORT] for name in found}
    other = [name for name in found if parts[name][0][:SHORT] != pages[name]]
    superseded = {}
    for one in rows.superseded(other, names):
        told = part_digests(one)
        if told[0][:SHORT] == pages[one.id]:
            superseded[one.id], parts[one.id] = one, told
    now_on = {name: found[name].day for name in superseded}
    found |= superseded
    now = columns_of([row_of(one) for one in found.values()])
    pairs = zip(columns(names), shorts(now), shorts(proof.columns), strict=False)
    differing = frozenset(name for name, here, proven in pairs if here != proven)
    return DayRows(day, proof, found, now_on, parts, differing)
