"""The ledger of crawling by the hour: what a source was like, and when it was due and not run. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Self

from cityecho.archive import VisitState
from cityecho.watchlist import Source
from crawler import schedule

HourState = VisitState | Literal["not-run", "resting"]
"""not-run: the source was due in that hour and nobody came. resting: it was not due."""

HOUR = timedelta(hours=1)
GOOD: tuple[VisitState, ...] = ("ok", "nothing-new")


@dataclass(frozen=True, slots=True)
class Looks:
    """What the looks of one hour were: the last, the best of the good ones, the latest of the bad."""

    last: VisitState
    good: VisitState | None
    bad: VisitState | None

    @classmethod
    def of(cls, states: Sequence[VisitState]) -> Self:
        """Of the states of an hour, the latest last."""
        good = next((state for state in GOOD if state in states), None)
        bad = next((state for state in reversed(states) if state not in GOOD), None)
        return cls(states[-1], good, bad)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hours in a row of one state, from the hour that begins at ``first``."""

    first: datetime
    hours: int
    state: HourState


def by_hour(
    source: Source, visits: Mapping[datetime, VisitState], since: datetime, now: datetime
) -> Mapping[datetime, HourState]:
    """The state of every hour from ``since`` to ``now``; ``visits`` are all that are known, by hour.

    A source is known from its first visit on: before, nobody could have come. The hour that is not over
    counts only when somebody came in it.
    """
    last = max((hour for hour in visits if hour < since), default=None)
    states: dict[datetime, HourState] = {}
    hour = max(since, min(visits, default=now)).replace(minute=0, second=0, microsecond=0)
    while hour + HOUR <= now or (hour <= now and hour in visits):
        if hour in visits:
            states[hour], last = visits[hour], hour
        else:
            states[hour] = "not-run" if schedule.is_due(source, last, hour + HOUR) else "resting"
        hour += HOUR
    return states


def stretches(states: Mapping[datetime, HourState]) -> tuple[Stretch, ...]:
    """The same, equal neighbours taken together."""
    found: list[Stretch] = []
    for hour, state in states.items():
        if found and found[-1].state == state:
            found[-1] = Stretch(found[-1].first, found[-1].hours + 1, state)
        else:
            found.append(Stretch(hour, 1, state))
    return tuple(found)


def said(hours: float) -> str:
    """``hours`` as a person says it, never more than has passed: under 1 h, 36 h, 12 d."""
    if hours < 1:
        return "under 1 h"
    return f"{int(hours)} h" if hours < 48 else f"{int(hours / 24)} d"
