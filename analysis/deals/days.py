"""Days that a text names, by the day it appeared: 7月15日, 昨日, 去年12月 (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cityecho.watchlist.values import ONE_DAY, Days

_TOLD = re.compile(
    r"(?P<year>20\d\d年|去年|前年|今年|当年|明年|后年)(?:底|初|上半年|下半年)?"
    r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|[初中下上]旬|[初底中]|份)?)?"
    r"|(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日|[初中下上]旬|[初底中]|份)?(?!前)"
    r"|(?P<only>(?<![\d月])\d{1,2})日"
    r"|(?P<ago>(?:[一两二三四五六七八九十半\d]+多?(?:年|个月|天|周)|不久)前|前不久)"
    r"|(?P<word>昨日|昨天|前日|今日|今天|日前|近日|上月|本月|上周|下月|下周|此前|早前|之前)"
)
_YEARS = {"去年": -1, "前年": -2, "今年": 0, "当年": 0, "明年": 1, "后年": 2}
_LOOKAHEAD = timedelta(days=45)
"""A month and day later than this after the article is last year's."""
_LONG_AGO = date(1990, 1, 1)
_RECENT = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Told:
    """The days that the words from ``start`` to ``end`` mean."""

    start: int
    end: int
    days: Days


def told_days(text: str, day: date) -> list[Told]:
    """Every day or span that ``text``, which appeared on ``day``, names, in order; no date that isn't one."""
    found = []
    for match in _TOLD.finditer(text):
        days = _days(match, day)
        if days:
            found.append(Told(*match.span(), days))
    return found


def last_day(text: str, day: date) -> Days | None:
    """The last single day that ``text`` names, if that isn't to come."""
    exact = [told.days for told in told_days(text, day) if len(told.days) == 1 and told.days.last <= day]
    return exact[-1] if exact else None


def _days(match: re.Match[str], day: date) -> Days | None:
    if match["ago"]:
        return Days(_LONG_AGO, day)
    if match["word"]:
        return _WORDS[match["word"]](day)
    if match["only"]:
        return _in_month(day.year, day.month, int(match["only"]), day)
    if match["year"]:
        said = match["year"]
        year = day.year + _YEARS[said] if said in _YEARS else int(said[:4])
        if not match["month"]:
            return Days(date(year, 1, 1), date(year, 12, 31))
        return _of(year, int(match["month"]), match["day"])
    month = int(match["month2"])
    days = _of(day.year, month, match["day2"])
    return days if days is None or days.first <= day + _LOOKAHEAD else _of(day.year - 1, month, match["day2"])


def _of(year: int, month: int, day: str | None) -> Days | None:
    try:
        if day:
            return Days(date(year, month, int(day)), date(year, month, int(day)))
        first = date(year, month, 1)
    except ValueError:
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(first, following - ONE_DAY)


def _in_month(year: int, month: int, number: int, day: date) -> Days | None:
    """15日: of this month, or of the last one where that is yet to come."""
    if number > day.day + 5:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return _of(year, month, str(number))


def _month_of(day: date) -> Days:
    days = _of(day.year, day.month, None)
    return days or Days(day, day)


def _ago(days: int) -> Callable[[date], Days]:
    return lambda day: Days(day - timedelta(days), day - timedelta(days))


_WORDS: dict[str, Callable[[date], Days]] = {
    "昨日": _ago(1),
    "昨天": _ago(1),
    "前日": _ago(2),
    "今日": _ago(0),
    "今天": _ago(0),
    "日前": lambda day: Days(day - _RECENT, day),
    "近日": lambda day: Days(day - _RECENT, day),
    "上周": lambda day: Days(day - timedelta(13), day - ONE_DAY),
    "上月": lambda day: _month_of(day.replace(day=1) - ONE_DAY),
    "本月": lambda day: Days(day.replace(day=1), day),
    "下周": lambda day: Days(day + ONE_DAY, day + timedelta(14)),
    "下月": lambda day: Days(day + timedelta(20), day + timedelta(60)),
    "此前": lambda day: Days(_LONG_AGO, day),
    "早前": lambda day: Days(_LONG_AGO, day),
    "之前": lambda day: Days(_LONG_AGO, day),
}
