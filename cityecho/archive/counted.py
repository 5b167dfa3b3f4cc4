"""What each article counts as: one narrow row, all of its measures joined, so that studies read nothing else.

A row carries the stamp of all that it was made from, and the archive itself takes the stamp away when the
article, a measure or a person's word on it changes, in the same transaction. So a row of the reader's stamp
is right, and every other must be made of the measures again (:mod:`analysis.counted`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from cityecho.archive.batching import BATCH, batches
from cityecho.archive.desk import Desk, Part
from cityecho.archive.engine import upsert
from cityecho.archive.schema import article, counted
from cityecho.archive.values import Count, Head, Narrow, Passed

NO_STAMP = ""
"""Of an article that is not counted; no reader's."""
_LISTS = ("places", "summits", "messages", "industries")
_NOWHERE = "[]"
_LISTED = [Count._fields.index(name) for name in _LISTS]
_FIELDS = len(Count._fields)
_CHANGE = ("stamp", *Count._fields[1:])
_HEAD = (
    article.c.url,
    article.c.title,
    article.c.kind,
    article.c.published_at,
    article.c.precision,
    article.c.captured_at,
    article.c.capture_digest,
    article.c.authors,
)
_PLACE = counted.insert()
_VOID = (
    counted.update()
    .where(counted.c.article.in_(sa.bindparam("wanted", expanding=True)), counted.c.stamp != NO_STAMP)
    .values(stamp=NO_STAMP, story=None, copied_from=None)
)


def place(desk: Desk, article_id: str) -> None:
    """Enter a new article, not counted yet."""
    desk.later(_PLACE, {"article": article_id, "stamp": NO_STAMP})


def place_all(connection: sa.Connection) -> None:
    """Enter every article that has no row."""
    missing = sa.select(article.c.id, sa.literal(NO_STAMP)).where(
        ~sa.exists().where(counted.c.article == article.c.id)
    )
    connection.execute(counted.insert().from_select(["article", "stamp"], missing))


def void(connection: sa.Connection, articles: Iterable[str]) -> None:
    """Say that the rows of ``articles`` hold no longer."""
    for batch in batches(articles):
        connection.execute(_VOID, {"wanted": batch})


class Counted(Part):
    """The counted rows; ``days`` are closed spans, None: open."""

    def stale(self, stamp: str) -> tuple[str, ...]:
        """Ids of the articles whose row has another stamp: found by the index, whatever the archive holds."""
        return tuple(self._connection.scalars(sa.select(counted.c.article).where(_other(stamp))))

    def keep(self, counts: Iterable[Count], stamp: str) -> int:
        """Keep what articles count as under ``stamp``. Returns how many."""
        rows = [_row(one) | {"stamp": stamp} for one in counts]
        for batch in batches(rows):
            upsert(self._connection, counted, batch, _CHANGE)
        return len(rows)

    def between(self, stamp: str, first: date | None, last: date | None) -> Iterator[tuple[Head, Count]]:
        """The rows of ``stamp`` whose day lies in the span, by day and id, each with its article's head."""
        chosen = _whole().where(_has(stamp), *_within(first, last))
        return self._read(chosen.order_by(counted.c.day, counted.c.article))

    def named(self, stamp: str, first: date | None, last: date | None) -> Iterator[tuple[Head, Count]]:
        """Those of :meth:`between` that name a place, in no order."""
        return self._read(_whole().where(_has(stamp), counted.c.places != _NOWHERE, *_within(first, last)))

    def some(self, stamp: str, articles: Iterable[str]) -> Iterator[tuple[Head, Count]]:
        """The rows of ``stamp`` of ``articles``, by id, each with its article's head."""
        for batch in batches(sorted(set(articles))):
            chosen = _whole().where(_has(stamp), counted.c.article.in_(batch))
            yield from self._read(chosen.order_by(counted.c.article))

    def _read(self, chosen: sa.Select[Any]) -> Iterator[tuple[Head, Count]]:
        read = _tuples()
        for row in self._connection.execute(chosen, execution_options={"yield_per": BATCH}):
            cells = list(row)
            for place in _LISTED:
                cells[place] = read(cells[place])
            yield Head._make(cells[_FIELDS:]), Count._make(cells[:_FIELDS])

    def narrow(self, stamp: str, home: str) -> Iterator[Narrow]:
        """Of all rows of ``stamp`` those that name a place, may not be listed, or are of an industry.

        The last are as :meth:`analysis.item.Item.is_of_industry` says of ``home``. In no order.
        """
        read = _tuples()
        told = sa.or_(counted.c.places != _NOWHERE, counted.c.alike.is_not(None), _of_industry(home))
        columns = (counted.c[name] for name in ("article", *Narrow._fields[1:]))
        chosen = sa.select(*columns).where(_has(stamp), told)
        for row in self._connection.execute(chosen, execution_options={"yield_per": 10 * BATCH}):
            id_, day, source, story, places, summits, deals, alike = row
            yield Narrow(id_, day, source, story, read(places), read(summits), deals, alike)

    def each_day(self, stamp: str) -> Counter[tuple[date, str]]:
        """How many rows of ``stamp`` each day has of each source; an index holds all that is asked."""
        known, columns = counted.c.day.is_not(None), (counted.c.day, counted.c.source)
        grouped = sa.select(*columns, sa.func.count()).where(known).group_by(*columns)
        others = sa.select(*columns).where(known, _other(stamp))
        counts = Counter({(day, source): n for day, source, n in self._connection.execute(grouped)})
        return counts - Counter((day, source) for day, source in self._connection.execute(others))

    def passed(self, stamp: str, first: date | None, last: date | None) -> Iterator[Passed]:
        """The rows of ``stamp`` whose day lies in the span, in no order, by who published."""
        columns = (counted.c[name] for name in ("article", *Passed._fields[1:]))
        chosen = sa.select(*columns).where(_has(stamp), *_within(first, last))
        for row in self._connection.execute(chosen, execution_options={"yield_per": 10 * BATCH}):
            yield Passed._make(row)

    def listed(self, stamp: str, stories: Iterable[str]) -> Iterator[tuple[str, date]]:
        """By the rows of ``stamp``, story and day of what may be listed of ``stories``."""
        for batch in batches(sorted(set(stories))):
            here = counted.c.alike.is_(None), counted.c.story.in_(batch), _has(stamp)
            for row in self._connection.execute(sa.select(counted.c.story, counted.c.day).where(*here)):
                yield row.story, row.day


def _whole() -> sa.Select[Any]:
    columns = (counted.c[name] for name in Count._fields)
    return sa.select(*columns, *_HEAD).join(article, article.c.id == counted.c.article)


def _of_industry(home: str) -> sa.ColumnElement[bool]:
    """Of rows that name no place and may be listed."""
    row = counted.c
    elsewhere = sa.and_(row.region != "", row.region != home, ~row.region.startswith(f"{home}/"))
    return sa.and_(row.industries != _NOWHERE, row.summits == _NOWHERE, row.role != "repost", elsewhere)


def _other(stamp: str) -> sa.ColumnElement[bool]:
    """Both sides: an index finds no "other than"."""
    return sa.or_(counted.c.stamp < stamp, counted.c.stamp > stamp)


def _has(stamp: str) -> sa.ColumnElement[bool]:
    """Kept from the index of stamps: nearly all rows have the one that is asked for."""
    return sa.func.coalesce(counted.c.stamp, NO_STAMP) == stamp


def _within(first: date | None, last: date | None) -> Iterator[sa.ColumnElement[bool]]:
    if first is not None:
        yield counted.c.day >= first
    if last is not None:
        yield counted.c.day <= last


def _row(one: Count) -> dict[str, Any]:
    row = one._asdict()
    return row | {name: json.dumps(row[name], ensure_ascii=False) for name in _LISTS}


def _tuples() -> Callable[[str], tuple[str, ...]]:
    """Reads lists; there are few different ones, and each is read once."""
    return lru_cache(maxsize=4096)(lambda text: tuple(json.loads(text)))
