"""When words are in the air: bursts of daily counts, of many words at once. Pure.

Kleinberg (2002), batched arrivals, two states: a word's usual rate, and a raised one that costs to enter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SCALING = 5.0
"""A burst has this times the usual odds (Kleinberg's s is of rates, which can't pass 1)."""
RELUCTANCE = 0.5
"""How dear it is to enter a burst (Kleinberg's γ)."""
HORIZON = 1461
"""Days that the price of entry is reckoned for, four years, whatever the archive holds: with the archive's
own length a burst would vanish as it grows."""
FEWEST_DOCUMENTS = 5
"""A word of fewer documents has no bursts."""
_ENTRY = RELUCTANCE * float(np.log(HORIZON))


@dataclass(frozen=True, slots=True)
class Burst:
    """Days of a word being raised, both ends within; ``strength`` is the cost saved (Kleinberg's weight)."""

    first: date
    last: date
    strength: float


def bursts(days: Sequence[date], hits: npt.ArrayLike, totals: Sequence[int]) -> list[tuple[Burst, ...]]:
    """The bursts of each row of ``hits`` (words × days: documents with the word), in order of time.

    ``totals`` are all documents of each day; ``days`` stand in order and may lack days without documents.
    """
    return [_runs(days, row) for row in gains(hits, totals)]


def gains(hits: npt.ArrayLike, totals: Sequence[int]) -> Floats:
    """For each word (row) and day what a burst saves against the usual rate, NaN outside bursts.

    A day without documents says nothing and neither opens nor closes a burst by itself.
    """
    seen, all_seen = np.asarray(hits, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    saved = np.full(seen.shape, np.nan)
    documents = seen.sum(axis=1)
    usual = documents / max(float(all_seen.sum()), 1.0)
    raised = usual * SCALING / (1 + usual * (SCALING - 1))
    telling = np.flatnonzero((documents >= FEWEST_DOCUMENTS) & (usual < 1))
    if len(telling):
        rates = usual[telling, None], raised[telling, None]
        calm, busy = (_cost(seen[telling], all_seen, rate) for rate in rates)
        saved[telling] = np.where(_raised(calm, busy), calm - busy, np.nan)
    return saved


def _cost(hits: Floats, totals: Floats, rate: Floats) -> Floats:
    """Negative log-likelihood of each day at ``rate``, without the coefficient that both states share."""
    return np.asarray(-(hits * np.log(rate) + (totals - hits) * np.log1p(-rate)), dtype=np.float64)


def _raised(calm: Floats, busy: Floats) -> npt.NDArray[np.bool_]:
    """Where the cheapest sequence of states is raised (Viterbi); entering a burst costs, leaving doesn't."""
    words, days = calm.shape
    low, high = np.zeros(words), np.full(words, _ENTRY)
    from_high = np.zeros((2, days, words), dtype=bool)
    for day in range(days):
        from_high[0, day], from_high[1, day] = high < low, high <= low + _ENTRY
        low, high = np.minimum(low, high) + calm[:, day], np.minimum(high, low + _ENTRY) + busy[:, day]
    states = np.zeros((days, words), dtype=bool)
    state = high < low
    for day in range(days - 1, -1, -1):
        states[day] = state
        state = np.where(state, from_high[1, day], from_high[0, day])
    return states.T


def _runs(days: Sequence[date], saved: Floats) -> tuple[Burst, ...]:
    within = ~np.isnan(saved)
    runs = (list(run) for inside, run in groupby(range(len(days)), within.item) if inside)
    return tuple(Burst(days[run[0]], days[run[-1]], float(saved[run].sum())) for run in runs)
