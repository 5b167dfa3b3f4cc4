"""JSON services: rows found by JMESPath, each an item itself or a lead to an article, and the page after."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import jmespath  # type: ignore[import-untyped]
from jmespath.exceptions import JMESPathError  # type: ignore[import-untyped]

from cityecho.watchlist import Source
from crawler import starts
from crawler.extract.decode import decode
from crawler.spiders.found import BadRow, Found, Item, ListPage, UnreadableListError, absolute, unique
from crawler.spiders.rows import RowError, address, item

_NEVER = datetime.max.replace(tzinfo=UTC)


def read(page: ListPage, source: Source) -> Found:
    """The rows of one answer. Raises :class:`UnreadableListError` when it is no answer of this service.

    An empty object is an answer without rows (GDELT's). A full answer (``max_rows``) without a next page may
    hide more: it says that it was capped.
    """
    answer = _json(page)
    rows = _rows(answer, source)
    found = _items(rows, page, source) if source.has_rows else _leads(rows, page, source)
    following = _following(answer, page, source) if rows else None
    full = bool(source.max_rows) and len(rows) >= source.max_rows and following is None
    capped = f"max_rows {source.max_rows}: an answer as full as it can be" if full else ""
    return Found(
        articles=found.articles,
        lists=unique([following]),
        items=found.items,
        bad_rows=found.bad_rows,
        capped=capped,
    )


def _json(page: ListPage) -> object:
    try:
        answer: object = json.loads(decode(page.body, page.charset).text)
    except (ValueError, RecursionError) as error:
        raise UnreadableListError(f"no JSON: {error}") from error
    return answer


def _rows(answer: object, source: Source) -> list[object]:
    rows = _at(source.items, answer) if source.items else answer
    if isinstance(rows, list):
        return rows
    if answer in ({}, []):
        return []
    raise UnreadableListError(f"no list of rows at items = {source.items!r}")


def _items(rows: list[object], page: ListPage, source: Source) -> Found:
    items: list[Item] = []
    bad: list[BadRow] = []
    for number, row in enumerate(rows, 1):
        try:
            items.append(item(row, source.fields, page.url, page.captured_at or _NEVER))
        except RowError as error:
            bad.append(error.bad_row(number))
    return Found(items=tuple(items), bad_rows=tuple(bad))


def _leads(rows: list[object], page: ListPage, source: Source) -> Found:
    urls: list[str] = []
    bad: list[BadRow] = []
    for number, row in enumerate(rows, 1):
        try:
            urls.append(address(row, source.fields, page.url))
        except RowError as error:
            bad.append(error.bad_row(number))
    return Found(articles=unique(urls), bad_rows=tuple(bad))


def _following(answer: object, page: ListPage, source: Source) -> str | None:
    """The next page: an address that the answer names, or the one asked for with its page or cursor moved."""
    cursor = _at(source.cursor, answer) if source.cursor else None
    if isinstance(cursor, str) and cursor.startswith(("http://", "https://", "/", "?")):
        return absolute(page.url, cursor)
    written = str(cursor) if isinstance(cursor, str | int) and cursor not in (0, "0", False) else ""
    return starts.next_page(source, page.asked or page.url, written)


def _at(path: str, answer: object) -> object:
    try:
        found: object = jmespath.search(path, answer)
    except (JMESPathError, RecursionError, TypeError, ValueError) as error:
        raise UnreadableListError(f"{path}: {error}") from error
    return found
