"""How the echo of a summit rose before it and faded after it. Pure.

Both come from the draws of :mod:`analysis.exposure.overlap`: what belongs to other events is no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.exposure.intervals import Estimate, withheld
from analysis.exposure.overlap import Draws
from cityecho.watchlist import Summit

Floats = npt.NDArray[np.float64]

LEAST_STORIES = 5
"""Own stories that an echo, its rise or its fall must surely have; fewer show no course."""
WIDEST = 4.0
"""A half-life whose interval's ends differ by more than this factor is not told: it might be less than half
of what is said, or more than twice."""


@dataclass(frozen=True, slots=True)
class BuildUp:
    """``share`` of a summit's stories that came before it opened; half of those within so many ``days``."""

    share: Estimate
    days: Estimate


def half_life(draws: Draws, summit: Summit) -> Estimate:
    """Days in which the stories that a summit brings halve once it is over.

    Withheld when it is clear neither that there are any nor how long they take, or when they fade more slowly
    than the tail can show.
    """
    after = draws.own[:, 0, [day > summit.end for day in draws.days]].sum(axis=1)
    if _surely(after) < LEAST_STORIES:
        return withheld("活动后没有明显高出基线的报道，谈不上回落")
    found = _estimate(draws.half_life[:, 0])
    if found.value is None or found.value > len(summit.window("after")):
        return withheld("活动后报道在观察期内没有减半")
    if (found.high or 0.0) > WIDEST * (found.low or 0.0):
        return withheld("活动后高出基线的报道太少或起伏太大，无法估计半衰期")
    return found


def build_up(draws: Draws, summit: Summit) -> BuildUp:
    """How much of a summit's echo came before it, and how early. Withheld when there is too little of it."""
    if not summit.build_up_days:
        return BuildUp(*[withheld("本次活动未设筹备期")] * 2)
    before = draws.own[:, 0, [day < summit.start for day in draws.days]]
    leads = np.array([(summit.start - day).days for day in draws.days if day < summit.start])
    every = draws.own[:, 0].sum(axis=1)
    if _surely(every) < LEAST_STORIES:
        return BuildUp(*[withheld("活动带来的报道太少，无从看其筹备期")] * 2)
    early = before.sum(axis=1)
    share = _estimate(early / np.maximum(every, 1))
    if _surely(early) < LEAST_STORIES:
        return BuildUp(share, withheld("筹备期没有明显高出基线的报道"))
    latest_first = np.argsort(leads)
    reached = np.cumsum(before[:, latest_first], axis=1) * 2 >= early[:, None]
    return BuildUp(share, _estimate(leads[latest_first][reached.argmax(axis=1)].astype(np.float64)))


def _surely(stories: npt.NDArray[np.int64]) -> float:
    """So many stories at least, in 95 of 100 draws."""
    return float(np.quantile(stories, 0.05))


def _estimate(draws: Floats) -> Estimate:
    low, middle, high = np.quantile(draws, (0.05, 0.5, 0.95)).tolist()
    return Estimate(middle, low, high)
