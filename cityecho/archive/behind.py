"""The rows behind a report, every column as text: what the proof of a report is a digest of.

Left out is what may change although nothing was altered: the words of an article, which a purge takes (their
content hash stays), and where a capture's bytes lie, which a purge moves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
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
_PURGED, _NULL = PAGE.index("article.purged_at"), "\0"
_REVISED = tuple(column.name for column in revision.columns if column.name not in {"article", *_WORDS})

Measured = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Behind:
    """One article: the columns :data:`PAGE`, and each analyser's version, content hash and value.

    ``purged_since``: its words were deleted after the report was made.
    """

    id: str
    day: date
    content_hash: str
    capture_digest: str
    captured_at: datetime
    purged_since: bool
    page: tuple[str, ...]
    measures: Mapping[str, Measured]

    @property
    def is_purged(self) -> bool:
        """Whether its words were deleted, before or after the report."""
        return self.purged_since or self.page[_PURGED] != _NULL

    def among(self, captures: Mapping[str, Sequence[StoredCapture]]) -> Iterator[StoredCapture]:
        """Those of ``captures``, which are by digest, that it was read from."""
        for one in captures.get(self.capture_digest, ()):
            if one.captured_at == self.captured_at:
                yield one


class RowsBehind:
    """``made_at`` is when the report was made: what was purged later is told as if it stood."""

    def __init__(self, connection: sa.Connection, made_at: datetime) -> None:
        self._connection, self._made_at = connection, made_at

    @cached_property
    def _analysers(self) -> tuple[str, ...]:
        """Named with every question: the index of measures begins with them."""
        return tuple(self._connection.scalars(sa.select(measure.c.analyser).distinct()))

    def ids(self, span: tuple[date, date] | None) -> tuple[str, ...]:
        """The ids of the articles of a closed span of days (None: all), by day and id."""
        chosen = sa.select(article.c.id).order_by(article.c.day, article.c.id)
        if span is not None:
            chosen = chosen.where(article.c.day.between(*span))
        return tuple(self._connection.scalars(chosen))

    def some(self, ids: Iterable[str]) -> Iterator[Behind]:
        """The rows behind the articles ``ids``, in this order."""
        for batch in batches(ids):
            rows = {row["id"]: row for row in self._rows(sa.select(*_ARTICLE).where(article.c.id.in_(batch)))}
            yield from self._joined([rows[name] for name in batch if name in rows])

    def superseded(self, ids: Iterable[str]) -> Iterator[Behind]:
        """The rows as they were behind earlier revisions of ``ids``; measures are those of today."""
        for batch in batches(ids):
            now = {row["id"]: row for row in self._rows(sa.select(*_ARTICLE).where(article.c.id.in_(batch)))}
            chosen = sa.select(*(revision.c[name] for name in ("article", *_REVISED)))
            old = self._rows(chosen.where(revision.c.article.in_(batch)))
            yield from self._joined(
                [_as_it_was(now[row["article"]], row) for row in old if row["article"] in now]
            )

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

    def _rows(self, chosen: sa.Select[Any]) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(chosen).mappings()]

    def _joined(self, rows: Sequence[dict[str, Any]]) -> Iterator[Behind]:
        ids = sorted({row["id"] for row in rows})
        captures = self._capture_lines({row["capture_digest"] for row in rows})
        chosen = sa.select(authorship).where(authorship.c.article.in_(ids))
        tokens = {row.article: tuple(map(_text, row)) for row in self._connection.execute(chosen)}
        measures = self._measures(ids)
        for row in rows:
            taken = captures.get((row["capture_digest"], row["captured_at"]), _NO_CAPTURE)
            token = tokens.get(row["id"], _NO_AUTHOR)
            page = (*self._article(row), *taken, *token)
            yield Behind(
                row["id"],
                row["day"],
                row["content_hash"],
                row["capture_digest"],
                row["captured_at"],
                self._is_later(row["purged_at"]),
                page,
                measures[row["id"]],
            )

    def _article(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        told = {**row, "purged_at": None if self._is_later(row["purged_at"]) else row["purged_at"]}
        if row["kind"] == "post":  # a post's title is made of its words
            told["title"] = ""
        return tuple(_text(told[column.name]) for column in _ARTICLE)

    def _is_later(self, moment: datetime | None) -> bool:
        return moment is not None and moment > self._made_at

    def _capture_lines(self, digests: Collection[str]) -> dict[tuple[str, datetime], tuple[str, ...]]:
        """The columns of the captures of that digest and moment; of several, joined column by column."""
        found: defaultdict[tuple[str, datetime], list[tuple[str, ...]]] = defaultdict(list)
        for batch in batches(sorted(digests)):
            chosen = sa.select(*_CAPTURE).where(capture.c.digest.in_(batch)).order_by(capture.c.id)
            for row in self._connection.execute(chosen):
                found[row.digest, row.captured_at].append(tuple(map(_text, row)))
        return {
            key: tuple("|".join(column) for column in zip(*rows, strict=True)) for key, rows in found.items()
        }

    def _measures(self, ids: Sequence[str]) -> Mapping[str, dict[str, Measured]]:
        found: defaultdict[str, dict[str, Measured]] = defaultdict(dict)
        value = sa.cast(measure.c.value, sa.Text).label("value")
        for batch in batches(ids):
            chosen = sa.select(
                measure.c.article, measure.c.analyser, measure.c.version, measure.c.content_hash, value
            ).where(measure.c.analyser.in_(self._analysers), measure.c.article.in_(batch))
            for name, analyser, version, content_hash, said in self._connection.execute(chosen).all():
                found[name][analyser] = (version, content_hash, said)
        return found


_NO_CAPTURE = ("",) * len(_CAPTURE)
_NO_AUTHOR = ("",) * len(_AUTHORSHIP)


def _as_it_was(now: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    moment: datetime = old["published_at"] or old["captured_at"]
    return {**now, **{name: old[name] for name in _REVISED}, "day": moment.astimezone(BEIJING).date()}


def _text(value: object) -> str:
    """A column as text: NULL is told apart from an empty text."""
    if isinstance(value, str):
        return value
    if value is None:
        return _NULL
    return value.isoformat() if isinstance(value, date) else str(value)  # a datetime is a date
