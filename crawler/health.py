"""How a source fares: success, yield, silence, coverage, alarms. Pure: of the ledger's rows and a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from cityecho.archive import VisitState
from cityecho.article import BEIJING
from cityecho.watchlist import Days, Source
from crawler import habits, schedule
from crawler.hours import GOOD, HOUR, HourState, Looks, Stretch, by_hour, said, stretches

AlarmKind = Literal["blocked", "failed", "capped", "not-run", "silent", "low", "shift", "minimum"]

HISTORY = timedelta(days=56)  # eight of each weekday
_OVERDUE = 2  # hours in a row in which it was due and not run
_SHORTEST_SILENCE = 6.0  # hours; less is no alarm whatever the habit
_DAY = timedelta(days=1)
_FRESH = 2  # days: an older known day says nothing of today


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something an operator should look at, and the figures behind it."""

    kind: AlarmKind
    said: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What the archive has of one source: looks by hour, items by day of publication, covered days.

    ``reasons`` says by hour why it was blocked, capped or failed.
    """

    looks: Mapping[datetime, Looks]
    items: Mapping[date, int]
    covered: Collection[date]
    reasons: Mapping[datetime, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A bad look in an hour, and why."""

    hour: datetime
    state: VisitState
    why: str


@dataclass(frozen=True, slots=True)
class Health:
    """One source at one moment.

    Hours are counted in hours, items by day of publication (Beijing). ``items`` holds the days shown, None
    where the day is not known: not covered, or, for a kind that never covers a day, not crawled on it.
    ``usual_hours``: nine of ten pauses between two hours with something new were shorter. An hour with a good
    look is what that was; ``troubles`` has the bad looks of the hours shown, whatever else came in them.
    """

    source: str
    state: VisitState | Literal["not-run"]
    last_tried: datetime | None
    last_success: datetime | None
    last_new: datetime | None
    silent_hours: float | None
    usual_hours: float | None
    last_day: int | None
    usual_per_day: float | None
    minimum_per_day: int
    items: Mapping[date, int | None]
    hours: tuple[Stretch, ...]
    alarms: tuple[Alarm, ...]
    troubles: tuple[Trouble, ...] = ()

    @property
    def gaps(self) -> tuple[date, ...]:
        """The days shown that are not known."""
        return tuple(day for day, count in self.items.items() if count is None)


def health(source: Source, rows: Rows, now: datetime, days: int) -> Health:
    """How ``source`` fares at ``now``; items and hours are shown of the last ``days`` whole days."""
    looks = {hour: one for hour, one in rows.looks.items() if hour <= now}
    past = {hour: one.good or one.last for hour, one in looks.items()}
    tried = max(past, default=None)
    success = max((hour for hour, state in past.items() if state in GOOD), default=None)
    news = sorted(hour for hour, state in past.items() if state == "ok")
    since = now - timedelta(days=days)
    hours = by_hour(source, past, since, now)
    known = _known(source, rows, past, now)
    today = now.astimezone(BEIJING).date()
    last = max(known, default=None)
    fresh = last is not None and last >= today - _FRESH * _DAY
    usual = habits.expected(known, today)
    silent = _hours(news[-1], now) if news else None
    return Health(
        source=source.id,
        state=looks[tried].last if tried is not None else "not-run",
        last_tried=tried,
        last_success=success,
        last_new=news[-1] if news else None,
        silent_hours=silent,
        usual_hours=_usual_hours(news),
        last_day=known[last] if last is not None and fresh else None,
        usual_per_day=usual.mean if usual else None,
        minimum_per_day=source.minimum_per_day,
        items={day: known.get(day) for day in Days(today - days * _DAY, today - _DAY).each()},
        hours=stretches(hours),
        alarms=(
            *_alarms_of_look(looks, rows.reasons),
            *(_alarms_of_crawling(past, hours, now) if past else _alarm_of_none(source, rows, now)),
            *(_alarms_of_yield(source, known) if fresh else ()),
        ),
        troubles=tuple(
            Trouble(hour, one.bad, rows.reasons.get(hour, ""))
            for hour, one in looks.items()
            if one.bad and hour >= since
        ),
    )


def _known(
    source: Source, rows: Rows, past: Mapping[datetime, VisitState], now: datetime
) -> Mapping[date, int]:
    """Items by day, of the days before today that are known."""
    today = now.astimezone(BEIJING).date()
    read = {hour.astimezone(BEIJING).date() for hour, state in past.items() if state in GOOD}
    days = set(rows.covered) if source.kind in ("feed", "sitemap", "listing") else read
    first = today - HISTORY
    return {day: rows.items.get(day, 0) for day in sorted(days) if first <= day < today}


def _hours(since: datetime, until: datetime) -> float:
    return (until - since) / HOUR


def _usual_hours(news: list[datetime]) -> float | None:
    recent = [hour for hour in news if news[-1] - hour <= HISTORY]
    return habits.usual_gap([_hours(one, two) for one, two in pairwise(recent)])


def _alarms_of_look(looks: Mapping[datetime, Looks], reasons: Mapping[datetime, str]) -> Iterator[Alarm]:
    """About the last look."""
    tried = max(looks, default=None)
    if tried is None:
        return
    match looks[tried].last:
        case "blocked" | "failed" | "capped" as bad:
            why = f": {reasons[tried]}" if tried in reasons else ""
            yield Alarm(bad, f"in the hour of {tried.astimezone(BEIJING):%m-%d %H:%M}{why}")


def _alarm_of_none(source: Source, rows: Rows, now: datetime) -> Iterator[Alarm]:
    """About a source that nobody had looked at. One that was added or read back later wasn't missed."""
    if not rows.looks and schedule.is_due(source, None, now):
        yield Alarm("not-run", "never crawled")


def _alarms_of_crawling(
    past: Mapping[datetime, VisitState],
    hours: Mapping[datetime, HourState],
    now: datetime,
) -> Iterator[Alarm]:
    tried = max(past)
    waited = 0
    for state in reversed(tuple(hours.values())):
        if state != "not-run":
            break
        waited += 1
    if waited >= _OVERDUE and tried + HOUR <= now:  # who looked within this hour has caught up
        yield Alarm("not-run", f"due for {said(waited)}")
    news = sorted(hour for hour, state in past.items() if state == "ok")
    usual = _usual_hours(news) if news else None
    if usual is not None:
        silent = _hours(news[-1], tried)  # up to the last look: who doesn't look can't call it silent
        if silent > max(2 * usual, _SHORTEST_SILENCE):
            yield Alarm("silent", f"nothing new for {said(silent)}, usually within {said(usual)}")


def _alarms_of_yield(source: Source, known: Mapping[date, int]) -> Iterator[Alarm]:
    """About the last known day, and about the level of all of them."""
    days = list(known)
    last, count = days[-1], known[days[-1]]
    if count < source.minimum_per_day:
        yield Alarm("minimum", f"{count} on {last:%m-%d}, at least {source.minimum_per_day} expected")
    usual = habits.expected({day: known[day] for day in days[:-1]}, last)
    if usual is not None and usual.is_above(count):
        yield Alarm("low", f"{count} on {last:%m-%d}, usually {usual.mean:.1f} ± {usual.deviation:.1f}")
    shift = habits.level_shift([known[day] for day in days])
    if shift is not None:
        since = days[shift.at]
        yield Alarm("shift", f"from {shift.before:.1f} to {shift.after:.1f} a day since {since:%m-%d}")
