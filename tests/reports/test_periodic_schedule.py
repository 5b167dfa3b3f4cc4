"""Which days a periodic report is about, and when ``run`` writes one."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from cityecho.archive import Issued
from cityecho.article import BEIJING
from cityecho.watchlist import Days, PeriodKind
from reports.periodic.kinds import last_over, name_of, period
from reports.periodic.schedule import due, longest_back

AT: dict[PeriodKind, time] = {"daily": time(9, 5), "weekly": time(9, 20)}


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2022, 7, day, hour, minute, tzinfo=BEIJING)


def issued(report: str, name: str, made_at: datetime) -> Issued:
    return Issued(report, name, made_at.date(), made_at, "", made_at.date(), made_at.date(), 0, ())


@pytest.mark.parametrize(
    ("kind", "first", "last", "name"),
    [
        ("daily", date(2022, 7, 15), date(2022, 7, 15), "2022-07-15"),
        ("weekly", date(2022, 7, 11), date(2022, 7, 17), "2022-W28"),
        ("monthly", date(2022, 7, 1), date(2022, 7, 31), "2022-07"),
    ],
)
def test_a_day_is_of_a_week_and_a_month(kind: PeriodKind, first: date, last: date, name: str) -> None:
    days = period(kind, date(2022, 7, 15))
    assert (days, name_of(kind, days)) == (Days(first, last), name)


def test_the_last_that_is_over_knows_new_year() -> None:
    assert last_over("monthly", date(2023, 1, 1)) == Days(date(2022, 12, 1), date(2022, 12, 31))
    assert last_over("weekly", date(2023, 1, 2)) == Days(date(2022, 12, 26), date(2023, 1, 1))
    assert name_of("weekly", last_over("weekly", date(2023, 1, 2))) == "2022-W52"


def test_a_report_is_due_once_and_from_its_hour_on() -> None:
    monday = Days(date(2022, 7, 17), date(2022, 7, 17))
    week = Days(date(2022, 7, 11), date(2022, 7, 17))
    assert list(due(AT, (), moment(18, 9, 4))) == []
    assert list(due(AT, (), moment(18, 9, 10))) == [("daily", monday)]
    assert list(due(AT, (), moment(18, 10))) == [("daily", monday), ("weekly", week)]
    early = issued("daily", "2022-07-17", moment(18, 7))
    whole = issued("daily", "2022-07-17", moment(18, 9, 10))
    assert list(due(AT, (early,), moment(18, 9, 15))) == [("daily", monday)]
    assert list(due(AT, (early, whole), moment(18, 9, 15))) == []
    weekly = issued("weekly", "2022-W28", moment(18, 9, 30))
    assert [kind for kind, _ in due(AT, (whole, weekly), moment(21, 12))] == ["daily"]
    assert (moment(21, 12) - longest_back(moment(21, 12))).date() <= date(2022, 6, 30)
