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
from crawler.spiders.found import ListPage
from crawler.workers import ParsingError, Workers

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# Where sites send those whom they take for a machine or a stranger: we are both, and go no further.
_SHUT = re.compile(
    r"captcha|//passport\.|/passport/|/(?:user|account|sign)?/?log-?in\b|/verify\b", re.IGNORECASE
)
_PAGE_TYPES = (
    "text/",
    "application/xhtml",
    "application/xml",
    "application/json",
    "application/octet-stream",
)


@dataclass(frozen=True)
class Reader:
    """Reads answers; only workers look into bodies. ``delay``: seconds between requests to a host."""

    sources: Mapping[str, Source]
    registry: Registry
    workers: Workers
    delay: Callable[[str], float]

    async def read(self, lead: Lead, taken: Capture) -> Settled:
        """How ``lead`` came out, given the answer to its request."""
        if taken.status == 304:
            return NotModified(lead, taken.captured_at)
        if _SHUT.search(taken.url) and not _SHUT.search(lead.url):
            return Failed(lead, taken.captured_at, "it led to a login or a captcha", blocked=True)
        if not 200 <= taken.status < 300:
            return self._refused_by_status(lead, taken)
        if lead.role == "list":
            return await self._list(lead, taken)
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

    async def _list(self, lead: Lead, taken: Capture) -> Settled:
        page = ListPage(taken.url, taken.body, charset_of(taken), taken.captured_at, asked=lead.url)
        try:
            return ListRead(lead, taken, await self.workers.read_list(lead.source, page))
        except ParsingError as error:
            return Unreadable(lead, taken, str(error))

    async def _article(self, lead: Lead, taken: Capture) -> Settled:
        kind = (taken.header("Content-Type") or "text/html").split(";")[0].strip().lower()
        if not kind.startswith(_PAGE_TYPES):
            return Irrelevant(lead, taken.captured_at, kind)
        try:
            read = await self.workers.read_page(taken, charset_of(taken))
        except ParsingError as error:
            return Unreadable(lead, taken, str(error))
        if not read.said.title and not read.said.text:
            found = "neither title nor text was found" if taken.body.strip() else "the page is empty"
            return Unreadable(lead, taken, found)
        return ArticleRead(lead, taken, read.record, _article(taken, read.said, self.sources[lead.source]))


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
