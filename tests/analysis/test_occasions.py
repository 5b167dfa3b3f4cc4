from __future__ import annotations

import re
from datetime import date

import pytest

from analysis.mentions.occasions import Saying, ordinals, saying

_PLACES = re.compile("云岭|佛山")


def namings(text: str) -> list[tuple[int, int, bool]]:
    return [(*found.span(), found[0] == "云岭") for found in _PLACES.finditer(text)]


def said(text: str) -> Saying:
    start = text.index("竹业峰会")
    return saying(text, start, start + 4, namings)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("佛山国际竹业峰会", "elsewhere"),
        ("佛山承办的竹业峰会", "elsewhere"),
        ("竹业峰会昨日在佛山开幕", "elsewhere"),
        ("某大学竹业峰会", "elsewhere"),
        ("在云岭举行的竹业峰会", "ours"),
        ("竹业峰会将在云岭举行", "ours"),
        ("佛山企业参加竹业峰会", "unsaid"),
        ("佛山多云。竹业峰会开幕", "unsaid"),
    ],
)
def test_whose_event_it_is(text: str, host: str) -> None:
    assert said(text).host == host


def test_the_year_is_that_bound_to_the_name() -> None:
    assert said("2022年云岭竹业峰会").year == 2022
    assert said("与去年的竹业峰会相比,今年更热闹").year == -1
    assert said("2021年以来,竹业峰会").year is None
    assert said("2021年以来,竹业峰会").years == {2021}


def test_numbers_of_editions() -> None:
    assert said("第十二届竹业峰会").ordinal == 12
    assert said("首届竹业峰会").ordinal == 1
    assert said("第3届云岭竹业峰会").ordinal == 3
    assert said("竹业峰会第二天").ordinal is None
    assert ordinals("第二十届竹业峰会、竹业峰会") == {20}


def test_a_day_without_a_year_is_the_last_one_or_the_next() -> None:
    event, winter = date(2022, 7, 15), date(2023, 1, 5)
    assert said("7月15日的竹业峰会").is_on(event, event, winter)
    assert not said("7月15日的竹业峰会").is_on(event, event, date(2024, 1, 5))
    assert not said("竹业峰会将于7月15日举行").is_on(event, event, winter)
    assert said("竹业峰会将于7月15日举行").is_on(event, event, date(2022, 3, 1))
    assert said("2022年7月15日的竹业峰会").is_on(event, event, date(2029, 1, 5))
    assert not said("2月30日的竹业峰会").is_on(event, event, winter)


def test_past_and_future() -> None:
    assert said("竹业峰会以来").is_past
    assert said("竹业峰会将于明天开").is_ahead
    assert not said("竹业峰会开幕").is_past
    assert not said("竹业峰会开幕").is_ahead
