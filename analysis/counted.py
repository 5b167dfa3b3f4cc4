"""What articles count as, kept in narrow rows at the end of an analysis: :mod:`analysis.items` reads them."""

from __future__ import annotations

from analysis.item import Item
from analysis.joined import joined
from analysis.versions import stamp, versions
from cityecho.archive import Archive, Count
from cityecho.archive.batching import batches
from cityecho.watchlist import Watchlist


def count(archive: Archive, watchlist: Watchlist) -> int:
    """Count the articles whose row is missing or stale and that wait for no measure; returns how many.

    A batch a transaction: killed anywhere, the next run goes on from there.
    """
    wanted, current = versions(watchlist), stamp(watchlist)
    with archive.read() as tx:
        stale = tx.counted.stale(current)
    counted = 0
    for batch in batches(stale):
        with archive.begin() as tx:
            waiting = {one for name in wanted for one in tx.measures.pending(name, wanted[name], batch)}
            ready = joined(tx, watchlist, set(batch) - waiting)
            counted += tx.counted.keep(map(_count, ready), current)
    return counted


def _count(item: Item) -> Count:
    return Count(
        item.id,
        item.day,
        item.source,
        item.outlet,
        item.tier,
        item.region,
        item.owned,
        item.origin_outlet,
        tuple(sorted(item.places)),
        item.prominence,
        item.summits,
        item.messages,
        item.industries,
        item.story,
        item.role,
        item.copied_from,
        item.sentiment,
        item.sentiment_score,
        item.snownlp_score,
        item.topic,
        item.is_measured,
        item.deals,
        item.alike,
    )
