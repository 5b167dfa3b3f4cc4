"""How often intervals of differences hold the truth: `python -m benchmarks.exposure.differences WORLDS`.

Invented worlds, nothing tuned on them: changes of feeling (with stories told at both times, and through a
judge that errs), counts of two editions, and shares of cities. The nominal rate is .90.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

from analysis.exposure.feeling import change, true
from analysis.exposure.intervals import Estimate
from analysis.exposure.matched import difference_of_days
from analysis.exposure.rank import race
from analysis.item import Item, Label
from analysis.sentiment.errors import KNOWN, MOODS
from tests.analysis.planted import SUMMIT, item

Case = tuple[float, Estimate]
_COPIED = 0.3
_TOLD: tuple[Label, ...] = ("positive", "neutral", "negative")


def feeling(chance: np.random.Generator) -> Case:
    """Shares of praise before and after, three in ten stories told at both times with one label."""
    sizes, shares = chance.integers(15, 200, 2), chance.uniform(0.1, 0.9, 2)
    both = int(0.3 * min(sizes))
    joint = chance.random(both)
    told: list[dict[str, Label]] = []
    for at, (size, share) in enumerate(zip(sizes, shares, strict=True)):
        lots = np.concatenate([joint, chance.random(size - both)])
        names = [f"{n}" if n < both else f"{at}-{n}" for n in range(size)]
        told.append(
            {name: "positive" if lot < share else "neutral" for name, lot in zip(names, lots, strict=True)}
        )
    return float(shares[1] - shares[0]), change("positive", *told).told


def judged(chance: np.random.Generator) -> Case:
    """True shares seen through a judge whose errors are one of those that the known ones allow."""
    errors = np.stack([chance.dirichlet(np.array(KNOWN[mood]) + 0.5) for mood in MOODS])
    shares = chance.dirichlet((4, 5, 1.5), 2)
    told: list[dict[str, Label]] = []
    for at, share in enumerate(shares):
        labels = chance.choice(3, chance.integers(30, 250), p=share @ errors)
        told.append({f"{at}-{n}": _TOLD[label] for n, label in enumerate(labels)})
    return float(shares[1][0] - shares[0][0]), true(change("positive", *told), *told)


def editions(chance: np.random.Generator) -> Case:
    """Daily counts of two editions with one shape, more varied than Poisson's."""
    shape = np.concatenate([np.full(10, 1.0), (4.0, 4.0), 1 + 3 * 0.5 ** (np.arange(20) / 4)])
    levels, excess = chance.uniform(0.5, 8, 2), chance.uniform(0.05, 2)
    days = [chance.poisson(chance.gamma(level * shape / excess, excess)).tolist() for level in levels]
    now, before = ((one[:10], one[10:12], one[12:]) for one in days)
    return float((levels[0] - levels[1]) * shape[12:].sum()), difference_of_days(now, before, 2)


def cities(chance: np.random.Generator) -> Case:
    """Stories of two cities in eight outlets of unlike size, three in ten copied by another."""
    seen = {str(outlet): int(size) for outlet, size in enumerate(chance.integers(60, 400, 8))}
    rates, loudness = chance.uniform(0.01, 0.08, 2), chance.uniform(0.5, 1.5, 8)
    made: list[Item] = []
    for (outlet, size), loud in zip(seen.items(), loudness, strict=True):
        for place, rate in enumerate(rates):
            for n in range(chance.poisson(rate * loud * size)):
                others = [str(chance.integers(8))] if chance.random() < _COPIED else []
                for name in (outlet, *others):
                    story = {"story": f"{outlet}-{place}-{n}", "places": frozenset({str(place)})}
                    made.append(item(len(made), SUMMIT.end, outlet=name, **story))
    return float(rates[0] / rates.sum()), race(made, seen, ("0", "1"), None).runners[0].share


FAMILIES: tuple[Callable[[np.random.Generator], Case], ...] = (feeling, judged, editions, cities)


def main(worlds: int) -> None:
    """Print how often each family's truth lies within, and how wide the intervals are."""
    for family in FAMILIES:
        cases = [family(np.random.default_rng(seed)) for seed in range(worlds)]
        known = [
            (truth, one.low, one.high) for truth, one in cases if one.low is not None and one.high is not None
        ]
        held = sum(low <= truth <= high for truth, low, high in known) / len(known)
        width = float(np.median([high - low for _, low, high in known]))
        print(f"{family.__name__:10} {len(known):5} worlds  covered {held:.3f}  median width {width:.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
