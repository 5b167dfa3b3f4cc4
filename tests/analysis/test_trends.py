"""Bursts: planted ones are found on their days, noise has none."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from analysis.trends import daily_gain, weights_by_month

DAYS = [date(2022, 6, 1) + timedelta(days=n) for n in range(92)]
TOTALS = [40] * len(DAYS)


def noise(seed: int, rate: float = 0.05) -> list[int]:
    return [int(count) for count in np.random.default_rng(seed).binomial(40, rate, len(DAYS))]


def test_a_planted_burst_is_found_on_its_days() -> None:
    hits = noise(1)
    for place in range(44, 52):
        hits[place] += 10
    gain = daily_gain(hits, TOTALS)
    assert all(gain[place] is not None for place in range(45, 51))
    assert all(gain[place] is None for place in (*range(35, 43), *range(53, 61)))
    assert weights_by_month(DAYS, hits, TOTALS)["2022-07"] == pytest.approx(
        sum(value or 0 for day, value in zip(DAYS, gain, strict=True) if day.month == 7)
    )


def test_noise_seldom_bursts() -> None:
    assert sum(bool(weights_by_month(DAYS, noise(seed), TOTALS)) for seed in range(20)) <= 5


def test_a_word_in_everything_or_in_nothing_does_not_burst() -> None:
    assert weights_by_month(DAYS, TOTALS, TOTALS) == {}
    assert weights_by_month(DAYS, [0] * len(DAYS), TOTALS) == {}
    assert weights_by_month([], [], []) == {}


def test_days_without_documents_say_nothing() -> None:
    hits, totals = noise(1), list(TOTALS)
    for place in range(20, 60):
        hits[place] = totals[place] = 0
    assert daily_gain(hits, totals)[20:60] == [None] * 40
