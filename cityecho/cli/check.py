"""``cityecho check``: validate the configuration, offline, and say what will be watched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from cityecho.cli.session import Session

if TYPE_CHECKING:
    from cityecho.watchlist import Watchlist


def check(context: typer.Context) -> None:
    """Validate all configuration offline; list sources, summits and peers."""
    session: Session = context.obj
    watchlist = session.watchlist()
    session.result(_summary(watchlist), _lines(watchlist))


def _summary(watchlist: Watchlist) -> dict[str, Any]:
    brand = watchlist.brand
    return {
        "config": str(watchlist.folder),
        "city": brand.city.name,
        "brand": brand.brand,
        "peers": [peer.name for peer in brand.peers],
        "summits": [
            {"id": summit.id, "name": summit.name, "start": summit.start, "end": summit.end}
            for summit in watchlist.summits
        ],
        "sources": [
            {"id": source.id, "kind": source.kind, "outlet": source.outlet, "start": list(source.start)}
            for source in watchlist.sources
        ],
        "messages": len(brand.messages),
        "industries": len(brand.industries),
        "outlets": len(watchlist.registry.outlets),
    }


def _lines(watchlist: Watchlist) -> Iterator[str]:
    brand = watchlist.brand
    yield f"{watchlist.folder}: ok"
    yield f"city      {brand.city.name} ({', '.join(brand.city.names)}), brand {brand.brand}"
    yield f"peers     {', '.join(peer.name for peer in brand.peers) or 'none'}"
    yield f"messages  {len(brand.messages)}, industries {len(brand.industries)}"
    yield f"outlets   {len(watchlist.registry.outlets)}"
    yield f"summits   {len(watchlist.summits)}"
    for summit in watchlist.summits:
        yield f"  {summit.id:<16} {summit.start} to {summit.end}  {summit.name}"
    yield f"sources   {len(watchlist.sources)}"
    for source in watchlist.sources:
        yield f"  {source.id:<24} {source.kind:<8} {source.outlet}"
