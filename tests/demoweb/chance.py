"""Chance from a seed: the same names give the same dice, on every machine."""

from __future__ import annotations

import random
from collections.abc import Mapping


def dice(seed: int, *names: object) -> random.Random:
    """Dice of their own for what ``names`` name, so that a change elsewhere does not shift their throws."""
    name = "/".join(map(str, (seed, *names)))
    return random.Random(name)  # noqa: S311 (a play, not a secret)


def weighted(throw: random.Random, weights: Mapping[str, float]) -> str:
    """One key of ``weights``, drawn in proportion."""
    return throw.choices(list(weights), list(weights.values()))[0]


def poisson(throw: random.Random, mean: float) -> int:
    """A count with that mean, by counting unit-rate arrivals (fine for means below some tens)."""
    count, clock = 0, throw.expovariate(1.0)
    while clock < mean:
        count += 1
        clock += throw.expovariate(1.0)
    return count
