"""Every way a page writes a time, against one fixed hour of capture: Saturday, 16 July 2022, 15:30."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cityecho.article import BEIJING
from crawler.extract.moments import from_epoch, read

NOW = datetime(2022, 7, 16, 15, 30, tzinfo=BEIJING)

WRITTEN = [
    ("2022年07月16日09:12", "2022-07-16 09:12"),
    ("2022-07-16 09:12:33", "2022-07-16 09:12"),
    ("2022-07-1609:12", "2022-07-16 09:12"),
    ("2022/7/6 9:05", "2022-07-06 09:05"),
    ("2022.07.16", "2022-07-16"),
    ("2022 年 7 月 16 日", "2022-07-16"),
    ("２０２２年７月１６日　０９：１２", "2022-07-16 09:12"),
    ("二〇二二年七月十六日", "2022-07-16"),
    ("二○二一年十二月三十一日", "2021-12-31"),
    ("2022年07月16日 星期六 09:12", "2022-07-16 09:12"),
    ("2022年7月15日週五 下午2:05", "2022-07-15 14:05"),
    ("2022-07-16 9时12分", "2022-07-16 09:12"),
    ("2022年7月15日晚上8点半", "2022-07-15 20:30"),
    ("2022-07-16T01:12:00Z", "2022-07-16 09:12"),
    ("2022-07-16T09:12:00+08:00", "2022-07-16 09:12"),
    ("2022-07-15T20:12:00-05:00", "2022-07-16 09:12"),
    ("Sat, 16 Jul 2022 01:12:00 GMT", "2022-07-16 09:12"),
    ("July 16, 2022", "2022-07-16"),
    ("Jul 15, 2022 09:12 PM", "2022-07-15 21:12"),
    ("15/07/2022 - 13:48", "2022-07-15 13:48"),
    ("7/15/2022 9:23:57 PM", "2022-07-15 21:23"),
    ("20220716", "2022-07-16"),
    ("202207160912", "2022-07-16 09:12"),
    ("22-07-16 09:12", "2022-07-16 09:12"),
    ("发布时间：2022-7-16 来源：青溪日报", "2022-07-16"),
    ("2022-07-16 00:00:00", "2022-07-16"),
    ("05-18 10:11", "2022-05-18 10:11"),
    ("07/16 09:12", "2022-07-16 09:12"),
    ("12-30 08:00", "2021-12-30 08:00"),
    ("7月15日", "2022-07-15"),
    ("7月15日 下午3点", "2022-07-15 15:00"),
    ("07-15", "2022-07-15"),
    ("刚刚", "2022-07-16 15:30"),
    ("30秒前", "2022-07-16 15:29"),
    ("15分鐘前", "2022-07-16 15:15"),
    ("半小时前", "2022-07-16 15:00"),
    ("3小时前", "2022-07-16 12:30"),
    ("两个半小时前", "2022-07-16 13:00"),
    ("5天前", "2022-07-11"),
    ("1周前", "2022-07-09"),
    ("今天 09:12", "2022-07-16 09:12"),
    ("昨天 14:20", "2022-07-15 14:20"),
    ("昨日", "2022-07-15"),
    ("前天 08:00", "2022-07-14 08:00"),
    ("周三 10:00", "2022-07-13 10:00"),
    ("09:12", "2022-07-16 09:12"),
    ("2020-02-29", "2020-02-29"),
    ("2022-07-18 15:00", "2022-07-18 15:00"),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_reads(text: str, expected: str) -> None:
    moment = read(text, NOW)
    assert moment is not None
    assert moment.at.utcoffset() == BEIJING.utcoffset(None)
    form = "%Y-%m-%d %H:%M" if moment.precision == "minute" else "%Y-%m-%d"
    assert moment.at.strftime(form) == expected


REFUSED = [
    "2022年2月30日",  # never rolled to 2 March
    "2021-02-29",
    "2022-13-01",
    "2022-07-18 15:31",  # more than 48 hours ahead
    "2025年1月1日 周三 10:00",  # not read again as last Wednesday
    "1994-12-31",
    "23:12",  # today's 23:12 has not come
    "3个月前",  # no day in it
    "电话：0393-4412345",
    "十十年十十月十十日",
    "",
]


@pytest.mark.parametrize("text", REFUSED)
def test_refuses_rather_than_guesses(text: str) -> None:
    assert read(text, NOW) is None


def test_the_hour_of_capture_may_come_in_any_zone() -> None:
    moment = read("昨天 14:20", datetime(2022, 7, 15, 17, 0, tzinfo=UTC))  # already the 16th in Beijing
    assert moment is not None
    assert moment.at == datetime(2022, 7, 15, 14, 20, tzinfo=BEIJING)


@pytest.mark.parametrize("digits", ["1657933920", "1657933920123"])
def test_unix_time(digits: str) -> None:
    moment = from_epoch(digits, NOW)
    assert moment is not None
    assert (moment.at, moment.precision) == (datetime(2022, 7, 16, 9, 12, tzinfo=BEIJING), "minute")


@pytest.mark.parametrize("digits", ["165793392", "9999999999", "0000000001", "not a time"])
def test_other_numbers_are_no_unix_time(digits: str) -> None:
    assert from_epoch(digits, NOW) is None
