"""Intervals of drawn counts hold what they promise, however few the counts are."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.exposure.intervals import middle


def test_an_interval_of_few_stories_holds_nine_in_ten_and_no_more() -> None:
    chance = np.random.default_rng(1)
    inside, ends_counted_in = [], []
    for mean in np.geomspace(4.0, 12.0, 60):
        draws, told = chance.poisson(mean, 2000), chance.poisson(mean, 2000)
        low, high = middle(draws, 0.05, 0.95)
        inside.append(((told >= low) & (told <= high)).mean())
        low, high = np.quantile(draws, (0.05, 0.95))
        ends_counted_in.append(((told >= low) & (told <= high)).mean())
    assert np.mean(inside) == pytest.approx(0.9, abs=0.01)
    assert np.mean(ends_counted_in) > 0.925


def test_middle_of_many_different_counts_is_their_quantile() -> None:
    assert middle(np.arange(1000), 0.05, 0.5, 0.95) == pytest.approx([49.5, 499.5, 949.5])
