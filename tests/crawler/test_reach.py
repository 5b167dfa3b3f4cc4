"""A pinned story of long ago doesn't cover the years between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawler.reach import oldest

FIRST = date(2022, 7, 1)


def days(*offsets: int) -> list[date]:
    return [FIRST + timedelta(days=offset) for offset in offsets]


@pytest.mark.parametrize(
    ("named", "reached"),
    [
        (days(), None),
        (days(0), 0),
        (days(0, 400), 0),
        (days(0, 1, 2, 3, 9), 0),
        (days(-1200, 0, 1, 2, 3), 0),
        (days(-2000, -1200, *range(60)), 0),
        (days(*range(-400, -310), *range(75)), -400),
        (days(-30, 0, 1, 2, 3), -30),
        (days(-59, 0, 31, 61, 90), -59),
        (days(-365, -300, -200, -90, 0), -365),
    ],
)
def test_a_list_reaches_back_to_the_oldest_day_that_is_no_outlier(
    named: list[date], reached: int | None
) -> None:
    assert oldest(named) == (None if reached is None else FIRST + timedelta(days=reached))
