"""The one spider: it walks the archive's frontier for all sources, so that a shared host is asked in turn."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response

from cityecho.archive import Lead
from cityecho.article import Capture
from crawler import politeness, unanswered
from crawler.drawing import DrawingError, drawn, is_page
from crawler.extract import pager
from crawler.gate import RefusedError
from crawler.job import Job
from crawler.reading import put_off, without_rest
from crawler.robots import DisallowedError, UnreachableRobotsError
from crawler.settled import ArticleRead, Failed, Postponed, Refused, Settled

# The host is down, busy or closed to us; a broken answer is the page's matter.
_NO_ANSWER = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    UnreachableRobotsError,
)


class WebSpider(Spider):
    """Takes leads when it is their turn, has their answers read, and gives what came of it to the archive."""

    name = "web"

    def __init__(self, job: Job, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.job = job
        self._asked: Counter[str] = Counter()

    async def start(self) -> AsyncIterator[Request]:
        """Visit each lead when its turn has come, as long as there are any.

        Yields nothing: what is to be fetched is in the archive, so that Scrapy's queue would be a second one,
        and what is found goes there, so that its pipelines would stay empty.
        """
        async with asyncio.TaskGroup() as visits:
            try:
                async for lead in self.job.turns.leads():
                    self.job.taken(lead)
                    visits.create_task(self._visit(lead))
            except Exception as error:  # noqa: BLE001 (it ends the crawl, and is raised again when that is over)
                self.job.fail(error)
        none: tuple[Request, ...] = ()
        for request in none:
            yield request

    async def _visit(self, lead: Lead) -> None:
        """Have the answer to ``lead`` read and entered; in a replay all that were recorded of its address."""
        recording = self.job.recording
        last = 0 if recording is None else len(recording.answers(lead.url)) - 1
        self.job.turns.expect(lead, last)
        try:
            for nth in range(last + 1):
                if not await self._answered(lead, nth, is_last=nth == last):
                    self.job.turns.expect(lead, nth - last)
                    return
        except Exception as bug:  # noqa: BLE001 (it ends the crawl, and is raised again when that is over)
            self.job.fail(bug)

    async def _answered(self, lead: Lead, nth: int, *, is_last: bool) -> bool:
        """Ask, and settle what came of it. Returns whether there was an answer."""
        if self.crawler.engine is None:
            raise AssertionError("leads are visited by a running engine")
        request = self._request(lead, nth)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 (whatever keeps an answer from us is the lead's result)
            self._unanswered(lead, error, request.meta["hosts"][-1])
            return False
        if is_last:
            self._answered_by(response, lead)  # its host may be asked again while we read
        settled = await self._read(response, lead)
        while isinstance(settled, ArticleRead) and (settled.first or settled.further):
            settled = await self._completed(settled)
        asked = self._asked.pop(lead.key, 0)
        if isinstance(settled, ArticleRead | Postponed):
            settled = replace(settled, asked=asked)
        self.job.settle(settled)
        return True

    async def _completed(self, read: ArticleRead) -> Settled:
        """``read`` with the next of its pages: the first, if that is another, or a further one."""
        if read.first:
            page = await self._page(read, read.first)
            return await self.job.reader.from_first(read, page) if isinstance(page, Capture) else page
        url = read.further[0]
        if len(read.parts) >= pager.MOST:
            return without_rest(read, url, f"over {pager.MOST} pages")
        page = await self._page(read, url)
        return await self.job.reader.part(read, url, page) if isinstance(page, Capture) else page

    async def _page(self, whole: ArticleRead, url: str) -> Capture | Settled:
        """The page of ``whole`` at ``url``, asked for at a turn of its own; or what comes of it without."""
        lead, engine, recording = whole.lead, self.crawler.engine, self.job.recording
        if engine is None:
            raise AssertionError("pages are asked of a running engine")
        part = replace(lead, url=url, etag="", last_modified="")
        if recording is not None:  # asks nobody: the turn is still the lead's
            answers = recording.answers(url)
            if not answers:
                return without_rest(whole, url, "there is no record of it")
            self._asked[lead.key] += 1
            since = whole.capture.captured_at
            nth = next((n for n, one in enumerate(answers) if one.captured_at >= since), len(answers) - 1)
            response = await engine.download_async(self._request(part, nth))
            return self._capture(response, lead)
        if not await self.job.turns.again(lead.host):
            why = "its host wants rest"
            later = self.job.reader.tried_in_vain(lead, self.job.plan.now(), f"{url}: {why}")
            return put_off(whole, url, later, why)
        self.job.tally.sources[lead.source].took(url)
        self._asked[lead.key] += 1
        try:
            response = await engine.download_async(self._request(part, 0))
        except Exception as error:  # noqa: BLE001 (whatever keeps the answer from us is the page's result)
            self.job.turns.answered(lead, pushed_back=isinstance(error, _NO_ANSWER))
            reason = self._reason(lead, error)
            return put_off(whole, url, reason, reason.error)
        self._answered_by(response, lead)
        return self._capture(response, lead)

    def _answered_by(self, response: Response, lead: Lead) -> None:
        """Give the turn back: the host answered in so many seconds, and perhaps that it is asked too much."""
        seconds = response.meta.get("download_latency", 0.0)
        self.job.turns.answered(lead, seconds, pushed_back=politeness.pushes_back(response.status))

    def _request(self, lead: Lead, nth: int) -> Request:
        """For the ``nth`` answer of a recording; over the network there is only the one to come.

        The guard notes in ``hosts`` whom the request went to, from redirect to redirect.
        """
        live = self.job.recording is None
        validators = {"If-None-Match": lead.etag, "If-Modified-Since": lead.last_modified}
        return Request(
            lead.url,
            headers={name: value for name, value in validators.items() if value and live},
            meta={"nth": nth, "recorded": not live, "hosts": []},
            dont_filter=True,
        )

    async def _read(self, response: Response, lead: Lead) -> Settled:
        """What the answer says; of a source that wants it so, once a browser has drawn it."""
        source = self.job.plan.sources[lead.source]
        if source.render and self.job.recording is None and is_page(response):
            try:
                response = await drawn(self.crawler, response)
            except DrawingError as error:
                return self.job.reader.tried_in_vain(lead, self.job.plan.now(), str(error))
        return await self.job.reader.read(lead, self._capture(response, lead))

    def _unanswered(self, lead: Lead, error: Exception, at_fault: str) -> None:
        """Settle why no answer came from ``at_fault``: after a redirect not the host that was asked first."""
        self.job.settle(self._reason(lead, error), at_fault)
        is_its_fault = at_fault == lead.host and isinstance(error, _NO_ANSWER)
        self.job.turns.answered(lead, pushed_back=is_its_fault)

    def _reason(self, lead: Lead, error: Exception) -> Failed | Postponed | Refused:
        at = self.job.plan.now()
        match error:
            case RefusedError() | DisallowedError():
                return Refused(lead, at, str(error))
            case UnreachableRobotsError(is_answer=is_answer, rest=rest):
                until = politeness.robots_again(lead.tries + 1, at)
                if until is None:
                    return Failed(lead, at, f"{error}, for a week", blocked=is_answer)
                rests_until = at + rest if rest else None
                until = max(until, rests_until or until)
                return Postponed(lead, at, until, str(error), blocked=is_answer, rests_until=rests_until)
            case DownloadCancelledError() | UnsupportedURLSchemeError() | IgnoreRequest():
                return Failed(lead, at, str(error))
            case _:
                return self.job.reader.tried_in_vain(lead, at, unanswered.reason(error))

    def _capture(self, response: Response, lead: Lead) -> Capture:
        """The answer as the archive keeps it, at the time at which it was recorded, or else now."""
        return Capture(
            url=response.url,
            captured_at=response.meta.get("captured_at") or self.job.plan.now(),
            status=response.status,
            headers=tuple(
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            ),
            body=response.body,
            source=lead.source,
        )
