"""When a source is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from cityecho.article import BEIJING
from cityecho.watchlist import Source

_SOON = timedelta(minutes=10)
_LATEST = timedelta(hours=6)


def due_again(source: Source, last: datetime, failures: int) -> datetime | None:
    """When ``source``, whose looks up to that at ``last`` failed so many times in a row, is due; None: never.

    Ten minutes after the first failure, then twice as long each time, up to six hours; by its schedule where
    that is sooner, and always where its last look did not fail.
    """
    if source.every is None and not source.at:
        return None
    planned = _planned(source, last)
    return min(planned, last + min(_SOON * 2 ** min(failures - 1, 10), _LATEST)) if failures else planned


def _planned(source: Source, last: datetime) -> datetime:
    if source.every is not None:
        return last + source.every
    here = last.astimezone(BEIJING).date()
    days = (here, here + timedelta(days=1))
    return min(
        time for day in days for at in source.at if (time := datetime.combine(day, at, BEIJING)) > last
    )


def is_due(source: Source, last: datetime | None, now: datetime, failures: int = 0) -> bool:
    """Whether ``source``, last crawled at ``last`` (None: never), is to be crawled at ``now``.

    ``failures``: so many looks in a row up to that failed. A time of day (Beijing) that passed since then
    counts once, however often it passed. A ``last`` that lies ahead is a clock's that was wrong, and hides
    nothing.
    """
    if source.every is None and not source.at:
        return False
    if last is None or last > now:
        return True
    due = due_again(source, last, failures)
    return due is not None and due <= now
