"""When a source is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from cityecho.article import BEIJING
from cityecho.watchlist import Source


def is_due(source: Source, last: datetime | None, now: datetime) -> bool:
    """Whether ``source``, last crawled at ``last`` (None: never), is to be crawled at ``now``.

    A time of day (Beijing) that passed since then counts once, however often it passed. A ``last`` that lies
    ahead is a clock's that was wrong, and hides nothing.
    """
    if source.every is None and not source.at:
        return False
    if last is None or last > now:
        return True
    if source.every is not None:
        return now - last >= source.every
    here = now.astimezone(BEIJING)
    times = [
        datetime.combine(day, at, BEIJING)
        for day in (here.date(), here.date() - timedelta(days=1))
        for at in source.at
    ]
    return any(last < time <= now for time in times)
