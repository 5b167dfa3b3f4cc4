"""From an answer to how its lead came out: the rules, without Scrapy and without the archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cityecho.address import canonical
from cityecho.archive import Lead
from cityecho.article import Article, Capture, Extracted
from cityecho.watchlist import Registry, Source
from crawler import politeness
from crawler.settled import (
    ArticleRead,
    Failed,
    Irrelevant,
    ListRead,
    NotModified,
    Postponed,
    Settled,
    Unreadable,
)
from crawler.spiders.found import ListPage, UnreadableListError
from crawler.spiders.lists import read_list
from crawler.workers import ExtractionError, Workers

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_PAGE_TYPES = (
    "text/",
    "application/xhtml",
    "application/xml",
    "application/json",
    "application/octet-stream",
)


@dataclass(frozen=True)
class Reader:
    """Reads answers: lists here, articles in the workers. ``delay``: seconds between requests to a host."""

    sources: Mapping[str, Source]
    registry: Registry
    workers: Workers
    delay: Callable[[str], float]

    async def read(self, lead: Lead, taken: Capture) -> Settled:
        """How ``lead`` came out, given the answer to its request."""
        if taken.status == 304:
            return NotModified(lead, taken.captured_at)
        if not 200 <= taken.status < 300:
            return self._refused_by_status(lead, taken)
        if lead.role == "list":
            return self._list(lead, taken)
        return await self._article(lead, taken)

    def tried_in_vain(
        self, lead: Lead, at: datetime, error: str, asked: timedelta = timedelta(0), *, blocked: bool = False
    ) -> Settled:
        """Try again later, until it was tried often enough."""
        tries = lead.tries + 1
        if tries >= politeness.TRIES:
            return Failed(lead, at, f"{error}, {tries} times", blocked)
        return Postponed(
            lead, at, at + politeness.backoff(tries, self.delay(lead.host), asked), error, blocked
        )

    def _refused_by_status(self, lead: Lead, taken: Capture) -> Settled:
        status, at = taken.status, taken.captured_at
        blocked = politeness.is_blocking(status)
        if politeness.is_passing(status):
            asked = politeness.retry_after(taken.header("Retry-After"), status, at)
            return self.tried_in_vain(lead, at, f"HTTP {status}", asked, blocked=blocked)
        return Failed(lead, at, f"HTTP {status}", blocked)

    def _list(self, lead: Lead, taken: Capture) -> Settled:
        page = ListPage(taken.url, taken.body, charset_of(taken))
        try:
            return ListRead(lead, taken, read_list(page, self.sources[lead.source], self.registry))
        except UnreadableListError as error:
            return Unreadable(lead, taken, str(error))

    async def _article(self, lead: Lead, taken: Capture) -> Settled:
        kind = (taken.header("Content-Type") or "text/html").split(";")[0].strip().lower()
        if not kind.startswith(_PAGE_TYPES):
            return Irrelevant(lead, taken.captured_at, kind)
        try:
            said = await self.workers.read(taken.body, taken.url, charset_of(taken), taken.captured_at)
        except ExtractionError as error:
            return Unreadable(lead, taken, str(error))
        if not said.title and not said.text:
            return Unreadable(lead, taken, "neither title nor text was found")
        return ArticleRead(lead, taken, _article(taken, said, self.sources[lead.source]))


def charset_of(taken: Capture) -> str | None:
    """The charset that the Content-Type header declares."""
    declared = _CHARSET.search(taken.header("Content-Type") or "")
    return declared[1] if declared else None


def _article(taken: Capture, said: Extracted, source: Source) -> Article:
    return Article(
        key=canonical(taken.url),
        url=taken.url,
        source=source.id,
        kind=source.item_kind,
        captured_at=taken.captured_at,
        capture_digest=taken.digest,
        title=said.title,
        text=said.text,
        published_at=said.published_at,
        precision=said.precision,
        origin=said.origin,
        authors=said.authors,
        editors=said.editors,
    )
