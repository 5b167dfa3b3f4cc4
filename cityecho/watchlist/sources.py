"""``sources/ID.toml``: one way into one outlet a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from cssselect import HTMLTranslator, SelectorError

from cityecho.article import ItemKind
from cityecho.watchlist.document import table_of
from cityecho.watchlist.table import Table, identifier_problem
from cityecho.watchlist.values import Registry, Source, SourceKind

_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
_ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
_CHARSETS: tuple[Literal["utf-8", "gbk"], ...] = ("utf-8", "gbk")
# A file or a service that gathers many outlets belongs to none of them.
_WITHOUT_OUTLET: tuple[SourceKind, ...] = ("api", "warc", "import")
# A file is brought, not fetched: it needs no address and is never due.
_WITHOUT_START: tuple[SourceKind, ...] = ("warc", "import")
_WITH_QUERY: tuple[SourceKind, ...] = ("search", "api")
_DAY_PLACEHOLDERS = ("yyyy", "mm", "dd")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_sources(folder: Path, registry: Registry) -> tuple[Source, ...]:
    """The sources under ``folder``, by id, which is the file's name; none when there is no such folder."""
    return tuple(_source(path, registry) for path in sorted(folder.glob("*.toml")))


def _source(path: Path, registry: Registry) -> Source:
    table = table_of(path)
    if problem := identifier_problem(path.stem):
        raise table.error("", f"the file's name is the source's id, but {problem}")
    kind = table.choice("kind", _KINDS)
    every, at = _schedule(table, kind)
    source = Source(
        id=path.stem,
        kind=kind,
        outlet=_outlet(table, kind, registry),
        start=_start(table, kind),
        allow=_allow(table),
        links=_selector(table, "links"),
        next=_selector(table, "next"),
        item_kind=table.choice("item_kind", _ITEM_KINDS, "news"),
        every=every,
        at=at,
        minimum_per_day=table.whole("minimum_per_day", 0),
        max_pages=table.whole("max_pages", 0),
        max_depth=table.whole("max_depth", 0),
        max_seconds=table.whole("max_seconds", 0),
        render=table.flag("render", False),
        query=table.texts("query", ()),
        query_charset=table.choice("query_charset", _CHARSETS, "utf-8"),
        fields=_fields(table.table("fields")),
    )
    table.close()
    return source


def _outlet(table: Table, kind: SourceKind, registry: Registry) -> str:
    host = table.text("outlet", "" if kind in _WITHOUT_OUTLET else None).lower()
    if host and registry.at(host, date.max) is None:
        raise table.error("outlet", f"{host!r} is no domain of outlets.csv, nor a host under one")
    return host


def _start(table: Table, kind: SourceKind) -> tuple[str, ...]:
    addresses = table.texts("start", () if kind in _WITHOUT_START else None)
    known = (*_DAY_PLACEHOLDERS, "query") if kind in _WITH_QUERY else _DAY_PLACEHOLDERS
    for address in addresses:
        for name in _PLACEHOLDER.findall(address):
            if name not in known:
                choice = ", ".join(f"{{{placeholder}}}" for placeholder in known)
                raise table.error("start", f"{{{name}}} is no placeholder of kind {kind} (they are {choice})")
        if not _is_web_address(_PLACEHOLDER.sub("0", address)):
            raise table.error("start", f"{address!r} is no http or https address")
    return addresses


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _ = parts.port  # a wrong one raises
    except ValueError:
        return False
    plain = not any(sign.isspace() or sign in "{}" for sign in address)
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)


def _allow(table: Table) -> str:
    pattern = table.text("allow", "")
    try:
        re.compile(pattern)
    except re.error as error:
        raise table.error("allow", f"is no regular expression: {error}") from None
    return pattern


def _selector(table: Table, key: str) -> str:
    selector = table.text(key, "")
    try:
        if selector:
            HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        raise table.error(key, f"is no CSS selector: {error}") from None
    return selector


def _schedule(table: Table, kind: SourceKind) -> tuple[timedelta | None, tuple[time, ...]]:
    at = table.times("at")
    if at and "every" in table:
        raise table.error("at", "give either every or at, not both")
    if at:
        return None, at
    if kind in _WITHOUT_START and "every" not in table:
        return None, ()
    return table.duration("every", "30m"), ()


def _fields(table: Table) -> Mapping[str, str]:
    fields = {column: table.text(column) for column in table}
    table.close()
    return fields
