"""robots.txt as RFC 9309 has it: absent is leave, unreachable is none; Crawl-delay is kept."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from cityecho.address import host
from crawler import politeness, unanswered

_READ_LIMIT = 500 * 1024  # bytes: RFC 9309 asks parsers for at least this
# "CityEcho/1.0" names us too: a product's token ends where its version begins (RFC 9309).
_VERSIONED = re.compile(r"^([ \t]*user-?agent[ \t]*:[ \t]*[a-z_-]+)/[^\r\n]*", re.IGNORECASE | re.MULTILINE)
_LONGEST_DELAY = 3600.0  # seconds
_GOOD_FOR = 24 * 3600.0  # seconds that an answer holds: RFC 9309 allows a day
_UNREACHABLE_FOR = 3600.0  # seconds until a robots.txt that could not be had is asked for again


class DisallowedError(IgnoreRequest):
    """robots.txt keeps us from this address."""


class UnreachableRobotsError(IgnoreRequest):
    """robots.txt could not be had, so for now nothing of this host may be fetched.

    ``is_answer``: a server said so, by a status; else none was reached. ``rest``: what it asked for, too.
    """

    def __init__(self, reason: str, *, is_answer: bool, rest: timedelta = timedelta(0)) -> None:
        super().__init__(reason)
        self.is_answer, self.rest = is_answer, rest


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says to us. ``parsed`` is None where it says nothing.

    ``is_answer``: that it is unreachable is what a server said; ``rest``: so long it wants to be left alone.
    """

    parsed: Protego | None = None
    unreachable: str = ""
    is_answer: bool = False
    rest: timedelta = timedelta(0)

    def check(self, url: str, agent: str) -> None:
        """Raise :class:`DisallowedError` or :class:`UnreachableRobotsError` unless ``url`` may be fetched."""
        if self.unreachable:
            reason = f"robots.txt: {self.unreachable}"
            raise UnreachableRobotsError(reason, is_answer=self.is_answer, rest=self.rest)
        if self.parsed is not None and not self.parsed.can_fetch(url, agent):
            raise DisallowedError("robots.txt disallows it")

    def delay(self, agent: str) -> float:
        """Seconds that Crawl-delay asks for; 0 where it asks for none."""
        asked = self.parsed.crawl_delay(agent) if self.parsed is not None else None
        return min(max(float(asked or 0), 0.0), _LONGEST_DELAY)


def rules_from(status: int, body: bytes) -> Rules:
    """The rules that an answer to ``/robots.txt`` means. A 429 is a server in need, not an absent file."""
    if 200 <= status < 300:
        said = body[:_READ_LIMIT].decode("utf-8-sig", "replace")
        return Rules(parsed=Protego.parse(_VERSIONED.sub(r"\1", said)))
    if 400 <= status < 500 and status != 429:
        return Rules()
    return Rules(unreachable=f"HTTP {status}", is_answer=True)


def _rest(response: Response) -> timedelta:
    asked = (response.headers.get("Retry-After") or b"").decode("latin-1")
    return politeness.retry_after(asked, response.status, datetime.now(UTC))


class RobotsMiddleware:
    """Asks each host's robots.txt once a run, again after a day, and keeps to it."""

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = monotonic) -> None:
        self._crawler, self._clock = crawler, clock
        self._agent = (crawler.settings.get("USER_AGENT") or "").split("/")[0].strip()
        self._rules: dict[str, asyncio.Task[Rules]] = {}
        self._asked_at: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let ``request`` pass, or raise as :meth:`Rules.check` does."""
        if request.meta.get("robots"):
            return
        parts = urlsplit(request.url)
        place = f"{parts.scheme}://{parts.netloc}"
        if self._is_stale(place):
            self._asked_at[place] = self._clock()
            self._rules[place] = asyncio.ensure_future(self._ask(place, request))
        rules = await self._rules[place]
        rules.check(request.url, self._agent)

    def _is_stale(self, place: str) -> bool:
        known = self._rules.get(place)
        if known is None:
            return True
        unreachable = known.done() and known.result().unreachable
        return self._clock() - self._asked_at[place] >= (_UNREACHABLE_FOR if unreachable else _GOOD_FOR)

    async def _ask(self, place: str, wanted: Request) -> Rules:
        if self._crawler.engine is None:
            raise AssertionError("requests come from a running engine")
        request = Request(
            f"{place}/robots.txt",
            meta={"robots": True, "recorded": wanted.meta.get("recorded", False)},
            dont_filter=True,
        )
        try:
            response: Response = await self._crawler.engine.download_async(request)
        except IgnoreRequest as error:
            return Rules(unreachable=str(error))
        except Exception as error:  # noqa: BLE001 (whatever keeps it from us: RFC 9309 calls it unreachable)
            return Rules(unreachable=unanswered.reason(error))
        rules = replace(rules_from(response.status, response.body), rest=_rest(response))
        delay = rules.delay(self._agent)
        if delay and not wanted.meta.get("recorded"):
            self._slow_down(host(place), delay)
        return rules

    def _slow_down(self, name: str, delay: float) -> None:
        """Give the host's slot at least ``delay`` seconds between requests, now and when it is made anew."""
        engine = self._crawler.engine
        if engine is None:
            raise AssertionError("requests come from a running engine")
        turns = self._crawler.spider.job.turns  # type: ignore[union-attr]
        turns.slow_down(name, delay)
        seconds = turns.delay(name)
        engine.downloader.per_slot_settings[name] = {"concurrency": 1, "delay": seconds}
        if name in engine.downloader.slots:
            engine.downloader.slots[name].delay = seconds
