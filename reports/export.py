"""``export``: one tidy table of the archive into a file, or a folder by month; read as it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.analysers import SENTIMENT, WORDS
from analysis.coverage import coverage, span_of
from analysis.deals.courted import courted
from analysis.item import Item
from analysis.items import items
from cityecho.archive import Transaction
from cityecho.archive.batching import batches
from cityecho.errors import UsageError
from cityecho.files import replacing
from cityecho.watchlist import Days, Watchlist
from reports.disclosure import may_be_listed, uncounted
from reports.quotes import quotes
from reports.tables import csv_file, jsonl_file, parquet_file, parquet_months, xlsx_file
from reports.tables.contract import (
    ARTICLES,
    ARTICLES_WITH_TEXT,
    CORRECTIONS,
    DAILY,
    KEYWORDS,
    PROJECTS,
    QUOTES,
    STORIES,
)
from reports.tables.corrections import correction_rows
from reports.tables.daily import daily_rows, days_of, sightings
from reports.tables.keywords import keyword_rows
from reports.tables.rows import article_rows, project_rows, quote_rows, story_rows
from reports.tables.spec import Row, TableSpec

Span = tuple[date | None, date | None]
Maker = Callable[[Transaction, Watchlist, Span], Iterable[Row]]
Writer = Callable[[TableSpec, Iterable[Row], Path], None]

WRITERS: dict[str, Writer] = {
    "csv": csv_file.write,
    "xlsx": xlsx_file.write,
    "parquet": parquet_file.write,
    "jsonl": jsonl_file.write,
}
WITH_TEXT = "articles-with-text"
"""The table ``articles`` with a column more."""


@dataclass(frozen=True, slots=True)
class Collected:
    """A table as it is read: ``rows`` come one by one, while the transaction lasts."""

    spec: TableSpec
    rows: Iterator[Row]


def collect(tx: Transaction, watchlist: Watchlist, table: str, span: Span) -> Collected:
    """Read a table of the days in ``span`` (None: open). Raises UsageError for a table there is not."""
    if table not in _TABLES:
        raise UsageError(f"no table {table!r}; there are: {', '.join(_TABLES)}")
    spec, make = _TABLES[table]
    return Collected(spec, spec.rows(make(tx, watchlist, span)))


def write(made: Collected, file_format: str, out: Path) -> int:
    """Write a table to the file ``out``, whole or not at all; returns the number of rows.

    Raises UsageError for a format there is not, or more rows than a sheet holds.
    """
    if file_format not in WRITERS:
        raise UsageError(f"no format {file_format!r}; there are: {', '.join(WRITERS)}")
    rows = _Counting(made.rows)
    with replacing(out) as part:
        WRITERS[file_format](made.spec, rows, part)
    return rows.passed


def write_months(made: Collected, file_format: str, out: Path) -> int:
    """Write a table into the folder ``out``, a Parquet file a month; returns the number of rows.

    Raises UsageError for another format.
    """
    if file_format != "parquet":
        raise UsageError(f"--out: {out} is a folder; only parquet is written as one, a file a month")
    rows = _Counting(made.rows)
    parquet_months.write(made.spec, rows, out)
    return rows.passed


class _Counting:
    """Rows that pass once, and how many did."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.passed = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.passed += 1
            yield row


def _articles(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterable[Row]:
    return article_rows(items(tx, watchlist, *span), watchlist.brand.city.name)


def _articles_with_text(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterable[Row]:
    city = watchlist.brand.city.name
    for some in batches(items(tx, watchlist, *span)):
        listed = [item for item in some if may_be_listed(item)]
        texts = {article.id: article.text for article in tx.articles.some(item.id for item in listed)}
        for row, item in zip(article_rows(listed, city), listed, strict=True):
            yield (*row, texts[item.id])


def _stories(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterable[Row]:
    whole = Days(span[0] or date.min, span[1] or date.max)
    return story_rows(_counted(tx, watchlist, (None, None)), watchlist.brand.city.name, whole)


def _quotes(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterable[Row]:
    for some in batches(items(tx, watchlist, *span)):
        yield from quote_rows(quotes(tx, some))


def _projects(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterable[Row]:
    found = courted(tx, watchlist.brand, items(tx, watchlist))
    return project_rows(found, Days(span[0] or date.min, span[1] or date.max))


def _keywords(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterable[Row]:
    counts = ((one.article, one.value["counts"]) for one in tx.measures.of(WORDS))
    return keyword_rows(filter(may_be_listed, items(tx, watchlist, *span)), watchlist.brand.city.name, counts)


def _daily(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterable[Row]:
    seen = sightings(_counted(tx, watchlist, span))
    spans = tx.ledger.covered()
    known = [days for days in (span_of(spans), days_of(seen)) if days]
    if not known:
        return ()
    first = span[0] or min(days.first for days in known)
    last = span[1] or max(days.last for days in known)
    state = coverage(spans, watchlist.sources, Days(first, last))
    return daily_rows(seen, tuple(place.name for place in watchlist.brand.places), watchlist.summits, state)


def _corrections(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterable[Row]:
    words = tx.measures.corrections()
    corrected = {word.article for word in words}
    listed = {item.id: item for item in items(tx, watchlist, *span) if item.id in corrected}
    articles = {article.id: article for article in tx.articles.some(listed)}
    measured = {one.article: one.value["label"] for one in tx.measures.some(SENTIMENT, listed)}
    city = watchlist.brand.city
    return correction_rows(words, listed, articles, measured, (*city.names, *city.places))


def _counted(tx: Transaction, watchlist: Watchlist, span: Span) -> Iterator[Item]:
    """What counts may hold; read twice, so that not all of it is kept."""
    hidden = uncounted(tx, items(tx, watchlist, *span))
    return (item for item in items(tx, watchlist, *span) if item.id not in hidden)


_TABLES: dict[str, tuple[TableSpec, Maker]] = {
    "articles": (ARTICLES, _articles),
    WITH_TEXT: (ARTICLES_WITH_TEXT, _articles_with_text),
    "stories": (STORIES, _stories),
    "quotes": (QUOTES, _quotes),
    "projects": (PROJECTS, _projects),
    "keywords": (KEYWORDS, _keywords),
    "daily": (DAILY, _daily),
    "corrections": (CORRECTIONS, _corrections),
}
