"""The course of a summit's echo by day beside what the same days would have brought without it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.exposure.counterfactual import Counterfactual
from analysis.exposure.echo import DRAWS
from cityecho.watchlist import Days


@dataclass(frozen=True, slots=True)
class UsualDay:
    """A day of the echo: the new stories seen, those expected without the summit, 90 % of what might be."""

    day: date
    seen: int
    expected: float
    low: float
    high: float


def usual_days(
    counts: Mapping[date, int], model: Counterfactual, echo: Days, seed: int
) -> tuple[UsualDay, ...]:
    """Every day of ``echo``.

    The bands are of single days: their ends don't add up to those of the sum, which is surer.
    """
    days = echo.each()
    low, high = np.quantile(model.simulate(days, DRAWS, seed), (0.05, 0.95), axis=0)
    rows = zip(days, model.expected(days), low, high, strict=True)
    return tuple(
        UsualDay(day, counts.get(day, 0), float(mean), float(bottom), float(top))
        for day, mean, bottom, top in rows
    )
