"""Features of many passages as one sparse matrix: what a model is trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from analysis.sentiment.features import DENSE, SLOTS, STRING_SLOTS, Floats, Seen, Slots, weighed

WIDTH = 2 * SLOTS + STRING_SLOTS + DENSE
_FEWEST = 2
"""Passages that must hold a feature before it counts: what stands in one only can't be told from chance."""


def rarity(slots: Sequence[Slots], size: int) -> Floats:
    """How much a slot says by being rare (smooth idf); 0 for one that less than two passages hold."""
    held = np.zeros(size)
    for one in slots:
        held[np.unique(one)] += 1
    return np.where(held >= _FEWEST, 1 + np.log((1 + len(slots)) / (1 + held)), 0.0)


def matrix(seen: Sequence[Seen], whole: Floats, near: Floats) -> sparse.csr_matrix:
    """(passages, WIDTH): sequences of the passage, those near the city, neighbours, themes."""
    blocks = [
        _stack([weighed(one.whole, whole) for one in seen], SLOTS),
        _stack([weighed(one.near, near) for one in seen], SLOTS),
        _stack([(one.strings, np.ones(len(one.strings))) for one in seen], STRING_SLOTS),
        sparse.csr_matrix(np.array([one.dense for one in seen])),
    ]
    return sparse.csr_matrix(sparse.hstack(blocks, format="csr"))


def _stack(rows: Sequence[tuple[Slots, Floats]], width: int) -> sparse.csr_matrix:
    ends = np.cumsum([0, *(len(slots) for slots, _ in rows)])
    where = np.concatenate([slots for slots, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return sparse.csr_matrix((values, where, ends), shape=(len(rows), width))
