"""How fast the echo of a summit faded. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from analysis.exposure.counterfactual import Counterfactual, Floats
from analysis.exposure.intervals import Z90, Estimate, withheld
from cityecho.watchlist import Days, Summit

PEAK_SLACK = 3
"""A summit's loudest day is looked for up to this many days after its end (the week's papers)."""
LEAST_EXCESS = 5.0
"""Stories above the counterfactual from the loudest day on; fewer can't show a course."""
HALF_LIVES = np.geomspace(0.25, 60.0, 160)
"""The half-lives that are tried, in days."""
_CHI90 = Z90**2


def half_life(
    counts: Mapping[date, int], model: Counterfactual | None, summit: Summit, reason: str | None
) -> Estimate:
    """Days in which the excess over the counterfactual halves, after the summit's loudest day.

    ``counts`` are new stories that may be this summit's. The excess is A·2^(−t/h) from the loudest day t = 0
    (between the summit's start and three days past its end) to the end of the tail; h by maximum likelihood,
    its interval by profile likelihood scaled by the model's dispersion. Withheld when there is no clear
    excess, or when it fades more slowly than the tail can show.
    """
    if reason is not None or model is None:
        return withheld(reason or "没有可用的基线")
    days = Days(summit.start, summit.echo.last).each()
    seen = np.array([counts.get(day, 0) for day in days], dtype=np.float64)
    usual = model.expected(days)
    candidates = len(Days(summit.start, summit.end)) + PEAK_SLACK
    peak = int(np.argmax((seen - usual)[:candidates]))
    seen, usual = seen[peak:], usual[peak:]
    if len(seen) < 3 or float((seen - usual).sum()) < LEAST_EXCESS:
        return withheld("活动后没有明显高出基线的报道，谈不上回落")
    return _decay(seen, usual, model.dispersion)


def _decay(seen: Floats, usual: Floats, dispersion: float) -> Estimate:
    """Half-life of the excess over ``usual`` by maximum likelihood over a grid of half-lives."""
    shapes = 2.0 ** (-np.arange(len(seen))[None, :] / HALF_LIVES[:, None])
    heights = _heights(seen, usual, shapes)
    mean = usual + heights[:, None] * shapes
    likelihood = (seen * np.log(mean) - mean).sum(axis=1)
    flat = float((seen * np.log(usual) - usual).sum())
    best = int(np.argmax(likelihood))
    if 2 * (likelihood[best] - flat) / dispersion < _CHI90:
        return withheld("活动后高出基线的报道太少，无法估计半衰期")
    if HALF_LIVES[best] > len(seen):
        return withheld("活动后报道在观察期内没有减半")
    inside = HALF_LIVES[2 * (likelihood[best] - likelihood) / dispersion <= _CHI90]
    return Estimate(float(HALF_LIVES[best]), float(inside.min()), float(inside.max()))


def _heights(seen: Floats, usual: Floats, shapes: Floats) -> Floats:
    """The best height A ≥ 0 for each shape: the likelihood is concave in A, so bisect its slope."""
    low = np.zeros(len(shapes))
    high = np.full(len(shapes), float(seen.max()) * 4 + 1)
    for _ in range(60):
        middle = (low + high) / 2
        slope = (shapes * (seen / (usual + middle[:, None] * shapes) - 1)).sum(axis=1)
        low, high = np.where(slope > 0, middle, low), np.where(slope > 0, high, middle)
    return np.asarray((low + high) / 2, dtype=np.float64)
