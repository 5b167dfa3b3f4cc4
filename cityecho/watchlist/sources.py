"""``sources/ID.toml``: one way into one outlet a file."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from pathlib import Path
from typing import Literal, get_args

from cityecho.article import ItemKind
from cityecho.watchlist.document import table_of
from cityecho.watchlist.mistakes import Mistakes
from cityecho.watchlist.places import fields, json_path, selector, start_addresses, start_files
from cityecho.watchlist.table import Table, identifier_problem
from cityecho.watchlist.values import Days, Registry, Source, SourceKind

_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
_ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
_CHARSETS: tuple[Literal["utf-8", "gbk"], ...] = ("utf-8", "gbk")
# A file or a service that gathers many outlets belongs to none of them.
_WITHOUT_OUTLET: tuple[SourceKind, ...] = ("api", "warc", "import")
# A file is brought, not fetched: it is never due.
_WITHOUT_SCHEDULE: tuple[SourceKind, ...] = ("warc", "import")


def read_sources(folder: Path, registry: Registry) -> tuple[Source, ...]:
    """The sources under ``folder``, by id, which is the file's name; none when there is no such folder."""
    sources, mistakes = [], Mistakes()
    for path in sorted(folder.glob("*.toml")):
        with mistakes.gathered():
            sources.append(_source(path, registry))
    mistakes.end()
    return tuple(sources)


def _source(path: Path, registry: Registry) -> Source:
    table = table_of(path)
    if problem := identifier_problem(path.stem):
        raise table.error("", f"the file's name is the source's id, but {problem}")
    kind = table.choice("kind", _KINDS)
    every, at = _schedule(table, kind)
    charset = table.choice("query_charset", _CHARSETS, "utf-8")
    source = Source(
        id=path.stem,
        kind=kind,
        outlet=_outlet(table, kind, registry),
        start=start_files(table) if kind == "warc" else start_addresses(table, kind),
        allow=_allow(table),
        links=selector(table, "links"),
        next=selector(table, "next"),
        item_kind=table.choice("item_kind", _ITEM_KINDS, "news"),
        every=every,
        at=at,
        minimum_per_day=table.whole("minimum_per_day", 0),
        max_pages=table.whole("max_pages", 0),
        max_depth=table.whole("max_depth", 0),
        max_seconds=table.whole("max_seconds", 0),
        render=table.flag("render", False),
        query=_queries(table, charset),
        query_charset=charset,
        fields=fields(table.table("fields"), kind),
        max_queries=table.whole("max_queries", 200),
        days_back=table.whole("days_back", 0),
        first_page=table.whole("first_page", 1),
        page_step=table.whole("page_step", 1, minimum=1),
        items=json_path(table, "items"),
        cursor=json_path(table, "cursor"),
        max_rows=table.whole("max_rows", 0),
        hosts=table.texts("hosts", ()),
        days=_days(table),
        look_again=table.durations("look_again", ("12h", "3d")),
    )
    table.close()
    return source


def _outlet(table: Table, kind: SourceKind, registry: Registry) -> str:
    host = table.text("outlet", "" if kind in _WITHOUT_OUTLET else None).lower()
    if host and registry.at(host, date.max) is None:
        raise table.error("outlet", f"{host!r} is no domain of outlets.csv, nor a host under one")
    return host


def _allow(table: Table) -> str:
    pattern = table.text("allow", "")
    try:
        re.compile(pattern)
    except re.error as error:
        raise table.error("allow", f"is no regular expression: {error}") from None
    return pattern


def _schedule(table: Table, kind: SourceKind) -> tuple[timedelta | None, tuple[time, ...]]:
    at = table.times("at")
    if kind in _WITHOUT_SCHEDULE and ("every" in table or at):
        raise table.error("every" if "every" in table else "at", f"kind {kind} is brought by hand, never due")
    if at and "every" in table:
        raise table.error("at", "give either every or at, not both")
    if at:
        return None, at
    if kind in _WITHOUT_SCHEDULE:
        return None, ()
    return table.duration("every", "30m"), ()


def _queries(table: Table, charset: str) -> tuple[str, ...]:
    terms = table.texts("query", ())
    for term in terms:
        try:
            term.encode(charset)
        except UnicodeEncodeError:
            raise table.error("query", f"{term!r} can't be written in {charset}") from None
    if not terms and any("{query}" in address for address in table.texts("start", ())):
        raise table.error("start", "{query} stands for terms, but the key query gives none")
    return terms


def _days(table: Table) -> Days | None:
    """The days of capture that a ``warc`` source is after; None: any."""
    if "from" not in table and "to" not in table:
        return None
    days = Days(table.day("from", date.min), table.day("to", date.max))
    if days.last < days.first:
        raise table.error("to", f"{days.last} is before from, {days.first}")
    return days
