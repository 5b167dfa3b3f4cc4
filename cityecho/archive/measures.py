"""Measures, one an article and analyser, and the corrections people make to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from cityecho.archive.articles import Articles
from cityecho.archive.batching import BATCH, batches
from cityecho.archive.counted import void
from cityecho.archive.desk import Part
from cityecho.archive.engine import upsert
from cityecho.archive.schema import article, correction, measure
from cityecho.archive.values import Correction, Measure
from cityecho.article import Article

_MANY = 10_000
"""Of more articles it is quicker to ask about all than about each."""


class Measures(Part):
    """What the analysers made of the articles; a row is current when version and content hash are."""

    def pending(self, analyser: str, version: str, among: Collection[str] | None = None) -> tuple[str, ...]:
        """Ids of the articles ``among`` (None: all) that ``analyser`` at ``version`` is to measure.

        They are those not measured by it at their newest revision, but for those whose words a purge has
        deleted: their measures stay as they were. Asked about few, it doesn't look through the archive.
        """
        current = sa.and_(
            measure.c.article == article.c.id,
            measure.c.analyser == analyser,
            measure.c.version == version,
            measure.c.content_hash == article.c.content_hash,
        )
        here = article.c.purged_at.is_(None)
        missing = sa.select(article.c.id).where(here, ~sa.exists().where(current)).order_by(article.c.id)
        if among is None:
            return tuple(self._connection.scalars(missing))
        if len(among) > _MANY:
            asked = frozenset(among)
            return tuple(one for one in self._connection.scalars(missing) if one in asked)
        few = (missing.where(article.c.id.in_(some)) for some in batches(sorted(among)))
        return tuple(one for some in few for one in self._connection.scalars(some))

    def articles(self, ids: Iterable[str]) -> Iterator[Article]:
        """The articles behind ``ids``."""
        return Articles(self._desk).some(ids)

    def record(self, analyser: str, version: str, made: Iterable[Measure]) -> int:
        """Store what ``analyser`` made, over what it made before. Returns the number of rows."""
        rows: list[dict[str, Any]] = [
            {
                "analyser": analyser,
                "article": one.article,
                "version": version,
                "content_hash": one.content_hash,
                "value": dict(one.value),
            }
            for one in made
        ]
        for batch in batches(rows):
            upsert(self._connection, measure, batch, ("version", "content_hash", "value"))
            void(self._connection, [row["article"] for row in batch])
        return len(rows)

    def of(self, analyser: str) -> Iterator[Measure]:
        """All measures of ``analyser``, whatever their version, by article."""
        chosen = (
            sa.select(measure.c.article, measure.c.content_hash, measure.c.value)
            .where(measure.c.analyser == analyser)
            .order_by(measure.c.article)
        )
        for row in self._connection.execute(chosen, execution_options={"yield_per": BATCH}):
            yield Measure(row.article, row.content_hash, row.value)

    def some(self, analyser: str, ids: Iterable[str]) -> Iterator[Measure]:
        """The measures of ``analyser`` for the articles ``ids``, in the order of ids; the unmeasured lack."""
        for batch in batches(sorted(set(ids))):
            chosen = (
                sa.select(measure.c.article, measure.c.content_hash, measure.c.value)
                .where(measure.c.analyser == analyser, measure.c.article.in_(batch))
                .order_by(measure.c.article)
            )
            for row in self._connection.execute(chosen):
                yield Measure(row.article, row.content_hash, row.value)

    def latest(self, analyser: str, number: int) -> list[Measure]:
        """The measures of the articles of the latest days, the latest first; no more than ``number``."""
        chosen = (
            sa.select(measure.c.article, measure.c.content_hash, measure.c.value)
            .join(article, article.c.id == measure.c.article)
            .where(measure.c.analyser == analyser)
            .order_by(article.c.day.desc(), article.c.id.desc())
            .limit(number)
        )
        return [Measure(*row) for row in self._connection.execute(chosen)]

    def correct(self, word: Correction) -> None:
        """Keep a person's correction; it wins over the measure until a later one."""
        self._connection.execute(
            correction.insert().values(
                article=word.article, field=word.field, value=word.value, by=word.by, why=word.why, at=word.at
            )
        )
        void(self._connection, [word.article])

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections, the latest last."""
        rows = self._connection.execute(sa.select(correction).order_by(correction.c.at, correction.c.id))
        return tuple(Correction(row.article, row.field, row.value, row.by, row.why, row.at) for row in rows)
