"""Habits, hours and alarms of a source: pure functions over plain rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest

from cityecho.archive import VisitState
from cityecho.watchlist import Source
from crawler import habits
from crawler.health import Health, Rows, health
from crawler.hours import Looks, by_hour, said, stretches
from crawler.schedule import due_again, is_due

NOW = datetime(2022, 7, 20, 2, 30, tzinfo=UTC)  # 10:30 in Beijing, a Wednesday
TODAY = date(2022, 7, 20)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOURCE = Source(
    id="lists",
    kind="listing",
    outlet="yunling.example",
    start=("http://yunling.example/",),
    allow="",
    links="",
    next="",
    item_kind="news",
    every=HOUR,
    at=(),
    minimum_per_day=0,
    max_pages=0,
    max_depth=0,
    max_seconds=0,
    render=False,
    query=(),
    query_charset="utf-8",
    fields={},
)
DAILY = replace(SOURCE, every=None, at=(time(7),))


def counts(*values: int) -> dict[date, int]:
    """Items by day, the last of them yesterday."""
    return {TODAY - DAY * (len(values) - at): value for at, value in enumerate(values)}


def visited(state: VisitState, hours: int = 24) -> dict[datetime, VisitState]:
    """A visit in each of the last so many hours."""
    last = NOW.replace(minute=0)
    return {last - HOUR * n: state for n in range(hours)}


def seen(visits: dict[datetime, VisitState]) -> dict[datetime, Looks]:
    """One look an hour."""
    return {hour: Looks.of([state]) for hour, state in visits.items()}


def fares(
    source: Source = SOURCE,
    visits: dict[datetime, VisitState] | None = None,
    items: dict[date, int] | None = None,
) -> Health:
    items = items or {}
    looks = seen(visits or visited("ok"))
    return health(source, Rows(looks, items, frozenset(items)), NOW, 30)


def alarms(found: Health) -> set[str]:
    return {alarm.kind for alarm in found.alarms}


def test_a_source_that_does_as_always_raises_no_alarm() -> None:
    generator = np.random.default_rng(7)
    found = fares(items=counts(*generator.poisson(20, 50).tolist()))
    assert alarms(found) == set()
    assert found.last_success == found.last_new == NOW.replace(minute=0)
    assert found.gaps == ()
    assert found.usual_per_day == pytest.approx(20, abs=2)


@pytest.mark.parametrize("state", ["blocked", "capped", "failed"])
def test_the_last_visit_decides_what_the_source_is(state: VisitState) -> None:
    visits = visited("ok") | {NOW.replace(minute=0): state}
    found = fares(visits=visits)
    assert (found.state, alarms(found)) == (state, {state})
    assert found.last_success == NOW.replace(minute=0) - HOUR
    assert alarms(fares(visits=visited(state) | {NOW.replace(minute=0): "nothing-new"})) == set()


def test_a_day_below_its_own_history_is_low() -> None:
    usual = [20, 22, 18, 21, 19] * 8
    assert "low" in alarms(fares(items=counts(*usual, 15)))
    assert "low" not in alarms(fares(items=counts(*usual, 19)))
    assert "low" not in alarms(fares(items=counts(*usual[:10], 2)))  # too short a history


def test_a_quiet_sunday_is_held_against_sundays() -> None:
    week = {0: 30, 1: 31, 2: 29, 3: 30, 4: 31, 5: 8, 6: 6}
    days = [date(2022, 7, 18) - DAY * n for n in range(56)]
    items = {day: week[day.weekday()] + day.day % 2 for day in days}
    sunday = {day: count for day, count in items.items() if day <= date(2022, 7, 17)}
    moment = datetime(2022, 7, 18, 2, tzinfo=UTC)
    rows = Rows(seen({moment.replace(minute=0): "ok"}), sunday, frozenset(sunday))
    assert "low" not in alarms(health(SOURCE, rows, moment, 30))
    broken = sunday | {date(2022, 7, 17): 1}
    assert "low" in alarms(health(SOURCE, Rows(rows.looks, broken, frozenset(broken)), moment, 30))


def test_fewer_than_the_minimum_is_an_alarm_on_known_days_only() -> None:
    strict = replace(SOURCE, minimum_per_day=5)
    assert alarms(fares(strict, items=counts(6, 4))) == {"minimum"}
    assert alarms(fares(strict, items=counts(4, 6))) == set()
    assert alarms(fares(strict)) == set()  # no day is covered: nothing is known of any


def test_a_level_shift_is_found_where_it_is() -> None:
    generator = np.random.default_rng(3)
    before = generator.poisson(20, 30).tolist()
    after = generator.poisson(8, 12).tolist()
    shift = habits.level_shift([*before, *after])
    assert shift is not None
    assert abs(shift.at - 30) <= 1
    assert (shift.before > 18, shift.after < 10) == (True, True)
    assert "shift" in alarms(fares(items=counts(*before, *after)))


def test_noise_a_feast_and_a_weekly_rhythm_are_no_shift() -> None:
    generator = np.random.default_rng(11)
    false = 0
    for number in range(400):
        false += habits.level_shift(generator.poisson((3, 10, 40)[number % 3], 56).tolist()) is not None
    assert false <= 8  # 1 % are to be expected
    feast = [10 + n % 3 for n in range(50)]
    feast[20:23] = [60, 80, 50]
    assert habits.level_shift(feast) is None
    assert habits.level_shift([30, 30, 30, 30, 30, 6, 5] * 8) is None
    assert habits.level_shift([5] * 13) is None


def test_silence_is_held_against_its_own_habit() -> None:
    often = {NOW.replace(minute=0) - HOUR * n: "ok" for n in range(20, 60)}
    quiet: dict[datetime, VisitState] = {NOW.replace(minute=0) - HOUR * n: "nothing-new" for n in range(20)}
    found = fares(visits=quiet | often)
    assert alarms(found) == {"silent"}
    assert (found.silent_hours, found.usual_hours) == (20.5, 1)
    rare = {NOW.replace(minute=0) - HOUR * n: "ok" for n in range(20, 500, 30)}
    assert alarms(fares(visits=quiet | rare)) == set()


def test_an_hour_in_which_it_was_due_and_nobody_came_is_not_run() -> None:
    visits: dict[datetime, VisitState] = {NOW.replace(minute=0) - HOUR * 5: "ok"}
    states = by_hour(SOURCE, visits, NOW - HOUR * 6, NOW)
    assert [*states.values()] == ["ok", "not-run", "not-run", "not-run", "not-run"]  # from its first visit on
    assert [(part.hours, part.state) for part in stretches(states)] == [
        (1, "ok"),
        (4, "not-run"),
    ]
    assert alarms(fares(visits=visits)) == {"not-run"}
    caught_up = visits | {NOW.replace(minute=0, second=0, microsecond=0): "ok"}
    assert alarms(fares(visits=caught_up)) == set()
    daily = replace(SOURCE, every=None, at=(time(7),))
    at_seven: dict[datetime, VisitState] = {datetime(2022, 7, 19, 23, tzinfo=UTC): "ok"}
    states = by_hour(daily, {NOW - DAY * 9: "ok", **at_seven}, NOW - HOUR * 5, NOW)
    # 05 and 06 were due since yesterday's 07:00, which nobody took up; 07 was; then there is nothing to do.
    assert [*states.values()] == ["not-run", "not-run", "ok", "resting", "resting"]
    assert fares(visits={NOW + HOUR: "ok"}).last_tried is None  # a visit yet to come is none


def test_nobody_could_come_before_a_source_was_there_and_the_hour_of_now_counts() -> None:
    found = fares(visits={NOW.replace(minute=0): "ok"})
    assert alarms(found) == set()
    assert [(part.hours, part.state) for part in found.hours] == [(1, "ok")]


def test_a_bad_look_hides_no_good_one_of_its_hour_nor_is_it_hidden() -> None:
    hour = NOW.replace(minute=0)
    good_first, bad_first = Looks.of(["ok", "failed"]), Looks.of(["blocked", "ok", "nothing-new"])
    rows = Rows({hour - HOUR: bad_first, hour: good_first}, {}, frozenset(), {hour: "HTTP 500"})
    found = health(SOURCE, rows, NOW, 30)
    assert (found.last_success, found.last_new, found.state) == (hour, hour, "failed")
    assert [(part.hours, part.state) for part in found.hours] == [(2, "ok")]
    assert [(bad.hour, bad.state, bad.why) for bad in found.troubles] == [
        (hour - HOUR, "blocked", ""),
        (hour, "failed", "HTTP 500"),
    ]
    assert [alarm.said for alarm in found.alarms] == ["in the hour of 07-20 10:00: HTTP 500"]


def test_hours_are_said_as_no_more_than_have_passed() -> None:
    assert [said(hours) for hours in (0.6, 1.7, 47.9, 49)] == ["under 1 h", "1 h", "47 h", "2 d"]


def test_a_failure_is_soon_tried_again_and_ever_later() -> None:
    minutes = [(due_again(DAILY, NOW, n) - NOW) / timedelta(minutes=1) for n in (1, 2, 3, 7, 99)]
    assert minutes == [10, 20, 40, 360, 360]
    assert due_again(DAILY, NOW, 0) == datetime(2022, 7, 20, 23, tzinfo=UTC)
    assert due_again(replace(SOURCE, every=timedelta(minutes=5)), NOW, 3) == NOW + timedelta(minutes=5)
    assert not is_due(DAILY, NOW, NOW + timedelta(minutes=9), 1)
    assert is_due(DAILY, NOW, NOW + timedelta(minutes=10), 1)


def test_a_kind_that_never_covers_a_day_is_known_on_the_days_it_was_crawled() -> None:
    search = replace(SOURCE, kind="search")
    crawled: dict[datetime, VisitState] = {NOW.replace(minute=0) - DAY * n: "ok" for n in (0, 1, 3)}
    found = health(search, Rows(seen(crawled), {TODAY - DAY: 4}, frozenset()), NOW, 4)
    assert [*found.items.values()] == [None, 0, None, 4]
    assert found.gaps == (TODAY - DAY * 4, TODAY - DAY * 2)


def test_what_was_missed_is_done_once() -> None:
    hourly, daily = SOURCE, replace(SOURCE, every=None, at=(time(7), time(9)))
    for source in (hourly, daily):
        assert is_due(source, NOW - DAY * 40, NOW)  # after forty days without power
        assert not is_due(source, NOW, NOW + HOUR / 4)  # it was done, and once was enough
        assert is_due(source, NOW + DAY * 400, NOW)  # by a clock that was wrong


def test_a_source_that_was_first_read_later_was_not_missed_before() -> None:
    """A replay of 2022 is a look of today; of a day in 2022 nobody can say that it was not looked at."""
    later = Rows(looks=seen({NOW + 300 * DAY: "ok"}), items={}, covered=frozenset())
    never = Rows(looks={}, items={}, covered=frozenset())
    assert health(SOURCE, later, NOW, 2).alarms == ()
    assert [alarm.said for alarm in health(SOURCE, never, NOW, 2).alarms] == ["never crawled"]
