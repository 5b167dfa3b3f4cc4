"""``cityecho sources unknown``: outlets that the registry should know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from cityecho.cli.session import Session, tell

if TYPE_CHECKING:
    from analysis.item import Item


def unknown(context: typer.Context) -> None:
    """Hosts that told of the city or a peer and stand in no row of outlets.csv: add those you know."""
    from analysis.items import items
    from analysis.strangers import strangers

    session: Session = context.obj
    watchlist = session.watchlist()
    with session.existing_archive() as archive, archive.read() as tx:
        measured: Counter[bool] = Counter()
        found = strangers(_noted(items(tx, watchlist), measured))
    unmeasured = measured[False]
    lines = [
        f"{one.host}  {one.items} items, {one.stories} stories, {one.first} to {one.last}  {one.url}"
        for one in found
    ]
    if unmeasured:
        tell(f"cityecho: {unmeasured} articles are not measured yet and not looked at: cityecho analyze")
    none = "every outlet that was looked at is in outlets.csv"
    session.result(
        {"unknown": [asdict(one) for one in found], "unmeasured": unmeasured}, iter(lines or [none])
    )


def _noted(items: Iterable[Item], measured: Counter[bool]) -> Iterator[Item]:
    """The items as they come, counted by whether they are measured."""
    for one in items:
        measured[one.is_measured] += 1
        yield one
