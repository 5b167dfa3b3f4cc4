"""When a source is due, and at which addresses it starts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from cityecho.article import BEIJING
from cityecho.watchlist import Source
from crawler.recording import Recording

_DAY = {"{yyyy}": r"\d{4}", "{mm}": r"\d{2}", "{dd}": r"\d{2}"}


def is_due(source: Source, last: datetime | None, now: datetime) -> bool:
    """Whether ``source``, last crawled at ``last`` (None: never), is to be crawled at ``now``.

    A time of day (Beijing) that passed since then counts once, however often it passed.
    """
    if source.every is None and not source.at:
        return False
    if last is None:
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


def starts(source: Source, now: datetime) -> tuple[str, ...]:
    """The start addresses, with today's date (Beijing) in the place of {yyyy}, {mm} and {dd}."""
    today = now.astimezone(BEIJING)
    day = {"{yyyy}": f"{today:%Y}", "{mm}": f"{today:%m}", "{dd}": f"{today:%d}"}
    return tuple(_filled(address, day) for address in source.start)


def recorded_starts(source: Source, recording: Recording) -> tuple[str, ...]:
    """The start addresses of which there is a recording; one with a date stands for every recorded day."""
    found: list[str] = []
    for address in source.start:
        pattern = _filled(re.escape(address), {re.escape(mark): digits for mark, digits in _DAY.items()})
        if any(mark in address for mark in _DAY):
            found.extend(recording.matching(re.compile(pattern)))
        elif recording.answers(address):
            found.append(address)
    return tuple(dict.fromkeys(found))


def _filled(text: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text
