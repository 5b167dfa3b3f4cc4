"""Pieces and their marks: what a new article is compared with, found without reading the archive.

A mark's holders stand in its rows by time and id, so that the earliest are read without the rest: however
often a press repeats its imprint, a new article costs the same. Ids are 16 hex digits and are kept as numbers
of that order. Both tables are derived of measures: cleared, they are filled again by the next analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from cityecho.archive.batching import BATCH, batches
from cityecho.archive.desk import Part
from cityecho.archive.schema import mark, piece
from cityecho.archive.values import StoredPiece

_AT_ONCE = 50  # marks a question asks for
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HALF = 1 << 63
_NONE = 0  # no mark

Holder = tuple[datetime, str]
"""When and which article."""


class Pieces(Part):
    """The pieces of the archive, and who holds their marks."""

    def count(self) -> int:
        """How many there are."""
        return self._connection.scalar(sa.select(sa.func.count()).select_from(piece)) or 0

    def clear(self) -> None:
        """Delete all of them."""
        for table in (mark, piece):
            self._connection.execute(table.delete())

    def put(self, pieces: Iterable[StoredPiece]) -> None:
        """Keep pieces that are not there yet, with what was judged of them."""
        new = list(pieces)
        rows = [
            {
                "article": one.article,
                "at": _number_of(one.at),
                "outlet": one.outlet,
                "origin": one.origin,
                "marks": list(one.marks),
                "match": one.match,
                "root": one.root,
                "also": one.also,
            }
            for one in new
        ]
        # In the order of the index: it grows at one place at a time.
        marks = sorted((held, _number_of(one.at), _ranked(one.article)) for one in new for held in one.marks)
        for batch in batches(rows):
            self._connection.execute(piece.insert(), batch)
        for some in batches(marks, 10 * BATCH):
            self._connection.execute(
                mark.insert(), [{"hash": held, "at": at, "article": number} for held, at, number in some]
            )

    def take(self, one: StoredPiece) -> None:
        """Delete a piece and its marks."""
        here = mark.c.at == _number_of(one.at), mark.c.article == _ranked(one.article)
        for held in one.marks:
            self._connection.execute(mark.delete().where(mark.c.hash == held, *here))
        self._connection.execute(piece.delete().where(piece.c.article == one.article))

    def judge(self, judged: Iterable[StoredPiece]) -> None:
        """Keep what is judged now of pieces that are there."""
        change = (
            piece.update()
            .where(piece.c.article == sa.bindparam("of"))
            .values(match=sa.bindparam("to"), root=sa.bindparam("top"), also=sa.bindparam("beside"))
        )
        rows = [{"of": one.article, "to": one.match, "top": one.root, "beside": one.also} for one in judged]
        if rows:
            self._connection.execute(change, rows)

    def some(self, articles: Iterable[str]) -> Iterator[StoredPiece]:
        """The pieces of ``articles``, by article."""
        for batch in batches(sorted(set(articles))):
            chosen = piece.c.article.in_(batch)
            rows = self._connection.execute(sa.select(piece).where(chosen).order_by(piece.c.article))
            for row in rows:
                said = row.outlet, row.origin, tuple(row.marks), row.match, row.root, row.also
                yield StoredPiece(row.article, _moment(row.at), *said)

    def outlets(self, articles: Iterable[str]) -> dict[str, str]:
        """The outlet of each of ``articles``."""
        found: dict[str, str] = {}
        for batch in batches(sorted(set(articles))):
            chosen = sa.select(piece.c.article, piece.c.outlet).where(piece.c.article.in_(batch))
            found |= {row.article: row.outlet for row in self._connection.execute(chosen)}
        return found

    def members(self, root: str) -> tuple[str, ...]:
        """The articles whose chain of copies begins at ``root``."""
        chosen = sa.select(piece.c.article).where(piece.c.root == root).order_by(piece.c.article)
        return tuple(self._connection.scalars(chosen))

    def earliest(self, marks: Sequence[int], count: int) -> Mapping[int, list[Holder]]:
        """The first ``count`` holders of each of ``marks``, by time and id."""
        found: dict[int, list[Holder]] = {held: [] for held in marks}
        for start in range(0, len(marks), _AT_ONCE):
            asked = [*marks[start : start + _AT_ONCE]]
            asked += [_NONE] * (_AT_ONCE - len(asked))
            named: dict[str, Any] = {f"m{n}": held for n, held in enumerate(asked)}
            for row in self._connection.execute(_earliest(), named | {"most": count}):
                found[row.hash].append((_moment(row.at), _id(row.article)))
        return found

    def later(self, held: int, holder: Holder | None) -> Iterator[Holder]:
        """All that hold the mark and come after ``holder`` (None: all), by time and id."""
        chosen = sa.select(mark.c.at, mark.c.article).where(mark.c.hash == held)
        if holder is not None:
            at, number = _number_of(holder[0]), _ranked(holder[1])
            after = sa.or_(mark.c.at > at, sa.and_(mark.c.at == at, mark.c.article > number))
            chosen = chosen.where(mark.c.at >= at, after)
        for row in self._connection.execute(chosen.order_by(mark.c.at, mark.c.article)):
            yield _moment(row.at), _id(row.article)


@lru_cache(maxsize=1)
def _earliest() -> sa.CompoundSelect[Any]:
    """One question for many marks, each with a limit of its own: a limit over all would count all holders."""
    parts = []
    for number in range(_AT_ONCE):
        one = (
            sa.select(mark.c.hash, mark.c.at, mark.c.article)
            .where(mark.c.hash == sa.bindparam(f"m{number}", type_=sa.BigInteger))
            .order_by(mark.c.at, mark.c.article)
            .limit(sa.bindparam("most", type_=sa.Integer))
            .subquery()
        )
        parts.append(sa.select(one))
    whole = sa.union_all(*parts).subquery()
    return sa.select(whole).order_by(whole.c.hash, whole.c.at, whole.c.article)  # type: ignore[return-value]


def _number_of(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(number: int) -> datetime:
    return _EPOCH + number * _MICROSECOND


def _ranked(article: str) -> int:
    return int(article, 16) - _HALF


def _id(number: int) -> str:
    return f"{number + _HALF:016x}"
