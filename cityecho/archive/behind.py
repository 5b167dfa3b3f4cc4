"""The rows behind a report, every column as text: what the proof of a report is a digest of.

Left out is what may change although nothing was altered: the words of an article, which a purge takes (their
content hash stays), and where a capture's bytes lie, which a purge moves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from cityecho.archive.batching import batches
from cityecho.archive.captures import stored
from cityecho.archive.schema import (
    article,
    authorship,
    capture,
    correction,
    covered,
    forgotten,
    measure,
    revision,
)
from cityecho.archive.values import StoredCapture
from cityecho.article import BEIJING

_WORDS = frozenset({"text"})
_PLACE = frozenset({"warc_file", "warc_offset", "warc_length"})
_ARTICLE = tuple(column for column in article.columns if column.name not in _WORDS)
_CAPTURE = tuple(column for column in capture.columns if column.name not in _PLACE)
_AUTHORSHIP = tuple(authorship.columns)
PAGE = tuple(f"{column.table.name}.{column.name}" for column in (*_ARTICLE, *_CAPTURE, *_AUTHORSHIP))
"""The columns of :attr:`Behind.page`."""
_ID, _KIND, _TITLE, _DAY, _HASH, _TAKEN, _TAKEN_AT, _PURGED = (
    PAGE.index(f"article.{name}")
    for name in ("id", "kind", "title", "day", "content_hash", "capture_digest", "captured_at", "purged_at")
)
_NULL = "\0"
_MANY = 5_000
"""Articles at a time: of more, the measures that one statement seeks lie nearer, and fewer pages are read."""
_REVISED = tuple(column.name for column in revision.columns if column.name not in {"article", *_WORDS})

Measured = tuple[str, ...]
"""Version, content hash and value."""
_ABSENT: Measured = ("", "", "")


@dataclass(frozen=True, slots=True)
class Behind:
    """One article: the columns :data:`PAGE`, and what each of ``analysers`` made of it in ``measured``.

    ``measured`` has the :data:`Measured` of one behind the other, of empty texts where there is none.
    ``purged_since``: its words were deleted after the report was made.
    """

    page: tuple[str, ...]
    purged_since: bool
    analysers: tuple[str, ...]
    measured: tuple[str, ...]

    @property
    def id(self) -> str:
        """The article's id."""
        return self.page[_ID]

    @property
    def day(self) -> date:
        """The day of its publication."""
        return date.fromisoformat(self.page[_DAY])

    @property
    def content_hash(self) -> str:
        """What its words hash to."""
        return self.page[_HASH]

    @property
    def capture_digest(self) -> str:
        """What the bytes it was read from hash to."""
        return self.page[_TAKEN]

    @property
    def measures(self) -> Mapping[str, Measured]:
        """What each analyser made of it; without those that made nothing."""
        each = (self.measured[place : place + 3] for place in range(0, len(self.measured), 3))
        return {name: one for name, one in zip(self.analysers, each, strict=True) if one != _ABSENT}

    @property
    def unmeasured(self) -> Behind:
        """The same before any analyser saw it."""
        return replace(self, measured=_ABSENT * len(self.analysers))

    @property
    def is_purged(self) -> bool:
        """Whether its words were deleted, before or after the report."""
        return self.purged_since or self.page[_PURGED] != _NULL

    def among(self, captures: Mapping[str, Sequence[StoredCapture]]) -> Iterator[StoredCapture]:
        """Those of ``captures``, which are by digest, that it was read from."""
        for one in captures.get(self.capture_digest, ()):
            if _text(one.captured_at) == self.page[_TAKEN_AT]:
                yield one


class RowsBehind:
    """``made_at`` is when the report was made: what was purged later is told as if it stood.

    Rows are many: they are read as plain text, without the types of their columns.
    """

    def __init__(self, connection: sa.Connection, made_at: datetime) -> None:
        self._connection, self._made_at = connection, made_at
        self._made = _text(made_at)

    def ids(self, span: tuple[date, date] | None) -> tuple[str, ...]:
        """The ids of the articles of a closed span of days (None: all), by day and id."""
        chosen = sa.select(article.c.id).order_by(article.c.day, article.c.id)
        if span is not None:
            chosen = chosen.where(article.c.day.between(*span))
        return tuple(self._connection.scalars(chosen))

    def some(self, ids: Iterable[str], analysers: tuple[str, ...]) -> Iterator[Behind]:
        """The rows behind the articles ``ids``, in this order, with the measures of ``analysers``."""
        for batch in batches(ids, _MANY):
            rows = self._rows(batch, analysers)
            yield from self._behind((rows[name] for name in batch if name in rows), analysers)

    def superseded(self, ids: Iterable[str], analysers: tuple[str, ...]) -> Iterator[Behind]:
        """The rows as they were behind earlier revisions of ``ids``; measures are those of today."""
        for batch in batches(ids, _MANY):
            now = self._rows(batch, analysers)
            columns = [_plain(revision.c[name]) for name in ("article", *_REVISED)]
            old = self._connection.execute(sa.select(*columns).where(revision.c.article.in_(batch))).all()
            was = [_as_it_was(now[name], list(map(_text, row))) for name, *row in old if name in now]
            yield from self._behind(was, analysers)

    def corrections(self) -> Mapping[int, tuple[str, ...]]:
        """Every correction by its id."""
        rows = self._connection.execute(sa.select(correction).order_by(correction.c.id))
        return {row.id: tuple(map(_text, row)) for row in rows}

    def covered(self) -> tuple[tuple[str, date, date, int], ...]:
        """Source, first and last day, and run of every covered span."""
        rows = self._connection.execute(sa.select(covered).order_by(*covered.c))
        return tuple((row.source, row.first, row.last, row.run) for row in rows)

    def captures(self, digests: Iterable[str]) -> Mapping[str, Sequence[StoredCapture]]:
        """By digest the captures that have it."""
        found: defaultdict[str, list[StoredCapture]] = defaultdict(list)
        for batch in batches(digests):
            chosen = sa.select(capture).where(capture.c.digest.in_(batch)).order_by(capture.c.id)
            for row in self._connection.execute(chosen):
                found[row.digest].append(stored(row))
        return found

    def forgotten(self) -> int:
        """How many pages were forgotten since the report was made."""
        since = sa.select(sa.func.count()).select_from(forgotten).where(forgotten.c.at > self._made_at)
        return self._connection.scalar(since) or 0

    def _rows(self, ids: Sequence[str], analysers: tuple[str, ...]) -> dict[str, Sequence[Any]]:
        found = self._connection.execute(_chosen(analysers), {"ids": ids})
        return {row[_ID]: row for row in found.all()}

    def _behind(self, rows: Iterable[Sequence[Any]], analysers: tuple[str, ...]) -> Iterator[Behind]:
        told = list(rows)
        captures = self._capture_lines({row[_TAKEN] for row in told})
        for row in told:
            words, is_later = self._article(row)
            taken = captures.get((words[_TAKEN], words[_TAKEN_AT]), _NO_CAPTURE)
            author = row[len(_ARTICLE) : _MEASURES]
            token = _NO_AUTHOR if author[0] is None else tuple(map(_text, author))
            measured = tuple([one or "" for one in row[_MEASURES:]])
            yield Behind((*words, *taken, *token), is_later, analysers, measured)

    def _article(self, row: Sequence[Any]) -> tuple[list[str], bool]:
        """Its columns, and whether it was purged since."""
        words = [one if one.__class__ is str else _text(one) for one in row[: len(_ARTICLE)]]
        is_later = words[_PURGED] > self._made  # of two moments as text; NULL sorts before
        if is_later:
            words[_PURGED] = _NULL
        if words[_KIND] == "post":  # a post's title is made of its words
            words[_TITLE] = ""
        return words, is_later

    def _capture_lines(self, digests: Collection[str]) -> dict[tuple[str, str], tuple[str, ...]]:
        """The columns of the captures of that digest and moment; of several, joined column by column."""
        found: defaultdict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
        for batch in batches(sorted(digests)):
            chosen = (
                sa.select(*map(_plain, _CAPTURE)).where(capture.c.digest.in_(batch)).order_by(capture.c.id)
            )
            for row in self._connection.execute(chosen).all():
                line = tuple(map(_text, row))
                found[line[_OF_DIGEST], line[_OF_MOMENT]].append(line)
        return {
            key: tuple("|".join(column) for column in zip(*rows, strict=True)) for key, rows in found.items()
        }


_NO_CAPTURE = ("",) * len(_CAPTURE)
_NO_AUTHOR = ("",) * len(_AUTHORSHIP)
_OF_DIGEST, _OF_MOMENT = _CAPTURE.index(capture.c.digest), _CAPTURE.index(capture.c.captured_at)
_MEASURES = len(_ARTICLE) + len(_AUTHORSHIP)
"""Where the measures begin in a row of :func:`_chosen`."""


@cache
def _chosen(analysers: tuple[str, ...]) -> sa.Select[Any]:
    """Articles, their authors' tokens and the measures of ``analysers``, an article a row."""
    measures = [measure.alias(f"m{place}") for place in range(len(analysers))]
    joined: sa.FromClause = article.outerjoin(authorship)
    for name, one in zip(analysers, measures, strict=True):
        joined = joined.outerjoin(one, sa.and_(one.c.analyser == name, one.c.article == article.c.id))
    made = [column for one in measures for column in (one.c.version, one.c.content_hash, one.c.value)]
    columns = [_plain(column) for column in (*_ARTICLE, *_AUTHORSHIP, *made)]
    wanted: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
    return sa.select(*columns).select_from(joined).where(article.c.id.in_(wanted))


def _plain(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """``column`` as the database has it, JSON as its text."""
    told = sa.cast if isinstance(column.type, sa.JSON) else sa.type_coerce
    return told(column, sa.Text).label(f"{column.table.name}_{column.name}")


def _as_it_was(now: Sequence[Any], old: Sequence[str]) -> list[Any]:
    """The row of an article with the columns of an earlier revision."""
    was = dict(zip(_REVISED, old, strict=True))
    moment = was["captured_at"] if was["published_at"] == _NULL else was["published_at"]
    was["day"] = str(datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(BEIJING).date())
    return [
        *(was.get(column.name, one) for column, one in zip(_ARTICLE, now, strict=False)),
        *now[len(_ARTICLE) :],
    ]


def _text(value: object) -> str:
    """A column as text, a moment as SQLite keeps it: NULL is told apart from an empty text."""
    if isinstance(value, str):
        return value
    if value is None:
        return _NULL
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return str(value)
