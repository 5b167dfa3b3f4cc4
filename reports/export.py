"""``export``: one tidy table of the archive into one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from analysis.analysers import WORDS
from analysis.coverage import coverage, span_of
from analysis.item import Item
from analysis.items import items
from cityecho.archive import Transaction
from cityecho.errors import UsageError
from cityecho.files import replacing
from cityecho.watchlist import Days, Watchlist
from reports.tables import csv_file, jsonl_file, parquet_file, xlsx_file
from reports.tables.keyword_rows import keyword_rows
from reports.tables.rows import article_rows, daily_counts, daily_rows, story_rows
from reports.tables.spec import ARTICLES, DAILY, KEYWORDS, STORIES, Row, TableSpec

Span = tuple[date | None, date | None]
Maker = Callable[[Transaction, Watchlist, Span], Iterator[Row]]
Writer = Callable[[TableSpec, Iterator[Row], Path], int]

WRITERS: dict[str, Writer] = {
    "csv": csv_file.write,
    "xlsx": xlsx_file.write,
    "parquet": parquet_file.write,
    "jsonl": jsonl_file.write,
}


def export_table(  # noqa: PLR0917 (what, of which days, as what, where to: the command line in order)
    tx: Transaction,
    watchlist: Watchlist,
    table: str,
    span: Span,
    file_format: str,
    out: Path,
    *,
    with_text: Sequence[str] = (),
) -> int:
    """Write a table of the days in ``span`` (None: open) to ``out``, whole or not at all.

    ``with_text`` names text fields of an article that the table ``articles`` gets as further columns. Returns
    the number of rows. Raises UsageError for a table or format there is not, or more rows than a sheet holds.
    """
    if table not in _TABLES or file_format not in WRITERS:
        known = f"{', '.join(_TABLES)} as {', '.join(WRITERS)}"
        raise UsageError(f"no table {table!r} as {file_format!r}; there are: {known}")
    spec, make = _TABLES[table]
    if with_text and spec is not ARTICLES:
        raise UsageError(f"the table {table!r} has no texts")
    rows = _articles(tx, watchlist, span, with_text) if with_text else make(tx, watchlist, span)
    with replacing(out) as part:
        return WRITERS[file_format](spec.with_columns(with_text), rows, part)


def _articles(tx: Transaction, watchlist: Watchlist, span: Span, more: Sequence[str] = ()) -> Iterator[Row]:
    found = items(tx, watchlist, *span)
    return article_rows(found, watchlist.brand.city.name, partial(_fields, tx, tuple(more)))


def _fields(tx: Transaction, names: tuple[str, ...], batch: Sequence[Item]) -> list[tuple[str, ...]]:
    """The fields of the articles behind a batch of items."""
    if not names:
        return [()] * len(batch)
    articles = {article.id: article for article in tx.articles.some(item.id for item in batch)}
    return [tuple(str(getattr(articles[item.id], name)) for name in names) for item in batch]


def _stories(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterator[Row]:
    whole = Days(span[0] or date.min, span[1] or date.max)
    return story_rows(items(tx, watchlist), watchlist.brand.city.name, whole)


def _keywords(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterator[Row]:
    counts = ((one.article, one.value["counts"]) for one in tx.measures.of(WORDS))
    return keyword_rows(items(tx, watchlist, *span), watchlist.brand.city.name, counts)


def _daily(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterator[Row]:
    counts = daily_counts(items(tx, watchlist, *span))
    spans = tx.ledger.covered()
    known = [days for days in (span_of(spans), counts.days) if days]
    if not known:
        return iter(())
    first = span[0] or min(days.first for days in known)
    last = span[1] or max(days.last for days in known)
    state = coverage(spans, watchlist.sources, Days(first, last))
    places = tuple(place.name for place in watchlist.brand.places)
    return daily_rows(counts, places, watchlist.summits, state)


_TABLES: dict[str, tuple[TableSpec, Maker]] = {
    ARTICLES.name: (ARTICLES, _articles),
    STORIES.name: (STORIES, _stories),
    KEYWORDS.name: (KEYWORDS, _keywords),
    DAILY.name: (DAILY, _daily),
}
