"""``cityecho check``: validate the configuration, offline, and say what will be watched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

import typer

from cityecho.cli.session import Session

if TYPE_CHECKING:
    from cityecho.watchlist import Source, Summit, Watchlist

_CONTACT = re.compile(r"https?://|www\.|@")
# Files are brought (cityecho import), and never crawled by themselves.
_CRAWLED = frozenset({"feed", "sitemap", "listing", "search", "api", "warc"})


def check(context: typer.Context) -> None:
    """Validate all configuration offline; list sources, summits and peers."""
    session: Session = context.obj
    watchlist = session.watchlist()
    note = _database(session)
    session.result(_summary(watchlist) | {"database": note}, chain(_lines(watchlist), _noted(note)))


def _database(session: Session) -> str:
    """What there is to say of the database that keeps the archive; "" when nothing."""
    from cityecho.archive.engine import sqlite_note

    return sqlite_note() if session.archive_url.startswith("sqlite:") else ""


def _noted(note: str) -> Iterator[str]:
    yield from (f"database  {note}",) if note else ()


def _summary(watchlist: Watchlist) -> dict[str, Any]:
    brand = watchlist.brand
    return {
        "config": str(watchlist.folder),
        "city": brand.city.name,
        "brand": brand.brand,
        "peers": [peer.name for peer in brand.peers],
        "summits": [
            {
                "id": summit.id,
                "name": summit.name,
                "start": summit.start,
                "end": summit.end,
                "from": summit.span.first,
                "to": summit.span.last,
                "previous": summit.previous,
            }
            for summit in watchlist.summits
        ],
        "sources": [
            {
                "id": source.id,
                "kind": source.kind,
                "outlet": source.outlet,
                "start": list(source.start),
                "crawled": source.kind in _CRAWLED,
            }
            for source in watchlist.sources
        ],
        "messages": len(brand.messages),
        "industries": len(brand.industries),
        "outlets": len(watchlist.registry.outlets),
        "user_agent": watchlist.crawl.user_agent,
        "routes": [
            {"id": route.id, "audience": route.audience, "rules": list(route.rules)}
            for route in watchlist.routing.routes
        ],
        "reports": {kind: f"{at:%H:%M}" for kind, at in watchlist.reporting.at.items()},
        "warnings": list(_warnings(watchlist)),
    }


def _warnings(watchlist: Watchlist) -> Iterator[str]:
    if not _CONTACT.search(watchlist.crawl.user_agent):
        yield "crawl.toml: user_agent carries no contact (a page or a mailbox); set one before a live crawl"


def _lines(watchlist: Watchlist) -> Iterator[str]:
    brand, outlets = watchlist.brand, watchlist.registry.outlets
    tiers: Counter[str] = Counter(outlet.tier for outlet in outlets)
    owned = sum(outlet.city_owned for outlet in outlets)
    yield f"{watchlist.folder}: ok"
    yield f"city      {brand.city.name} ({', '.join(brand.city.names)}), brand {brand.brand}"
    yield f"peers     {', '.join(peer.name for peer in brand.peers) or 'none'}"
    yield f"messages  {len(brand.messages)}, industries {len(brand.industries)}"
    yield f"outlets   {len(outlets)}, {owned} of them the city's own; {_counted(tiers)}"
    yield f"crawl     {watchlist.crawl.delay:g} s between requests to a host, as {watchlist.crawl.user_agent}"
    yield f"summits   {len(watchlist.summits)}"
    yield from (f"  {_summit(summit)}" for summit in watchlist.summits)
    yield f"sources   {len(watchlist.sources)}"
    width = max((len(source.outlet) for source in watchlist.sources), default=0)
    yield from (f"  {_source(source, width)}" for source in watchlist.sources)
    yield f"routes    {len(watchlist.routing.routes)}"
    yield from (
        f"  {route.id:<24} {', '.join(route.rules)}  {route.audience}" for route in watchlist.routing.routes
    )
    yield f"reports   {_reports(watchlist) or 'none by itself'}"
    yield from (f"warning: {warning}" for warning in _warnings(watchlist))


def _reports(watchlist: Watchlist) -> str:
    return ", ".join(f"{kind} from {at:%H:%M}" for kind, at in watchlist.reporting.at.items())


def _counted(tiers: Counter[str]) -> str:
    return ", ".join(f"{tier} {count}" for tier, count in tiers.most_common())


def _summit(summit: Summit) -> str:
    days = f"{summit.start}" if summit.start == summit.end else f"{summit.start} to {summit.end}"
    days += f", seen from {summit.span.first} to {summit.span.last}"
    return f"{summit.id:<20} {summit.kind:<8} {days}  {summit.name}"


def _source(source: Source, width: int) -> str:
    when = _every(source.every) if source.every else "at " + ", ".join(f"{at:%H:%M}" for at in source.at)
    if source.kind in ("warc", "import"):
        when = "when named" if source.kind in _CRAWLED else "not crawled: files are imported"
    return f"{source.id:<24} {source.kind:<8} {source.outlet:<{width}} {when}"


def _every(span: timedelta) -> str:
    minutes = span // timedelta(minutes=1)
    return f"every {minutes // 60} h" if minutes % 60 == 0 else f"every {minutes} min"
