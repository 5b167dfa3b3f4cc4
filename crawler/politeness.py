"""When to ask again: pure rules for tries, Retry-After and the meaning of a status."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from cityecho.address import host
from cityecho.article import BEIJING
from cityecho.watchlist import CrawlSettings, Source
from crawler.guard import PORTS, is_allowed, refusal

TRIES = 4  # the first and three more
PATIENT_TRIES = 30  # of a page whose server says when to come again, or keeps its robots.txt from us
DELAY = 5.0  # seconds: what holds where a delay of 0 doesn't
_LONGEST = timedelta(days=1)
_SHORTEST = timedelta(seconds=1)

_KEPT_OUT = frozenset({401, 402, 403, 407, 451})
_SLOW_DOWN = frozenset({429, 503})


def delays(crawl: CrawlSettings) -> tuple[float, Mapping[str, float]]:
    """Seconds between two requests to a host, and the hosts with seconds of their own.

    A delay of 0 is for servers of one's own: those in ``allow_private``, or whatever a proxy stands before. A
    host beyond these, where a link leads to one, is asked every :data:`DELAY` seconds; see :func:`in_haste`.
    """
    if crawl.delay > 0 or crawl.proxy:
        return crawl.delay, {}
    return DELAY, {host(f"http://{address}"): 0.0 for address in crawl.allow_private}


def in_haste(crawl: CrawlSettings, sources: Iterable[Source]) -> tuple[str, ...]:
    """The start addresses that allow no delay of 0: without a proxy, and outside ``allow_private``.

    What the guard refuses anyway is none of them: it says the better reason, and nobody is asked.
    """
    if crawl.delay > 0 or crawl.proxy:
        return ()
    addresses = [url for source in sources for url in source.start]
    allowed = crawl.allow_private
    return tuple(url for url in addresses if not _is_own(url, allowed) and not refusal(url, allowed))


def _is_own(url: str, allowed: Collection[str]) -> bool:
    parts = urlsplit(url)
    return is_allowed(host(url), parts.port or PORTS.get(parts.scheme, 0), allowed)


def is_blocking(status: int) -> bool:
    """Whether the server doesn't want us (rather than the page)."""
    return status in _KEPT_OUT or status == 429


def pushes_back(status: int) -> bool:
    """Whether the server says that it is asked too much, or not to be asked."""
    return status in _KEPT_OUT or status in _SLOW_DOWN


def is_passing(status: int) -> bool:
    """Whether the same request may succeed later."""
    return status >= 500 or status in (408, 425, 429)


def retry_after(value: str | None, status: int, now: datetime) -> timedelta:
    """The rest that a 429 or 503 asks for; zero when it asks for none, at most a day."""
    if not value or status not in _SLOW_DOWN:
        return timedelta(0)
    if value.strip().isdigit():
        return min(timedelta(seconds=int(value.strip()[:9])), _LONGEST)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return timedelta(0)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware - now, timedelta(0)), _LONGEST)


def wish(name: str, until: datetime) -> str:
    """What the host ``name`` asked for, in words."""
    return f"{name} asked to be left alone until {until.astimezone(BEIJING):%m-%d %H:%M}"


def robots_again(tries: int, at: datetime) -> datetime | None:
    """When to look for a robots.txt again that was unreachable for a page ``tries`` times; None: no more.

    After 1, 2, 4 and then every 6 hours, for about a week: longer than an outage lasts, and a host that is
    gone, or was mistyped in a link, is not asked for ever.
    """
    step = timedelta(hours=min(2 ** (tries - 1), 6))
    return at + step if tries < PATIENT_TRIES else None


def backoff(tries: int, delay: float, asked: timedelta) -> timedelta:
    """How long to wait after ``tries`` failed tries: doubled each time, never less than ``asked``."""
    step = max(timedelta(seconds=delay), _SHORTEST)
    doubled: timedelta = step * 2 ** (tries - 1)
    return min(max(doubled, asked), _LONGEST)
