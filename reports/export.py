"""``export``: one tidy table of the archive into one file; first read, then written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.analysers import SENTIMENT, WORDS
from analysis.coverage import coverage, span_of
from analysis.deals.courted import courted
from analysis.items import items
from cityecho.archive import Transaction
from cityecho.errors import UsageError
from cityecho.files import replacing
from cityecho.watchlist import Days, Watchlist
from reports.disclosure import may_be_listed, sayable
from reports.quotes import quotes
from reports.tables import csv_file, jsonl_file, parquet_file, xlsx_file
from reports.tables.corrections import correction_rows
from reports.tables.daily import daily_frame, days_of, sightings
from reports.tables.keywords import keyword_frame
from reports.tables.rows import article_rows, project_rows, quote_rows, story_rows
from reports.tables.spec import (
    ARTICLES,
    ARTICLES_WITH_TEXT,
    CORRECTIONS,
    DAILY,
    KEYWORDS,
    PROJECTS,
    QUOTES,
    STORIES,
    TableSpec,
)

Span = tuple[date | None, date | None]
Maker = Callable[[Transaction, Watchlist, Span], pd.DataFrame]
Writer = Callable[[TableSpec, pd.DataFrame, Path], None]

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
    """A table as it was read: ``frame`` has the columns and types of ``spec``."""

    spec: TableSpec
    frame: pd.DataFrame


def collect(tx: Transaction, watchlist: Watchlist, table: str, span: Span) -> Collected:
    """Read a table of the days in ``span`` (None: open). Raises UsageError for a table there is not."""
    if table not in _TABLES:
        raise UsageError(f"no table {table!r}; there are: {', '.join(_TABLES)}")
    spec, make = _TABLES[table]
    return Collected(spec, make(tx, watchlist, span))


def write(made: Collected, file_format: str, out: Path) -> int:
    """Write a table to ``out``, whole or not at all; returns the number of rows.

    Raises UsageError for a format there is not, or more rows than a sheet holds.
    """
    if file_format not in WRITERS:
        raise UsageError(f"no format {file_format!r}; there are: {', '.join(WRITERS)}")
    with replacing(out) as part:
        WRITERS[file_format](made.spec, made.frame, part)
    return len(made.frame)


def _articles(tx: Transaction, watchlist: Watchlist, span: Span) -> pd.DataFrame:
    return ARTICLES.frame(article_rows(items(tx, watchlist, *span), watchlist.brand.city.name))


def _articles_with_text(tx: Transaction, watchlist: Watchlist, span: Span) -> pd.DataFrame:
    listed = [item for item in items(tx, watchlist, *span) if may_be_listed(item)]
    texts = {article.id: article.text for article in tx.articles.some(item.id for item in listed)}
    rows = article_rows(listed, watchlist.brand.city.name)
    return ARTICLES_WITH_TEXT.frame((*row, texts[item.id]) for row, item in zip(rows, listed, strict=True))


def _stories(tx: Transaction, watchlist: Watchlist, span: Span) -> pd.DataFrame:
    whole = Days(span[0] or date.min, span[1] or date.max)
    return STORIES.frame(story_rows(items(tx, watchlist), watchlist.brand.city.name, whole))


def _quotes(tx: Transaction, watchlist: Watchlist, span: Span) -> pd.DataFrame:
    return QUOTES.frame(quote_rows(quotes(tx, items(tx, watchlist, *span))))


def _projects(tx: Transaction, watchlist: Watchlist, span: Span) -> pd.DataFrame:
    found = courted(tx, watchlist.brand, items(tx, watchlist))
    return PROJECTS.frame(project_rows(found, Days(span[0] or date.min, span[1] or date.max)))


def _keywords(tx: Transaction, watchlist: Watchlist, span: Span) -> pd.DataFrame:
    city = watchlist.brand.city.name
    about = [item for item in items(tx, watchlist, *span) if city in item.places]
    private = [item for item in about if not may_be_listed(item)]
    theirs = {
        one.article: one.value["counts"] for one in tx.measures.some(WORDS, (item.id for item in private))
    }
    said = sayable(tx, private, theirs, lambda item: f"{item.day:%Y-%m}")
    counts = ((one.article, said.get(one.article, one.value["counts"])) for one in tx.measures.of(WORDS))
    return keyword_frame(about, city, counts)


def _daily(tx: Transaction, watchlist: Watchlist, span: Span) -> pd.DataFrame:
    seen = sightings(items(tx, watchlist, *span))
    spans = tx.ledger.covered()
    known = [days for days in (span_of(spans), days_of(seen)) if days]
    if not known:
        return DAILY.frame(())
    first = span[0] or min(days.first for days in known)
    last = span[1] or max(days.last for days in known)
    state = coverage(spans, watchlist.sources, Days(first, last))
    return daily_frame(seen, tuple(place.name for place in watchlist.brand.places), watchlist.summits, state)


def _corrections(tx: Transaction, watchlist: Watchlist, span: Span) -> pd.DataFrame:
    words = tx.measures.corrections()
    corrected = {word.article for word in words}
    listed = {item.id: item for item in items(tx, watchlist, *span) if item.id in corrected}
    articles = {article.id: article for article in tx.articles.some(listed)}
    measured = {one.article: one.value["label"] for one in tx.measures.some(SENTIMENT, listed)}
    city = watchlist.brand.city
    rows = correction_rows(words, listed, articles, measured, (*city.names, *city.places))
    return CORRECTIONS.frame(rows)


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
