"""Days off and days made up for: what kind a day is, and what a model of daily counts makes of it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from analysis.exposure.calendar import kind, rhythm, unknown_years
from analysis.exposure.controls import control
from analysis.exposure.counterfactual import fit
from analysis.wordlists import word_list
from cityecho.watchlist import Days

SPRING = Days(date(2025, 1, 28), date(2025, 2, 4))
MAY = Days(date(2025, 5, 1), date(2025, 5, 5))
QINGMING = Days(date(2025, 4, 4), date(2025, 4, 6))
OFF = (*SPRING.each(), *QINGMING.each(), *MAY.each())
WORKED = date(2025, 4, 27)  # a Sunday
LEVEL = 20
EXTRA = {2015: 12, 2020: 13}  # the victory's 70 years; two days for the epidemic


def told(first: date, last: date) -> dict[date, int]:
    """A steady city that tells half on weekends and a fifth in holidays."""
    return {
        day: LEVEL // 5
        if day in OFF
        else LEVEL // 2
        if day.weekday() > 4 and kind(day) != "working weekend"
        else LEVEL
        for day in Days(first, last).each()
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2013, 1, 1), "holiday"),
        (date(2018, 12, 29), "working weekend"),
        (date(2022, 12, 31), "holiday"),
        (date(2025, 5, 3), "holiday"),
        (WORKED, "working weekend"),
        (date(2025, 4, 26), "weekend"),
        (date(2026, 2, 23), "holiday"),
        (date(2026, 2, 24), "working day"),
        (date(2012, 12, 31), None),
        (date(1999, 10, 1), None),
    ],
)
def test_the_kind_of_a_day(day: date, expected: str | None) -> None:
    assert kind(day) == expected


def test_the_lists_hold_every_year_whole_and_don_t_contradict_themselves() -> None:
    every = Days(date(2013, 1, 1), date(2026, 12, 31)).each()
    assert unknown_years(every) == []
    worked = [date.fromisoformat(entry) for entry in word_list("working_weekends")]
    assert all(day.weekday() > 4 and kind(day) == "working weekend" for day in worked)
    for year in range(2013, 2027):
        off = [day for day in every if day.year == year and kind(day) == "holiday"]
        # What is worked instead only moves days off, so those of the law remain: 11, since 2025 two more.
        left = sum(day.weekday() < 5 for day in off) - sum(day.year == year for day in worked)
        assert left == EXTRA.get(year, 11 if year < 2025 else 13), year
        assert {1, 4, 5, 10} <= {day.month for day in off}, year


def test_unknown_years_are_named_once_in_order() -> None:
    assert unknown_years([date(2031, 1, 1), date(2025, 1, 1), date(2010, 1, 1), date(2031, 5, 1)]) == [
        2010,
        2031,
    ]


def test_a_holiday_is_a_sunday_and_more_and_a_working_weekend_an_average_working_day() -> None:
    monday_off, worked, unknown = rhythm([date(2025, 5, 5), WORKED, date(1999, 10, 1)])
    assert monday_off.tolist() == [0, 0, 0, 0, 0, 0, 1, 1]
    assert worked.tolist() == [0.2] * 5 + [0, 0, 0]
    assert unknown.tolist() == [0, 0, 0, 0, 1, 0, 0, 0]


def test_a_holiday_of_the_echo_is_expected_as_those_of_the_baseline_were() -> None:
    baseline = told(date(2025, 1, 6), date(2025, 4, 24))
    echo = Days(date(2025, 4, 25), date(2025, 5, 9))
    model = fit(baseline, echo)
    truth = np.array(list(told(echo.first, echo.last).values()))
    assert model.expected(echo.each()) == pytest.approx(truth, rel=0.15)


def test_the_rhythm_that_echoes_follow_knows_holidays() -> None:
    echo = Days(date(2025, 4, 25), date(2025, 5, 9))
    model = fit(told(date(2025, 1, 6), date(2025, 4, 24)), echo)
    holiday, sunday, monday = model.rhythm([MAY.first, date(2025, 5, 11), date(2025, 5, 12)])
    assert monday / sunday == pytest.approx(2, rel=0.15)
    assert sunday / holiday == pytest.approx(2.5, rel=0.2)


def test_where_no_holiday_was_seen_one_is_a_sunday_and_less_sure() -> None:
    echo = Days(date(2025, 4, 28), date(2025, 5, 11))
    model = fit(told(date(2025, 2, 10), date(2025, 4, 3)), echo)
    holiday, sunday = MAY.first, echo.last
    assert model.expected([holiday]) == pytest.approx(model.expected([sunday]))
    spread = np.log(model.rates([holiday, sunday], 2000, np.random.default_rng(1)).mean).std(axis=0)
    assert spread[0] > spread[1] + 0.3


def test_a_control_has_no_holidays() -> None:
    days = told(date(2025, 1, 6), date(2025, 5, 31))
    found = control(days, days)
    assert found is not None
    quiet = [day + timedelta(days=3) for day in (SPRING.first, MAY.first)]
    assert found.at(quiet)[:, 0] == pytest.approx(np.zeros(2), abs=0.1)
