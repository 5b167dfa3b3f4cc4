"""The counterfactual's fit beside another one of the same counts: the likeliest negative binomial."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import gammaln

from analysis.exposure.counterfactual import fit
from cityecho.watchlist import Days

FIRST = date(2008, 1, 7)  # a Monday, in a year whose holidays nobody knows
DAYS = [FIRST + timedelta(days=place) for place in range(112)]
ECHO = Days(DAYS[-1] + timedelta(days=1), DAYS[-1] + timedelta(days=7))
RATES = np.array([30.0, 34.0, 30.0, 26.0, 30.0, 16.0, 12.0])
WEEKDAY = np.array([day.weekday() for day in DAYS])


def likeliest(counts: np.ndarray) -> tuple[np.ndarray, float]:
    """Weekdays' means and variance over mean that make the counts likeliest: one of each, no prior."""

    def surprise(logs: np.ndarray) -> float:
        excess = np.exp(logs[7])
        size = np.exp(logs[:7])[WEEKDAY] / excess
        chances = gammaln(size + counts) - gammaln(size) + counts * np.log(excess)
        return -float((chances - (size + counts) * np.log1p(excess)).sum())

    found = minimize(surprise, np.append(np.full(7, np.log(counts.mean())), 0.0), method="BFGS")
    return np.exp(found.x[:7]), 1 + float(np.exp(found.x[7]))


@pytest.mark.parametrize("excess", [0.8, 4.0])
def test_means_and_dispersion_are_those_of_a_negative_binomial(excess: float) -> None:
    chance = np.random.default_rng(3)
    counts = chance.poisson(chance.gamma(RATES[WEEKDAY] / excess, excess))
    model = fit(dict(zip(DAYS, counts.tolist(), strict=True)), ECHO)
    means, dispersion = likeliest(counts)
    standard_errors = np.sqrt(dispersion / (means * 16))
    assert (np.abs(np.log(model.expected(ECHO.each()) / means)) < standard_errors).all()
    assert model.expected(ECHO.each()).sum() == pytest.approx(means.sum(), rel=1e-4)
    assert model.dispersion == pytest.approx(dispersion, rel=0.12)
