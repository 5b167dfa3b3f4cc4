"""From an answer to how its lead came out: the rules, without Scrapy and without the archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cityecho.address import canonical, part_number
from cityecho.archive import Lead
from cityecho.article import Article, Capture, Extracted
from cityecho.watchlist import Registry, Source
from crawler import politeness
from crawler.extract import pager
from crawler.settled import (
    ArticleRead,
    Failed,
    Irrelevant,
    ListRead,
    NotModified,
    Part,
    Postponed,
    Refused,
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
_GARBLED = 0.1  # of a text's signs outside ASCII: UTF-8 that was read as GBK or Latin-1 has more
_SHUT_OUT = "it led to a login or a captcha"
_LOGIN = "it shows a form to log in, and no article"
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
        if _is_shut(taken, lead.url):
            return Failed(lead, taken.captured_at, _SHUT_OUT, blocked=True)
        if not 200 <= taken.status < 300:
            return self._refused_by_status(lead, taken)
        if lead.role == "list":
            return await self._list(lead, taken)
        return await self._article(lead, taken)

    def tried_in_vain(
        self, lead: Lead, at: datetime, error: str, asked: timedelta = timedelta(0), *, blocked: bool = False
    ) -> Failed | Postponed:
        """Try again later, until it was tried often enough; a server that says when is asked for longer."""
        tries = lead.tries + 1
        if tries >= (politeness.PATIENT_TRIES if asked else politeness.TRIES):
            return Failed(lead, at, f"{error}, {tries} times", blocked, may_pass=True)
        until = at + politeness.backoff(tries, self.delay(lead.host), asked)
        return Postponed(lead, at, until, error, blocked, rests_until=at + asked if asked else None)

    def _refused_by_status(self, lead: Lead, taken: Capture) -> Failed | Postponed:
        status, at = taken.status, taken.captured_at
        blocked = politeness.is_blocking(status)
        if politeness.is_passing(status):
            asked = politeness.retry_after(taken.header("Retry-After"), status, at)
            return self.tried_in_vain(lead, at, f"HTTP {status}", asked, blocked=blocked)
        return Failed(lead, at, f"HTTP {status}", blocked, status)

    async def _list(self, lead: Lead, taken: Capture) -> Settled:
        page = ListPage(taken.url, taken.body, charset_of(taken), taken.captured_at, asked=lead.url)
        try:
            return ListRead(lead, taken, await self.workers.read_list(lead.source, page))
        except ParsingError as error:
            return Unreadable(lead, taken, str(error))

    async def _article(self, lead: Lead, taken: Capture) -> Settled:
        kind = _kind(taken)
        if not kind.startswith(_PAGE_TYPES):
            return Irrelevant(lead, taken.captured_at, kind)
        try:
            read = await self.workers.read_page(taken, charset_of(taken))
        except ParsingError as error:
            return Unreadable(lead, taken, str(error))
        if read.said.is_login:
            return Failed(lead, taken.captured_at, _LOGIN, blocked=True)
        if flaw := _flaw(read.said, taken):
            return Unreadable(lead, taken, flaw)
        source = self.sources[lead.source]
        article = _article(taken, read.said, source, lead.label)
        if source.item_kind != "news":  # a post is kept without its page
            return ArticleRead(lead, taken, read.record, article)
        first, further = read.said.first, read.said.further
        return ArticleRead(lead, taken, read.record, article, further=() if first else further, first=first)

    async def from_first(self, page: ArticleRead, taken: Capture) -> Settled:
        """The article of ``page`` read from what is said to be its first page, if that leads back to it."""
        settled = await self.read(replace(page.lead, url=page.first), taken)
        if isinstance(settled, Postponed):
            return replace(settled, lead=page.lead)
        if isinstance(settled, Failed):
            return without_rest(page, page.first, settled.error)
        if isinstance(settled, ArticleRead) and settled.article.text:
            leads_back = canonical(page.capture.url) in map(canonical, settled.further)
            if settled.first or leads_back:
                return replace(settled, lead=page.lead)
        return replace(page, first="")  # a list, or another article: this page is one by itself

    async def part(self, whole: ArticleRead, url: str, taken: Capture) -> Settled:
        """``whole`` with the further page that came from ``url``; or when to try again, if that may help."""
        if not 200 <= taken.status < 300:
            return put_off(whole, url, self._refused_by_status(whole.lead, taken), f"HTTP {taken.status}")
        if _is_shut(taken, url):
            return without_rest(whole, url, _SHUT_OUT)
        if not _kind(taken).startswith(_PAGE_TYPES):
            return without_rest(whole, url, _kind(taken))
        try:
            read = await self.workers.read_page(taken, charset_of(taken))
        except ParsingError as error:
            return without_rest(whole, url, str(error))
        left = {canonical(one): one for one in (*whole.further, *read.said.further)}
        for one in (url, *(part.capture.url for part in whole.parts)):
            left.pop(canonical(one), None)
        text = pager.joined(whole.article.text, read.said.text)
        is_new = text != whole.article.text  # else the server gave the first page again
        article = replace(
            whole.article,
            text=text,
            authors=whole.article.authors or read.said.authors,
            editors=whole.article.editors or read.said.editors,
            origin=whole.article.origin or read.said.origin,
        )
        parts = (*whole.parts, Part(taken, read.record)) if is_new else whole.parts
        goes_on = is_new or part_number(canonical(url), whole.article.key) == 1  # a.html as a_1.html, too
        return replace(whole, article=article, parts=parts, further=tuple(left.values()) if goes_on else ())


def without_rest(whole: ArticleRead, url: str, why: str) -> ArticleRead:
    """``whole`` as far as it came: its page at ``url`` could not be had."""
    return replace(whole, first="", further=(), missing=f"its page {url}: {why}")


def put_off(whole: ArticleRead, url: str, unanswered: Failed | Postponed | Refused, why: str) -> Settled:
    """``whole`` again later where its page at ``url`` may come then, else as far as it came."""
    return unanswered if isinstance(unanswered, Postponed) else without_rest(whole, url, why)


def _flaw(said: Extracted, taken: Capture) -> str:
    """Why the page can't be read; "" when it can."""
    if not said.title and not said.text:
        return "neither title nor text was found" if taken.body.strip() else "the page is empty"
    wrong = said.garbled > _GARBLED
    return f"{said.garbled:.0%} of its characters look wrongly decoded" if wrong else ""


def _is_shut(taken: Capture, asked: str) -> bool:
    return _SHUT.search(taken.url) is not None and _SHUT.search(asked) is None


def _kind(taken: Capture) -> str:
    return (taken.header("Content-Type") or "text/html").split(";")[0].strip().lower()


def charset_of(taken: Capture) -> str | None:
    """The charset that the Content-Type header declares."""
    declared = _CHARSET.search(taken.header("Content-Type") or "")
    return declared[1] if declared else None


def _article(taken: Capture, said: Extracted, source: Source, label: str) -> Article:
    """``label`` is what a list calls the page: its title where it shows none of its own."""
    return Article(
        key=canonical(taken.url),
        url=taken.url,
        source=source.id,
        kind=source.item_kind,
        captured_at=taken.captured_at,
        capture_digest=taken.digest,
        title=said.title or label,
        titled_by="link" if label and not said.title else "",
        text=said.text,
        published_at=said.published_at,
        precision=said.precision,
        dated_by=said.dated_by,
        origin=said.origin,
        authors=said.authors,
        editors=said.editors,
    )
