"""The archive as it stood: views of one transaction that hide what came later. Nothing is written to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from cityecho.archive.batching import batches
from cityecho.archive.schema import article, correction, counted, covered, measure

_META = sa.MetaData()


def _held(name: str, *columns: sa.Column[Any]) -> sa.Table:
    """A temporary table of such columns."""
    copies = (sa.Column(one.name, one.type, primary_key=one.primary_key) for one in columns)
    return sa.Table(name, _META, *copies, prefixes=["TEMPORARY"])


_ARTICLES = _held("held_article", article.c.id)
_CORRECTIONS = _held("held_correction", correction.c.id)
_COVERED = _held("held_covered", covered.c.source, covered.c.first, covered.c.last)
_MEASURES = _held("held_measure", *measure.columns)


_NO_STAMP: sa.ColumnElement[str] = sa.literal_column("''").label("stamp")
"""Counted rows hold no longer: what a report counts is made of the measures again."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive held: articles and corrections by id, and covered spans.

    ``values`` are those of measures that read otherwise now, by analyser and article.
    """

    articles: Iterable[str]
    corrections: Iterable[int]
    covered: Iterable[tuple[str, date, date]]
    values: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)


@contextmanager
def as_of(connection: sa.Connection, held: Held) -> Iterator[None]:
    """Within the block every query of ``connection`` sees only what is ``held``.

    Temporary views of the tables' own names stand before the tables; an error ends the transaction, and the
    views with it.
    """
    _META.create_all(connection, checkfirst=False)
    _fill(connection, _ARTICLES, ({"id": one} for one in held.articles))
    _fill(connection, _CORRECTIONS, ({"id": one} for one in held.corrections))
    _fill(connection, _COVERED, ({"source": s, "first": f, "last": t} for s, f, t in held.covered))
    _fill(connection, _MEASURES, _measures(connection, held.values))
    views = _views(connection)
    for table, chosen in views.items():
        text = chosen.compile(dialect=connection.dialect)
        connection.exec_driver_sql(f'CREATE TEMPORARY VIEW "{table.name}" AS {text}')
    yield
    for table in views:
        connection.exec_driver_sql(f'DROP VIEW "{table.name}"')
    _META.drop_all(connection, checkfirst=False)


def _fill(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    for batch in batches(rows):
        connection.execute(table.insert(), batch)


def _measures(
    connection: sa.Connection, values: Mapping[tuple[str, str], Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for (analyser, name), value in values.items():
        here = sa.select(measure).where(measure.c.analyser == analyser, measure.c.article == name)
        yield {**connection.execute(here).mappings().one(), "value": value}


def _views(connection: sa.Connection) -> Mapping[sa.Table, sa.Select[Any] | sa.CompoundSelect[Any]]:
    """What each table's view selects, of the table itself and of what is held."""
    is_sqlite = connection.dialect.name == "sqlite"
    home = "main" if is_sqlite else str(connection.scalar(sa.select(sa.func.current_schema())))
    own = sa.MetaData()
    articles, corrections, spans, measures, counts = (
        table.to_metadata(own, schema=home) for table in (article, correction, covered, measure, counted)
    )
    span = (spans.c[column.name] == column for column in _COVERED.columns)
    replaced = (measures.c[column.name] == column for column in _MEASURES.primary_key)
    void = (_NO_STAMP if column.name == "stamp" else column for column in counts.columns)
    return {
        counted: sa.select(*void).where(counts.c.article.in_(sa.select(_ARTICLES.c.id))),
        article: sa.select(articles).where(articles.c.id.in_(sa.select(_ARTICLES.c.id))),
        correction: sa.select(corrections).where(corrections.c.id.in_(sa.select(_CORRECTIONS.c.id))),
        covered: sa.select(spans).where(sa.exists().where(*span)),
        measure: sa.union_all(sa.select(measures).where(~sa.exists().where(*replaced)), sa.select(_MEASURES)),
    }
