"""Controls and fortnights: what the peers did the same days is not taken for a summit's doing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from analysis.exposure import Found, study
from analysis.exposure.blocks import BlockVariance, blocks_of, variance
from analysis.exposure.controls import LEAST_STORIES, control
from analysis.exposure.counterfactual import fit
from analysis.item import Item
from cityecho.watchlist import Days
from tests.analysis.planted import BRAND, CITY, PEER, SUMMIT, covered, item, world

FIRST = date(2008, 1, 7)  # no year whose holidays are known: these worlds have none
YEAR = [FIRST + timedelta(days=place) for place in range(280)]
ECHO = Days(YEAR[140], YEAR[163])


def peers(level: float, loud: float) -> list[Item]:
    """Stories about the peer alone, ``loud`` times as many in the summit's echo."""
    chance = np.random.default_rng(7)
    return [
        item(500_000 + number * 100 + copy, day, places=frozenset({PEER}))
        for number, day in enumerate(covered().days)
        for copy in range(int(chance.poisson(level * (loud if day in SUMMIT.echo else 1.0))))
    ]


def expected(items: list[Item]) -> float:
    found = study(
        Found.of(items), covered(), SUMMIT, brand=BRAND, summits=(SUMMIT,)
    ).echo.uplift.expected.value
    assert found is not None
    return found


def test_a_control_has_no_weekdays_and_is_zero_on_average() -> None:
    found = control({day: 2 if day.weekday() == 6 else 9 for day in YEAR}, YEAR)
    assert found is not None
    assert found.at(YEAR)[:, 0] == pytest.approx(np.zeros(len(YEAR)))


def test_a_control_of_too_few_stories_is_none() -> None:
    counts = {YEAR[place]: 1 for place in range(LEAST_STORIES)}
    assert control(counts, YEAR) is not None
    assert control(counts, YEAR[1:]) is None


def test_a_control_is_not_smoothed_across_a_gap() -> None:
    days = YEAR[:28] + YEAR[56:84]
    found = control({day: 5 if day < YEAR[40] else 50 for day in days}, days)
    assert found is not None
    assert np.ptp(found.at(days[:28])) == pytest.approx(0)
    assert np.ptp(found.at(days)) == pytest.approx(np.log(50.5 / 5.5))


def test_a_day_without_a_control_has_the_average() -> None:
    found = control(dict.fromkeys(YEAR[:30], 3), YEAR[:30])
    assert found is not None
    assert found.at(YEAR[100:102]).tolist() == [[0.0], [0.0]]


def test_independent_days_have_next_to_no_variance_of_fortnights_and_louder_ones_have_theirs() -> None:
    chance = np.random.default_rng(5)
    mean = np.full(len(YEAR), 20.0)
    blocks = blocks_of(YEAR, ECHO)
    still = variance(chance.poisson(mean).astype(float), mean, blocks, 1.0).value
    shifts = dict(zip(set(blocks.tolist()), chance.normal(0, 0.4, len(set(blocks.tolist()))), strict=True))
    moved = chance.poisson(mean * np.exp([shifts[block] for block in blocks.tolist()])).astype(float)
    assert still < 0.01
    assert 0.06 < variance(moved, mean, blocks, 1.0).value < 0.4


def test_few_fortnights_have_no_variance() -> None:
    days = YEAR[:56]
    seen = np.array([1.0, 30.0] * 28)
    assert variance(seen, seen.mean() * np.ones(56), blocks_of(days, ECHO), 1.0).value == 0.0


def test_the_days_of_a_fortnight_move_together() -> None:
    shifts = BlockVariance(0.1, 20.0, 5.0).levels(
        blocks_of(ECHO.each(), ECHO), np.full(4000, 0.1), np.random.default_rng(1)
    )
    assert np.ptp(shifts[:, :14], axis=1).max() == 0
    assert abs(np.corrcoef(shifts[:, 0], shifts[:, 20])[0, 1]) < 0.1
    assert np.exp(shifts).mean() == pytest.approx(1, abs=0.02)


def test_a_model_with_a_control_expects_more_where_it_is_loud() -> None:
    loud = {day: 40 if day in ECHO or place % 70 < 20 else 10 for place, day in enumerate(YEAR)}
    counts = {day: loud[day] // 2 for day in YEAR if day not in ECHO}
    plain, leaning = fit(counts, ECHO), fit(counts, ECHO, control(loud, YEAR))
    truth = sum(loud[day] // 2 for day in ECHO.each())
    assert plain.expected(ECHO.each()).sum() < 0.75 * truth
    assert leaning.expected(ECHO.each()).sum() == pytest.approx(truth, rel=0.15)


def test_what_the_industry_is_worth_is_learnt_beside_the_peers() -> None:
    """Where the city went along with its industry it is expected to; where it didn't, it isn't."""
    loud = {day: 40 if day in ECHO or place % 70 < 20 else 10 for place, day in enumerate(YEAR)}
    both = control(dict.fromkeys(YEAR, 9), YEAR, loud)
    assert both is not None
    assert both.names == ("peers", "industry")
    along = fit({day: loud[day] // 2 for day in YEAR if day not in ECHO}, ECHO, both)
    apart = fit({day: 10 for day in YEAR if day not in ECHO}, ECHO, both)
    days = ECHO.each()
    assert along.expected(days).sum() == pytest.approx(20 * len(days), rel=0.15)
    assert apart.expected(days).sum() == pytest.approx(10 * len(days), rel=0.05)


def industry(lift: float) -> list[Item]:
    """What is told of hydrogen elsewhere, louder every third fortnight, ``lift`` times in the echo."""
    chance = np.random.default_rng(3)
    return [
        item(
            700_000 + place * 100 + copy,
            day,
            outlet="江岸商报",
            places=frozenset(),
            industries=("hydrogen",),
        )
        for place, day in enumerate(covered().days)
        for copy in range(
            int(chance.poisson((9 if place // 14 % 3 else 4) * (lift if day in SUMMIT.echo else 1)))
        )
    ]


def test_an_industry_that_the_summit_lifted_is_no_control() -> None:
    def leant_on(more: list[Item]) -> tuple[str, ...]:
        found = Found.of([*world(1, 4), *peers(5, 1.0), *more], "河南")
        made = study(found, covered(), SUMMIT, brand=BRAND, summits=(SUMMIT,))
        return made.echo.uplift.leant_on

    assert leant_on([]) == ("peers",)
    assert leant_on(industry(1.0)) == ("peers", "industry")
    assert leant_on(industry(4.0)) == ("peers",)
    assert leant_on([replace(one, region="河南/北岸") for one in industry(1.0)]) == ("peers",)
    assert leant_on([replace(one, summits=("h2",)) for one in industry(1.0)]) == ("peers",)


def test_loud_weeks_of_the_peers_are_expected_of_the_city() -> None:
    items = world(1, 4)
    alone, quiet, loud = (expected([*items, *more]) for more in ([], peers(5, 1.0), peers(5, 2.0)))
    assert quiet == pytest.approx(alone, rel=0.15)
    assert loud > 1.3 * alone


def test_stories_that_name_the_city_are_no_control() -> None:
    """A summit lifts the peers that are named beside it; that must not be taken for a loud week of theirs."""
    items, beside = world(1, 4), peers(5, 1.0)
    together = [
        replace(one, id=f"p{one.id}", places=frozenset({PEER})) for one in items if one.day in SUMMIT.echo
    ]
    assert CITY in items[0].places
    assert expected([*items, *beside, *together]) == expected([*items, *beside])


def test_counts_as_even_as_chance_are_given_no_excess() -> None:
    """A floor of 1 under the estimated dispersion and under its draws would make .073 of such counts."""
    excess = []
    for seed in range(40):
        counts = np.random.default_rng(seed).poisson(0.5, len(YEAR)).tolist()
        rest = {day: stories for day, stories in zip(YEAR, counts, strict=True) if day not in ECHO}
        drawn = fit(rest, ECHO).rates(ECHO.each(), 200, np.random.default_rng(seed))
        excess.append(drawn.excess.mean())
    assert 0 < np.mean(excess) < 0.05
