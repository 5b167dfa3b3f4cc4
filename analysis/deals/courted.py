"""The city's projects: what its news tells of deals, linked over time.

Reckoned from the stored deals whenever they are asked for: they are few, and a new telling may join two.
"""

from __future__ import annotations

from collections.abc import Iterable

from analysis.analysers import DEALS
from analysis.deals.projects import Deal
from analysis.deals.timelines import Project, Told, timelines
from analysis.item import Item
from cityecho.archive import Transaction
from cityecho.watchlist import Brand


def courted(tx: Transaction, brand: Brand, items: Iterable[Item]) -> list[Project]:
    """The projects of ``brand``'s city that those of ``items`` tell which name it, by their first event.

    A deal that names another place is that place's.
    """
    city = brand.city
    naming = {item.id: item for item in items if city.name in item.places and item.kind != "post"}
    ours = (*city.names, *city.places)
    told = [
        Told(deal, one.article, naming[one.article].story, naming[one.article].url, naming[one.article].day)
        for one in tx.measures.some(DEALS, naming)
        for deal in map(Deal.from_json, one.value["deals"])
        if not deal.place or any(name in deal.place or deal.place in name for name in ours)
    ]
    return timelines(told)
