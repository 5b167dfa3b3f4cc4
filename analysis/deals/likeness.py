"""Which tellings of one firm's deals are of one project (pure).

Some things forbid it: another phase, another county, a firm of that name in another trade, signing what is
being built already. The rest is weighed: the same amount, goods in common, the same stage at the same time
speak for it; other goods, other amounts and a second signing months later against. Tellings are joined from
the most alike downwards, never against a ban.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from analysis.deals.firms import are_two
from analysis.deals.milestones import Stage
from analysis.deals.projects import Deal
from analysis.deals.words import goods, shares_words

_RANK: dict[Stage, int] = {"signed": 0, "started": 1, "operating": 2, "stalled": 1, "cancelled": 3}
_SLACK = 30
"""Days by which a report may lag behind what happened before stages are out of order."""
_SAME_TIME = 20
_ANOTHER_TIME = 75
"""Days between two signings that make them two projects' rather than one's."""
_MOST = 600
"""Different tellings of one firm that are weighed pair by pair; there is no firm with more."""
_FORMS = ("公司", "集团")
_COUNTY = ("县", "区")


def clusters(deals: Sequence[Deal]) -> list[list[int]]:
    """The places in ``deals`` (all of one block, in a fixed order) that tell of one project each."""
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, deal in enumerate(deals):
        alike[_signature(deal)].append(number)
    groups = list(alike.values())
    firsts = [deals[group[0]] for group in groups[:_MOST]]
    parts = [[number] for number in range(len(groups))]
    part_of = list(range(len(groups)))
    firm = "".join(sorted({deal.firm for deal in deals if deal.firm.endswith(_FORMS)}))
    places = frozenset(deal.place.rstrip("市县区") for deal in deals) - {""}
    made = [goods(deal.project, firm, sorted(places)) for deal in firsts]
    banned = {
        pair for pair in combinations(range(len(firsts)), 2) if _forbidden(firsts[pair[0]], firsts[pair[1]])
    }
    weighed = sorted(
        (-weight, pair)
        for pair in combinations(range(len(firsts)), 2)
        if pair not in banned
        and (weight := _weight(firsts[pair[0]], firsts[pair[1]]) + _of_goods(made[pair[0]], made[pair[1]]))
        > 0
    )
    for _, (one, other) in weighed:
        left, right = sorted((part_of[one], part_of[other]))
        if left != right and not _at_odds(parts[left], parts[right], banned):
            parts[left] += parts[right]
            for number in parts[right]:
                part_of[number] = left
            parts[right] = []
    return [sorted(number for group in part for number in groups[group]) for part in parts if part]


def _signature(deal: Deal) -> tuple[object, ...]:
    yuan = deal.amount.yuan if deal.amount else None
    return (
        deal.stage,
        deal.days.first,
        deal.days.last,
        max(deal.phase, 1),
        deal.place,
        deal.project,
        yuan,
        deal.firm,
    )


def _at_odds(one: Sequence[int], other: Sequence[int], banned: set[tuple[int, int]]) -> bool:
    return any((min(a, b), max(a, b)) in banned for a in one for b in other)


def _forbidden(one: Deal, other: Deal) -> bool:
    if max(one.phase, 1) != max(other.phase, 1) or _elsewhere(one.place, other.place):
        return True
    if are_two(one.firm, other.firm):
        return True
    if not one.own and (_of_amounts(one, other) < 0 or not shares_words(one.project, other.project)):
        return True  # without a firm neither other goods nor another sum can be of one project
    earlier, later = sorted((one, other), key=lambda deal: (deal.days.last, deal.days.first))
    backwards = _RANK[later.stage] == 0 and earlier.stage != "signed"
    return backwards and (later.days.first - earlier.days.last).days > _SLACK


def _elsewhere(one: str, other: str) -> bool:
    """Two counties; a zone lies in some county, and a city around it."""
    return (
        one != other
        and one.endswith(_COUNTY)
        and other.endswith(_COUNTY)
        and not (_zone(one) or _zone(other))
    )


def _zone(place: str) -> bool:
    return place.endswith(("开发区", "经开区", "高新区", "园区", "集聚区", "示范区"))


def _weight(one: Deal, other: Deal) -> float:
    """How much speaks for one project, but for its goods."""
    apart = max(0, (max(one.days.first, other.days.first) - min(one.days.last, other.days.last)).days)
    weight = 1.0 + _of_amounts(one, other)
    if one.stage == other.stage:
        weight += 3 if apart <= _SAME_TIME else -3 if one.stage == "signed" and apart > _ANOTHER_TIME else 0
    weight += 1 if one.place and one.place == other.place else 0
    weight += 2 if min(one.phase, other.phase) > 1 else 0
    return weight - min(apart, 3650) / 3650


def _of_amounts(one: Deal, other: Deal) -> float:
    mine, theirs = one.amount, other.amount
    if not (mine and theirs and mine.yuan and theirs.yuan and mine.kind == theirs.kind):
        return 0
    if mine.yuan == theirs.yuan:
        return 3
    close = min(mine.yuan, theirs.yuan) / max(mine.yuan, theirs.yuan)
    return 1 if close > 0.8 else -2


def _of_goods(one: frozenset[str], other: frozenset[str]) -> float:
    if not (one and other):
        return 0
    return 2 if one & other else -1.5
