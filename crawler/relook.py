"""When an article is asked for again by itself: pure rules of its age and of what its list says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from cityecho.address import canonical
from cityecho.archive import Lead
from cityecho.article import BEIJING
from cityecho.watchlist import Source

_LATE = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72))  # a page may be late, or its server down
_SOONEST, _LATEST = timedelta(hours=1), timedelta(days=7)


def next_look(source: Source, lead: Lead, at: datetime, published: datetime | None) -> datetime | None:
    """When an article that came at ``at`` is looked at again; None: it is old, or has had all its looks.

    An article whose time isn't known is as old as our knowing of it.
    """
    if not source.look_again or lead.found_at is None:
        return None
    if published is not None and lead.found_at - published > source.look_again[-1]:
        return None
    return _next(source.look_again, lead.found_at, at)


def next_try(lead: Lead, at: datetime) -> datetime | None:
    """When an article that could not be had at ``at`` is asked for again; None: never."""
    return _next(_LATE, lead.found_at, at) if lead.found_at is not None and lead.depth > 0 else None


def stale(changed: Mapping[str, datetime], known: Mapping[str, Lead], now: datetime) -> list[str]:
    """The keys of the ``known`` articles whose page, by what a list says of its addresses, is a newer one."""
    said = {canonical(url): at for url, at in changed.items()}
    return [key for key, at in said.items() if key in known and is_stale(known[key], at, now)]


def next_try_of_list(lead: Lead, at: datetime) -> datetime | None:
    """When a further list page that could not be had at ``at`` is asked for again; None: never.

    At the next run, for three days after it was last named: behind it may be what nothing else leads to.
    """
    is_awaited = lead.depth > 0 and lead.found_at is not None and at - lead.found_at < _LATE[-1]
    return at if is_awaited else None


def is_read(lead: Lead, changed: datetime) -> bool:
    """Whether the list of ``lead``, which an index says ``changed`` then, was read as it is now.

    A day's leeway: an index may name a day alone, or be late.
    """
    return lead.due_at is not None and changed + timedelta(days=1) < lead.due_at


def is_stale(lead: Lead, changed: datetime, now: datetime) -> bool:
    """Whether a list says that the page of ``lead`` changed since it was last asked for.

    A site that stamps every page anew each time must not have them all asked for each time: the pause grows
    with what the article's age was when it was last asked for, up to a week. A day without a time (midnight)
    speaks of the whole day, and only a later day than that of the asking is news.
    """
    if lead.found_at is None or lead.due_at is None:
        return False
    here = changed.astimezone(BEIJING)
    asked = lead.due_at.astimezone(BEIJING)
    is_day = (here.hour, here.minute, here.second) == (0, 0, 0)
    is_newer = here.date() > asked.date() if is_day else here > asked
    pause = min(max((lead.due_at - lead.found_at) / 2, _SOONEST), _LATEST)
    return is_newer and changed <= now + timedelta(days=1) and now - lead.due_at >= pause


def _next(ages: tuple[timedelta, ...], since: datetime, at: datetime) -> datetime | None:
    return next((since + age for age in ages if since + age > at), None)
