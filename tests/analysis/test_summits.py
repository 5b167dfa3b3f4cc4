from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from analysis.mentions.places import Spotter
from analysis.mentions.summits import SummitReader
from tests.analysis.township import CITY, SUMMITS, summit

IN_2022, IN_2023, BETWEEN, BEFORE = date(2022, 7, 20), date(2023, 8, 20), date(2023, 1, 5), date(2022, 2, 5)
READER = SummitReader(
    (*SUMMITS, summit("tea-2022", "2022云岭茶叶大会", date(2022, 9, 1), ("云岭茶叶大会",))),
    CITY.names,
    Spotter({"佛山": "佛山", "广东": "广东"}),
)


def named(text: str, day: date, *, names_city: bool = False) -> tuple[str, ...]:
    return READER.summits(text, day, names_city=names_city)


@pytest.mark.parametrize("day", [IN_2022, IN_2023, BETWEEN])
def test_the_full_name_holds_on_any_day_and_in_any_width(day: date) -> None:
    assert named("回顾“2022云岭竹业发展峰会”的现场", day) == ("bamboo-2022",)
    assert named("回顾２０２２ 云岭竹业发展峰会的现场", day) == ("bamboo-2022",)


def test_a_short_alias_needs_the_window_or_a_witness() -> None:
    assert named("竹业峰会开幕", IN_2022) == ("bamboo-2022",)
    assert named("竹业峰会开幕", BETWEEN) == ()
    assert named("云岭盘点竹业峰会的后续", BETWEEN, names_city=True) == ("bamboo-2022",)
    assert named("竹业峰会的后续。云岭多云", BETWEEN, names_city=True) == ()
    assert named("云岭派人参加竹业峰会", BETWEEN, names_city=True) == ()
    assert named("7月15日的竹业峰会，签约三十个", BETWEEN) == ("bamboo-2022",)


def test_editions_are_told_apart_by_day_and_by_words() -> None:
    assert named("竹业峰会开幕", IN_2023) == ("bamboo-2023",)
    assert named("与2022年竹业峰会相比", IN_2023) == ("bamboo-2022",)
    assert named("去年的竹业峰会上签下的项目", IN_2023) == ("bamboo-2022",)
    assert named("2021年竹业峰会", IN_2022) == ()
    assert named("首届云岭竹业峰会筹备中", BEFORE) == ("bamboo-2022",)
    assert named("第六届竹业峰会", IN_2022, names_city=True) == ()


def test_another_towns_summit_of_the_same_kind_is_not_ours() -> None:
    assert named("佛山竹业峰会开幕", IN_2022, names_city=True) == ()
    assert named("佛山国际竹业峰会上，云岭代表团推介", IN_2022, names_city=True) == ()
    assert named("竹业峰会在佛山开幕，云岭组团参会", IN_2022, names_city=True) == ()
    assert named("世界竹业峰会上，云岭组团参会", IN_2022, names_city=True) == ()
    assert named("佛山客商在云岭的竹业峰会上签约", IN_2022, names_city=True) == ("bamboo-2022",)


def test_an_own_wording_is_meant_half_a_year_and_looked_back_on_a_year() -> None:
    assert named("云岭茶叶大会签约", date(2023, 2, 20)) == ("tea-2022",)
    assert named("云岭茶叶大会签约", date(2023, 3, 20)) == ()
    assert named("此前的云岭茶叶大会签约", date(2023, 8, 20)) == ("tea-2022",)
    assert named("此前的云岭茶叶大会签约", date(2023, 9, 20)) == ()
    assert named("此前的云岭竹业峰会签约", date(2023, 7, 21)) == ("bamboo-2023",)


def test_sentences_end_with_their_lines() -> None:
    assert named("竹业峰会开幕\n佛山多云", IN_2022) == ("bamboo-2022",)
    assert named("竹业峰会开幕 佛山多云", IN_2022) == ()


def test_several_summits_in_one_text() -> None:
    assert named("云岭茶叶大会和竹业峰会都将在夏天开", IN_2022) == ("bamboo-2022", "tea-2022")


def test_a_hostile_text_is_read_in_no_time() -> None:
    begun = process_time()
    named("竹业峰会佛山广东" * 12_000, IN_2022)
    assert process_time() - begun < 3
