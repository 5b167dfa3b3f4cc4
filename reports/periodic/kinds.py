"""Which days a periodic report is about: a day, a week from Monday on, a calendar month. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cityecho.article import BEIJING
from cityecho.watchlist import Days, PeriodKind

MORNING = time(9)
"""Until when the day after still stands in a daily: it is to be read at half past ten."""
_DAY = timedelta(days=1)


def period(kind: PeriodKind, day: date) -> Days:
    """The day itself, or the week or month that holds it."""
    if kind == "daily":
        return Days(day, day)
    if kind == "weekly":
        monday = day - _DAY * day.weekday()
        return Days(monday, monday + _DAY * 6)
    first = day.replace(day=1)
    return Days(first, (first + _DAY * 31).replace(day=1) - _DAY)


def last_over(kind: PeriodKind, today: date) -> Days:
    """The last one that is over on ``today``."""
    this = period(kind, today)
    return period(kind, this.first - _DAY)


def next_one(kind: PeriodKind, days: Days) -> Days:
    """The one after; after a day a whole week."""
    after = days.last + _DAY
    return Days(after, after + _DAY * 6) if kind == "daily" else period(kind, after)


def name_of(kind: PeriodKind, days: Days) -> str:
    """2022-07-15, 2022-W28, 2022-07: the report's id, and the end of its files' names."""
    if kind == "daily":
        return days.first.isoformat()
    if kind == "weekly":
        year, week, _ = days.first.isocalendar()
        return f"{year}-W{week:02}"
    return f"{days.first:%Y-%m}"


def morning_until(kind: PeriodKind, days: Days, made_at: datetime) -> datetime | None:
    """Until when the morning after belongs into the report: nine, or when it was made; None: no morning."""
    if kind != "daily":
        return None
    begins = datetime.combine(days.last + _DAY, time(), BEIJING)
    ends = datetime.combine(days.last + _DAY, MORNING, BEIJING)
    return min(made_at.astimezone(BEIJING), ends) if made_at > begins else None
