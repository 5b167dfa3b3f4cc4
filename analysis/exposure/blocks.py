"""How much louder or quieter whole fortnights are than the model of single days says. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from cityecho.watchlist import Days

Floats = npt.NDArray[np.float64]
Blocks = npt.NDArray[np.int64]

BLOCK_DAYS = 14
LEAST_DAYS = 7
"""Half a fortnight; fewer baseline days say nothing of theirs."""
LEAST_BLOCKS = 5
"""Of fewer fortnights a variance can't be told; then there is none, and the days are taken as independent."""


@dataclass(frozen=True, slots=True)
class BlockVariance:
    """Variance τ² of a fortnight's log level, by moments over fortnights of ``freedom`` degrees.

    ``weight`` is what τ² adds to the variance over mean of a sum of days: the stories of a usual fortnight.
    """

    value: float
    freedom: float
    weight: float

    def drawn(self, draws: int, chance: np.random.Generator) -> Floats:
        """Variances that might be the true one, shape (draws,): scaled inverse χ²."""
        if self.value == 0.0:
            return np.zeros(draws)
        return np.asarray(self.value * self.freedom / chance.chisquare(self.freedom, draws), dtype=np.float64)

    def levels(self, blocks: Blocks, variances: Floats, chance: np.random.Generator) -> Floats:
        """Shifts of the log mean, shape (variances, days): one a block, none on average of the means."""
        names, place = np.unique(blocks, return_inverse=True)
        spread = np.sqrt(variances)[:, None]
        shifts = chance.standard_normal((len(variances), len(names))) * spread - spread**2 / 2
        return np.asarray(shifts[:, place], dtype=np.float64)


def blocks_of(days: Sequence[date], about: Days) -> Blocks:
    """The number of each day's fortnight, shape (days,); one begins with the days ``about``."""
    return np.array([(day - about.first).days // BLOCK_DAYS for day in days], dtype=np.int64)


def variance(seen: Floats, mean: Floats, blocks: Blocks, dispersion: float) -> BlockVariance:
    """τ² from what is left of the fortnights' sums: Σ(S−M)² = φΣM + τ²ΣM², corrected for the fitted level."""
    _, place, days = np.unique(blocks, return_inverse=True, return_counts=True)
    whole = days >= LEAST_DAYS
    freedom = float(whole.sum()) - 1.0
    if freedom + 1 < LEAST_BLOCKS:
        return BlockVariance(0.0, 1.0, 0.0)
    sums, means = (np.bincount(place, of)[whole] for of in (seen, mean))
    left = ((sums - means) ** 2).sum() * (freedom + 1) / freedom
    squares = (means**2).sum()
    value = max(0.0, float((left - dispersion * means.sum()) / squares))
    return BlockVariance(value, freedom, float(squares / means.sum()))
