"""Worlds whose stories come from several sources, each of which is lost for some days. Imports no model.

Stories are those of :mod:`benchmarks.exposure.worlds`; each has one source, and on a day that its source was
not read it was never collected. Some sources are busy, some carry little; each is lost twice at the most.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from benchmarks.exposure.worlds import DAYS, FAMILIES, START, World, world
from cityecho.watchlist.values import ONE_DAY

SOURCES = ("a", "b", "c", "d", "e", "f")
MOST_LOST, MOST_DAYS = 2, 3
"""How often a source is lost at the most, and for how many days each time."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gapped:
    """A world and what of it was collected.

    ``told`` are new stories by source and day, ``planted`` those among them that the summit brought, by
    source; ``read`` are the days on which each source was read.
    """

    world: World
    told: dict[str, dict[date, int]]
    planted: dict[str, int]
    read: dict[str, frozenset[date]]


def gapped(seed: int) -> Gapped:
    """One world, of each family in turn; the same seed gives the same world."""
    one = world(FAMILIES[seed % len(FAMILIES)], seed)
    chance = np.random.default_rng([200, seed])
    days = list(one.counts)
    shares = chance.dirichlet(np.full(len(SOURCES), 1.5))
    brought = np.array([one.brought.get(day, 0) for day in days])
    usual = np.array([one.counts[day] for day in days]) - brought
    read = np.stack([_read(chance) for _ in SOURCES])
    summits, others = (chance.multinomial(of, shares).T * read for of in (brought, usual))
    return Gapped(
        one,
        {
            name: dict(zip(days, row, strict=True))
            for name, row in zip(SOURCES, (summits + others).tolist(), strict=True)
        },
        dict(zip(SOURCES, summits.sum(axis=1).tolist(), strict=True)),
        {name: _days(row) for name, row in zip(SOURCES, read, strict=True)},
    )


def _read(chance: np.random.Generator) -> Counts:
    """1 on the days on which a source was read, 0 on the others, shape (days,)."""
    read = np.ones(DAYS, dtype=np.int64)
    for _ in range(int(chance.integers(0, MOST_LOST + 1))):
        first = int(chance.integers(0, DAYS))
        read[first : first + int(chance.integers(1, MOST_DAYS + 1))] = 0
    return read


def _days(read: Counts) -> frozenset[date]:
    return frozenset(START + ONE_DAY * int(place) for place in np.flatnonzero(read))
