"""What kind of day it is in mainland China: the State Council moves days off and makes up for them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.wordlists import word_list
from cityecho.watchlist import Days

Kind = Literal["working day", "weekend", "holiday", "working weekend"]

_FRIDAY, _SUNDAY = 4, 6
WEEKDAYS = 7
"""The first columns of :func:`rhythm`, Monday is 0; a holiday's own comes after them."""


def kind(day: date) -> Kind | None:
    """What is known of ``day``; None in a year whose notice the lists don't have."""
    if day.year not in _years():
        return None
    if day in _holidays():
        return "holiday"
    if day in _working_weekends():
        return "working weekend"
    return "weekend" if day.weekday() > _FRIDAY else "working day"


def unknown_years(days: Iterable[date]) -> list[int]:
    """The years of ``days`` whose holidays nobody has told us, in order."""
    return sorted({day.year for day in days} - _years())


def rhythm(days: Sequence[date]) -> npt.NDArray[np.float64]:
    """What a day is made of, shape (days, 8): weekdays, and whether it is a holiday.

    A holiday is a Sunday and something of its own. A working weekend is a fifth of each working day. Where
    the year is unknown a day is its weekday.
    """
    return np.array([_parts(day) for day in days], dtype=np.float64).reshape(-1, WEEKDAYS + 1)


@cache
def _parts(day: date) -> tuple[float, ...]:
    known = kind(day)
    if known == "working weekend":
        return (0.2,) * (_FRIDAY + 1) + (0.0,) * 3
    weekday = _SUNDAY if known == "holiday" else day.weekday()
    return (*(float(weekday == place) for place in range(WEEKDAYS)), float(known == "holiday"))


@cache
def _holidays() -> frozenset[date]:
    spans = (entry.split("/") for entry in word_list("holidays"))
    return frozenset(
        day
        for first, last in spans
        for day in Days(date.fromisoformat(first), date.fromisoformat(last)).each()
    )


@cache
def _working_weekends() -> frozenset[date]:
    return frozenset(date.fromisoformat(entry) for entry in word_list("working_weekends"))


@cache
def _years() -> frozenset[int]:
    return frozenset(day.year for day in _holidays())
