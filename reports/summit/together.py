"""Words, firms and places that the stories of a summit tell together."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.analysers import DEALS
from analysis.exposure import SummitStudy
from analysis.network import Node, Pair, pairs
from cityecho.archive import Transaction
from cityecho.watchlist import Brand
from reports.disclosure import first_listed
from reports.summit.beside import own_names


def told_together(
    tx: Transaction, study: SummitStudy, counts: Mapping[str, Mapping[str, int]], brand: Brand
) -> tuple[Pair, ...]:
    """The pairs of the stories during and after, each by the item that stands for it.

    Firms are those of deals, places the peers; the city is in every story and left out.
    """
    firsts = [first for story in study.spread.stories if (first := first_listed(story))]
    deals = {one.article: one.value["deals"] for one in tx.measures.some(DEALS, (one.id for one in firsts))}
    own = own_names(brand)
    documents = []
    for item in firsts:
        firms = {deal["firm"] for deal in deals.get(item.id, ()) if deal["firm"]}
        places = item.places - {brand.city.name}
        words = counts.get(item.id, {}).keys() - own - firms - places
        documents.append(
            {Node(word, "word") for word in words}
            | {Node(firm, "firm") for firm in firms}
            | {Node(place, "place") for place in places}
        )
    return pairs(documents)
