"""What a summit's study counts, read: narrow of all days, whole of the windows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from analysis.exposure import Found, Naming
from analysis.item import Item
from analysis.items import Reader
from cityecho.archive import Passed
from cityecho.rows_at_rest import collector_paused
from cityecho.watchlist import Days, Summit
from reports.disclosure import uncounted


def read_found(reader: Reader, days: Days, summits: Sequence[Summit]) -> Found:
    """What was found over ``days`` and may be counted; the windows of ``summits`` lie within."""
    with collector_paused():
        return _found(reader, days, summits)


def _found(reader: Reader, days: Days, summits: Sequence[Summit]) -> Found:
    seen = reader.seen(days)
    hidden = uncounted(reader.tx, (one for one in seen.rows if one.alike is not None), seen.shown)
    namings = [one for one in seen.rows if one.places and one.id not in hidden]
    near = _near(reader, [one.span for one in summits], hidden)
    city = reader.watchlist.brand.city.name
    told = {item.story for item in near.values() if city in item.places}
    elsewhere = [one.id for one in namings if one.story in told and one.id not in near and city in one.places]
    items = sorted((*near.values(), *reader.some(elsewhere)), key=lambda item: (item.day, item.id))
    gone = Counter((one.day, one.source) for one in seen.rows if one.id in hidden)
    return Found(namings, seen.counts - gone, items, _passing(reader, summits, hidden), seen.industry)


def telling_deals(reader: Reader, namings: Iterable[Naming]) -> Iterable[Item]:
    """The items of ``namings`` that tell of deals."""
    return reader.some(one.id for one in namings if one.deals)


def _near(reader: Reader, spans: Iterable[Days], hidden: Collection[str]) -> dict[str, Item]:
    """The items of ``spans`` that name a place, by id."""
    within = (item for span in spans for item in reader.named(span))
    return {item.id: item for item in within if item.id not in hidden}


def _passing(reader: Reader, summits: Iterable[Summit], hidden: Collection[str]) -> list[Passed]:
    """All items of the days on which any of ``summits`` is heard; each once."""
    within = (one for summit in summits for one in reader.passing(summit.heard))
    return list({one.id: one for one in within if one.id not in hidden}.values())
