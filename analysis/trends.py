"""When a word or topic is in the air: bursts of daily counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SCALING = 2.0
"""A burst has at least this times the usual rate (Kleinberg's s)."""
RELUCTANCE = 1.0
"""How dear it is to enter a burst (Kleinberg's γ)."""
_HIGHEST_RATE = 0.9999


def weights_by_month(days: Sequence[date], hits: Sequence[int], totals: Sequence[int]) -> Mapping[str, float]:
    """Burst weight of each month (YYYY-MM) that has any; arguments as for :func:`daily_gain`, by day."""
    months: dict[str, float] = {}
    for day, value in zip(days, daily_gain(hits, totals), strict=True):
        if value is not None:
            month = f"{day:%Y-%m}"
            months[month] = months.get(month, 0.0) + value
    return months


def daily_gain(hits: Sequence[int], totals: Sequence[int]) -> list[float | None]:
    """For each day inside a burst the cost it saves against the usual rate, None for a day outside.

    ``hits`` among ``totals`` documents, day by day in order: Kleinberg (2002), batched arrivals, two states.
    A day without documents says nothing and neither opens nor closes a burst by itself.
    """
    seen, all_seen = np.asarray(hits, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    if not seen.sum() or not all_seen.sum():
        return [None] * len(seen)
    usual = float(seen.sum() / all_seen.sum())
    raised = min(usual * SCALING, _HIGHEST_RATE)
    if raised <= usual:
        return [None] * len(seen)
    calm, busy = _cost(seen, all_seen, usual), _cost(seen, all_seen, raised)
    states = _cheapest(calm, busy, RELUCTANCE * float(np.log(max(len(seen), 2))))
    return [float(saved) if state else None for state, saved in zip(states, calm - busy, strict=True)]


def _cost(hits: Floats, totals: Floats, rate: float) -> Floats:
    """Negative log-likelihood of each day at ``rate``, without the coefficient that both states share."""
    return np.asarray(-(hits * np.log(rate) + (totals - hits) * np.log1p(-rate)), dtype=np.float64)


def _cheapest(calm: Floats, busy: Floats, entry: float) -> list[int]:
    """The cheapest sequence of states (Viterbi); entering a burst costs, leaving it doesn't."""
    low, high = 0.0, entry
    came: list[tuple[int, int]] = []
    for cost_low, cost_high in zip(calm, busy, strict=True):
        came.append((int(high < low), int(high <= low + entry)))
        low, high = min(low, high) + float(cost_low), min(high, low + entry) + float(cost_high)
    state = int(high < low)
    states = [state]
    for from_low, from_high in reversed(came[1:]):
        state = from_high if state else from_low
        states.append(state)
    return states[::-1]
