"""Tellings that name a project's firm otherwise: by its mother, by the project's own name, not at all (pure).

Two papers that tell of one sum for like goods in one county tell of one project, whoever they say is behind
it; so such a telling takes the firm that others write in full. Firms with a trade in their names stay two
where the names are two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from analysis.deals.projects import Deal
from analysis.deals.words import shares_words

_IN_FULL = ("有限公司", "有限责任公司")
_MOTHERS = ("集团", "控股", "资本")
_YI = 100_000_000
Priced = tuple[str, int | str]


def in_full(deals: Sequence[tuple[str, Deal]]) -> list[Deal]:
    """``deals``, each with its article, in their order, with the firms that others write in full."""
    known: dict[Priced, list[Deal]] = defaultdict(list)
    for _, deal in deals:
        priced = _priced(deal)
        if priced and deal.firm.endswith(_IN_FULL):
            known[priced].append(deal)
    fuller: dict[tuple[str, str], Deal] = {}
    for article, deal in deals:
        found = _fuller(deal, known)
        if found:
            fuller.setdefault((article, deal.own), found)
    return [_renamed(deal, fuller.get((article, deal.own))) for article, deal in deals]


def _priced(deal: Deal) -> Priced | None:
    """Where it stands and what the whole of it costs, if both are told."""
    if deal.amount is None or deal.amount.kind == "phase" or not deal.place:
        return None
    return deal.place, deal.amount.yuan or deal.amount.words


def _fuller(deal: Deal, known: dict[Priced, list[Deal]]) -> Deal | None:
    """The telling with a firm in full that alone fits one without."""
    priced = _priced(deal)
    if priced is None or not (deal.firm in {"", deal.own} or deal.firm.endswith(_MOTHERS)):
        return None
    fitting = [one for one in known.get(priced, ()) if _may_be_one(deal, one)]
    owns = {one.own for one in fitting}
    return fitting[0] if len(owns) == 1 and deal.own not in owns else None


def _may_be_one(one: Deal, other: Deal) -> bool:
    """Like goods; where one says of none, no round sum, for many projects cost 10亿元."""
    if one.project and other.project:
        return shares_words(one.project, other.project)
    amount = one.amount
    return amount is not None and (amount.yuan % _YI != 0 if amount.yuan else "." in amount.words)


def _renamed(deal: Deal, fuller: Deal | None) -> Deal:
    return replace(deal, firm=fuller.firm, own=fuller.own) if fuller else deal
