"""What the same days would have brought without the summit: a small model of daily story counts.

Log-linear in a level, seven weekday effects and one of holidays, Poisson with overdispersion (quasi-Poisson:
McCullagh & Nelder 1989), fitted by penalised iteratively reweighted least squares. The weekday effects are
pulled towards zero, so that a weekday without a story in a short baseline doesn't get a rate of zero; that of
holidays is pulled towards a Sunday's. Days far from the summit (another year, say) share these effects but
have a level of their own. A control, where there is one, shifts the level by what else was told. Fortnights
that are louder or quieter than all this says give the variance of a fortnight as a whole: without it the days
of an echo would be as good as independent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from analysis.exposure.blocks import BlockVariance, blocks_of, variance
from analysis.exposure.calendar import WEEKDAYS, rhythm
from analysis.exposure.controls import Control
from cityecho.watchlist import Days

Floats = npt.NDArray[np.float64]

NEAR_DAYS = 120
"""Baseline days this close to the summit share its level."""
LEAST_NEAR = 14
"""Fewer near days than this carry no level of their own; then all days share one."""
WEEKDAY_SPREAD = 0.5
"""Prior standard deviation of a weekday effect on the log scale: Sundays have about 0.4 of a weekday."""
HOLIDAY_SPREAD = 0.5
"""Prior standard deviation of how far a holiday is from a Sunday."""
LEVEL_SPREAD = 5.0
"""So wide that it does nothing but keep a level finite."""
CONTROL_SPREAD = 0.5
"""Prior standard deviation of a control's coefficient."""
_STEPS = 50
_HIGHEST_LOG = 20.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns the model has: about these days, with a level for far ones, with a control."""

    about: Days
    has_far: bool
    control: Control | None

    def design(self, days: Sequence[date]) -> Floats:
        """Shape (days, 9 to 12): level, seven weekdays, holidays, the level of far days, the controls."""
        columns = [np.ones(len(days)), *rhythm(days).T]
        if self.has_far:
            columns.append(np.array([not _is_near(day, self.about) for day in days], dtype=float))
        if self.control:
            columns.extend(self.control.at(days).T)
        return np.stack(columns, axis=1)

    def prior(self) -> tuple[Floats, Floats]:
        """Means and standard deviations of the columns' coefficients."""
        control = self.control.means if self.control else ()
        far, beside = [LEVEL_SPREAD] * self.has_far, [CONTROL_SPREAD] * len(control)
        spreads = np.array([LEVEL_SPREAD, *[WEEKDAY_SPREAD] * WEEKDAYS, HOLIDAY_SPREAD, *far, *beside])
        means = np.zeros(len(spreads))
        means[len(spreads) - len(control) :] = control
        return means, spreads


@dataclass(frozen=True, slots=True)
class Rates:
    """Gamma distributions of days' means: ``mean``, shape (draws, days), ``excess`` the scale (draws, 1)."""

    mean: Floats
    excess: Floats

    def drawn(self, chance: np.random.Generator) -> Floats:
        """Means that the days might have, shape (draws, days)."""
        return chance.gamma(self.mean / self.excess, self.excess)

    def given(self, counts: npt.NDArray[np.int64], chance: np.random.Generator) -> Floats:
        """Means that days with so many stories (draws, days) might have had, shape (draws, days)."""
        return chance.gamma(self.mean / self.excess + counts, self.excess / (1 + self.excess))


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The fitted model: ``dispersion`` is variance over mean, ``freedom`` the degrees left for it.

    It may be estimated below 1 where counts are Poisson's; none is drawn below it.
    """

    shape: Shape
    coefficients: Floats
    covariance: Floats
    dispersion: float
    freedom: float
    blocks: BlockVariance

    def expected(self, days: Sequence[date]) -> Floats:
        """Mean number of stories on each day, shape (days,)."""
        return np.exp(self.shape.design(days) @ self.coefficients)

    def rhythm(self, days: Sequence[date]) -> Floats:
        """The week's and the holidays' part of each day's mean, shape (days,); weekdays are 1 on average."""
        effects = self.coefficients[1 : WEEKDAYS + 2].copy()
        effects[:WEEKDAYS] -= effects[:WEEKDAYS].mean()
        return np.asarray(np.exp(rhythm(days) @ effects), dtype=np.float64)

    def simulate(self, days: Sequence[date], draws: int, seed: int) -> npt.NDArray[np.int64]:
        """Counts that the days might have brought, shape (draws, days).

        Carries four uncertainties: of the coefficients, of the dispersion, of whole fortnights, and of the
        counts themselves.
        """
        chance = np.random.default_rng(seed)
        return chance.poisson(self.rates(days, draws, chance).drawn(chance))

    def rates(self, days: Sequence[date], draws: int, chance: np.random.Generator) -> Rates:
        """Means that the days' counts might have: :meth:`simulate` but for what single days are like."""
        # A floor under the estimate as well would count what a draw has to spare above 1 twice.
        spread = self.dispersion * self.freedom / chance.chisquare(self.freedom, draws)
        dispersion = np.maximum(1.0, spread)[:, None]
        variances = self.blocks.drawn(draws, chance)
        root = np.linalg.cholesky(self.covariance)
        noise = chance.standard_normal((draws, len(self.coefficients))) @ root.T
        beta = self.coefficients + noise * np.sqrt(dispersion + self.blocks.weight * variances[:, None])
        logs = beta @ self.shape.design(days).T
        logs += self.blocks.levels(blocks_of(days, self.shape.about), variances, chance)
        mean = np.exp(np.minimum(logs, _HIGHEST_LOG))
        excess = np.maximum(dispersion - 1.0, 1e-6)
        return Rates(mean, excess)


def fit(counts: Mapping[date, int], about: Days, control: Control | None = None) -> Counterfactual:
    """Learn from the baseline's daily counts what the days ``about`` would have brought.

    ``counts`` holds every baseline day, zeros too; at least one story and more days than a week are needed
    for the result to mean anything (the caller withholds before that).
    """
    days = sorted(counts)
    seen = np.array([counts[day] for day in days], dtype=np.float64)
    near = sum(_is_near(day, about) for day in days)
    shape = Shape(about, LEAST_NEAR <= near < len(days), control)
    design = shape.design(days)
    centre, spreads = shape.prior()
    weight = spreads**-2
    centre[0] = np.log(max(seen.mean(), 1e-3))
    beta = _solve(design, seen, weight, centre)
    mean = np.exp(design @ beta)
    information = design.T @ (mean[:, None] * design)
    covariance: Floats = np.linalg.inv(information + np.diag(weight)).astype(np.float64)
    used = float(np.trace(covariance @ information))
    freedom = max(1.0, len(days) - used)
    dispersion = float(((seen - mean) ** 2 / mean).sum() / freedom)
    blocks = variance(seen, mean, blocks_of(days, about), dispersion)
    return Counterfactual(shape, beta, covariance, dispersion, freedom, blocks)


def _solve(design: Floats, seen: Floats, weight: Floats, centre: Floats) -> Floats:
    """Penalised iteratively reweighted least squares; the penalty is on the distance from ``centre``."""
    beta = centre.copy()
    for _ in range(_STEPS):
        mean = np.exp(np.clip(design @ beta, -_HIGHEST_LOG, _HIGHEST_LOG))
        slope = design.T @ (seen - mean) - weight * (beta - centre)
        curve = design.T @ (mean[:, None] * design) + np.diag(weight)
        step = np.clip(np.linalg.solve(curve, slope), -2.0, 2.0)
        beta = beta + step
        if float(np.abs(step).max()) < 1e-9:
            break
    return beta


def _is_near(day: date, about: Days) -> bool:
    return (about.first - day).days <= NEAR_DAYS and (day - about.last).days <= NEAR_DAYS
