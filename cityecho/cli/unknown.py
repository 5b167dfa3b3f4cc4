"""``cityecho sources unknown``: outlets that the registry should know."""

from __future__ import annotations

from dataclasses import asdict

import typer

from cityecho.cli.session import Session


def unknown(context: typer.Context) -> None:
    """Hosts that told of the city or a peer and stand in no row of outlets.csv: add those you know."""
    from analysis.items import items
    from analysis.strangers import strangers

    session: Session = context.obj
    watchlist = session.watchlist()
    with session.existing_archive() as archive, archive.read() as tx:
        found = strangers(items(tx, watchlist))
    lines = [
        f"{one.host}  {one.items} items, {one.stories} stories, {one.first} to {one.last}  {one.url}"
        for one in found
    ]
    session.result(
        {"unknown": [asdict(one) for one in found]}, iter(lines or ["every outlet is in outlets.csv"])
    )
