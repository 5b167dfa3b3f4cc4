"""Bursts: planted ones are found on their days, noise has none."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from analysis.trends import FEWEST_DOCUMENTS, bursts, gains

DAYS = [date(2022, 6, 1) + timedelta(days=n) for n in range(92)]
TOTALS = [40] * len(DAYS)


def noise(seed: int, rate: float = 0.05) -> list[int]:
    return [int(count) for count in np.random.default_rng(seed).binomial(40, rate, len(DAYS))]


def planted(seed: int = 1) -> list[int]:
    hits = noise(seed)
    for place in range(44, 52):
        hits[place] += 10
    return hits


def test_a_planted_burst_is_found_on_its_days_with_its_strength() -> None:
    [[found]] = bursts(DAYS, [planted()], TOTALS)
    assert abs((found.first - DAYS[44]).days) <= 1
    assert abs((found.last - DAYS[51]).days) <= 1
    assert found.strength == pytest.approx(np.nansum(gains([planted()], TOTALS)))
    assert found.strength > 10


def test_two_bursts_are_two() -> None:
    hits = planted()
    for place in range(70, 75):
        hits[place] += 12
    [found] = bursts(DAYS, [hits], TOTALS)
    assert [one.first.month for one in found] == [7, 8]


def test_words_together_and_alone_are_the_same() -> None:
    rows = [planted(), noise(2), [0] * len(DAYS), planted(4)]
    assert bursts(DAYS, rows, TOTALS) == [bursts(DAYS, [row], TOTALS)[0] for row in rows]


def test_noise_seldom_bursts() -> None:
    assert sum(map(bool, bursts(DAYS, [noise(seed) for seed in range(20)], TOTALS))) <= 5


def test_a_burst_does_not_vanish_as_the_archive_grows() -> None:
    hits, longer = planted(), [*planted(), *noise(7), *noise(8), *noise(9)]
    days = [DAYS[0] + timedelta(days=n) for n in range(len(longer))]
    [[short]] = bursts(DAYS, [hits], TOTALS)
    assert short.first in {one.first for one in bursts(days, [longer], [40] * len(days))[0]}


def test_a_word_in_everything_nothing_or_little_does_not_burst() -> None:
    rare = [0] * len(DAYS)
    rare[50] = FEWEST_DOCUMENTS - 1
    assert bursts(DAYS, [TOTALS, [0] * len(DAYS), rare], TOTALS) == [(), (), ()]
    assert bursts([], np.zeros((2, 0)), []) == [(), ()]


def test_days_without_documents_say_nothing() -> None:
    hits, totals = noise(1), list(TOTALS)
    for place in range(20, 60):
        hits[place] = totals[place] = 0
    assert np.isnan(gains([hits], totals)[0, 20:60]).all()
