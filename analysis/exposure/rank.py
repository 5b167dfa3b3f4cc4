"""The city among its peers in the outlets that belong to none of them: rates, shares and the rank. Pure.

An outlet that publishes a thousand items a day would drown the others, and a city's own paper tells of that
city. So each outlet's stories are held against all that was seen of it on those days, outlets weigh alike,
and those at home in one of the cities are left out. Swapping two names swaps their figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.exposure.found import Passing
from analysis.exposure.intervals import SEED, Estimate, withheld
from analysis.item import Item

LEAST_ITEMS = 20
"""An outlet of which fewer items were seen has no rate to speak of."""
LEAST_OUTLETS = 3
LEAST_STORIES = 10
DRAWS = 2000
PER = 1000
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Runner:
    """A place in the race: its stories, per thousand items seen, of all places' rates, its rank.

    ``first`` is the chance that it is the first of them; all in outlets at home in none of the places.
    """

    place: str
    stories: int
    rate: Estimate
    share: Estimate
    rank: Estimate
    first: Estimate


@dataclass(frozen=True, slots=True)
class Race:
    """The city and its peers, in the order of the configuration, over ``items`` seen of ``outlets``."""

    runners: tuple[Runner, ...]
    outlets: int
    items: int


def race(items: Sequence[Item], seen: Mapping[str, int], places: Sequence[str], reason: str | None) -> Race:
    """The race of ``places`` by the ``items`` that name any; withheld for ``reason`` where there is one.

    ``seen`` counts by outlet all that was seen of the fair ones on the same days.
    """
    outlets = {outlet: count for outlet, count in seen.items() if count >= LEAST_ITEMS}
    told = _told(items, places, outlets)
    reason = reason or _too_little(places, len(outlets), len(told))
    total = sum(outlets.values())
    if reason:
        none = withheld(reason)
        return Race(tuple(Runner(place, 0, none, none, none, none) for place in places), len(outlets), total)
    weights = np.array([_weights(one, places, outlets) for one in told.values()])
    counts = [sum(place in {name for _, name, _ in one} for one in told.values()) for place in places]
    return Race(_runners(places, counts, weights), len(outlets), total)


def is_fair(item: Passing, places: Collection[str]) -> bool:
    """Whether its outlet is at home in none of ``places``, by owner and region."""
    return not item.owned and not any(part in places for part in item.region.split("/")[1:])


def _too_little(places: Sequence[str], outlets: int, stories: int) -> str | None:
    if len(places) == 1:
        return "未配置同类城市，不作比较"
    if outlets < LEAST_OUTLETS:
        return f"所涉城市以外、见到{LEAST_ITEMS}篇以上稿件的媒体不足{LEAST_OUTLETS}家"
    if stories < LEAST_STORIES:
        return f"所涉城市以外的媒体提及各市的报道不足{LEAST_STORIES}条"
    return None


def _told(
    items: Iterable[Item], places: Collection[str], outlets: Mapping[str, int]
) -> dict[str, set[tuple[str, str, object]]]:
    """By story where it named whom and when: an outlet's day counts a story once."""
    told: dict[str, set[tuple[str, str, object]]] = defaultdict(set)
    for item in items:
        if item.outlet in outlets:
            for place in item.places:
                if place in places:
                    told[item.story].add((item.outlet, place, item.day))
    return told


def _weights(
    told: Iterable[tuple[str, str, object]], places: Sequence[str], outlets: Mapping[str, int]
) -> list[float]:
    """What one story adds to each place's rate: per thousand items of its outlets, which weigh alike."""
    rates = dict.fromkeys(places, 0.0)
    for outlet, place, _ in told:
        rates[place] += PER / outlets[outlet] / len(outlets)
    return [rates[place] for place in places]


def _runners(places: Sequence[str], counts: Sequence[int], weights: Floats) -> tuple[Runner, ...]:
    """Rates, shares and ranks with intervals from drawing the stories anew."""
    rates, drawn = weights.sum(axis=0), _drawn(weights)
    shares, drawn_shares = rates / rates.sum(), drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1e-12)
    ranks = 1 + (drawn[:, :, None] < drawn[:, None, :]).sum(axis=2)
    first = (ranks == 1) / (ranks == 1).sum(axis=1, keepdims=True)
    return tuple(
        Runner(
            place,
            counts[at],
            _estimate(float(rates[at]), drawn[:, at]),
            _estimate(float(shares[at]), drawn_shares[:, at]),
            _estimate(1 + int((rates > rates[at]).sum()), ranks[:, at].astype(np.float64)),
            Estimate(float(first[:, at].mean())),
        )
        for at, place in enumerate(places)
    )


def _drawn(weights: Floats) -> Floats:
    """Rates of other draws of stories, shape (draws, places): each counts Poisson times, mean 1.

    Stories that weigh alike are drawn together: the sum of so many Poisson numbers is one.
    """
    rows, many = np.unique(weights, axis=0, return_counts=True)
    chance = np.random.default_rng(SEED)
    return np.asarray(chance.poisson(many, (DRAWS, len(many))) @ rows, dtype=np.float64)


def _estimate(value: float, drawn: Floats) -> Estimate:
    low, high = (float(end) for end in np.quantile(drawn, (0.05, 0.95)))
    return Estimate(value, min(value, low), max(value, high))
