"""How days are said in Chinese. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

MOST_RUNS = 4
"""More stretches of days than this are counted rather than told one by one."""


def day(of: date) -> str:
    """2022年7月15日."""
    return f"{of.year}年{short_day(of)}"


def short_day(of: date) -> str:
    """7月15日."""
    return f"{of.month}月{of.day}日"


def days(first: date, last: date) -> str:
    """2022年7月15日, 2022年7月15日至16日, 2022年7月31日至8月1日."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)}至{day(last)}"
    return f"{first.year}年{short_days(first, last)}"


def short_days(first: date, last: date) -> str:
    """7月15日, 7月15日至16日, 7月31日至8月1日."""
    if first == last:
        return short_day(first)
    return f"{short_day(first)}至{short_day(last) if first.month != last.month else f'{last.day}日'}"


def stretches(of: Iterable[date]) -> str:
    """Days in order as 7月3日至5日、8月1日; the rest of many stretches is only said to be there (等)."""
    numbered = enumerate(sorted(of))
    runs = [
        [one for _, one in run]
        for _, run in groupby(numbered, key=lambda pair: pair[1].toordinal() - pair[0])
    ]
    told = [short_days(run[0], run[-1]) for run in runs]
    return "、".join(told[:MOST_RUNS]) + ("等" if len(told) > MOST_RUNS else "")
