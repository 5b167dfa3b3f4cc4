"""The one spider: it walks the archive's frontier for all sources, so that a shared host is asked in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
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
from twisted.python.failure import Failure

from cityecho.address import host
from cityecho.archive import Lead
from cityecho.article import Capture
from crawler import politeness
from crawler.drawing import DrawingError, drawn, is_page
from crawler.gate import RefusedError
from crawler.job import Job
from crawler.robots import DisallowedError, UnreachableRobotsError
from crawler.settled import Failed, Postponed, Refused, Settled

_ROBOTS_AGAIN = timedelta(hours=1)
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

    async def start(self) -> AsyncIterator[Request]:
        """A request for each lead whose turn it is, as long as there are any."""
        try:
            async for lead in self.job.turns.leads():
                self.job.taken(lead)
                yield self._request(lead, 0)
        except Exception as error:  # Scrapy would log it and end the run as if all had been read
            self.job.fail(error)
            raise

    def _request(self, lead: Lead, nth: int) -> Request:
        """The ``nth`` answer of a recording; over the network there is only the one to come."""
        headers = {"If-None-Match": lead.etag, "If-Modified-Since": lead.last_modified}
        return Request(
            lead.url,
            callback=self.answered,
            errback=self.unanswered,
            cb_kwargs={"lead": lead},
            headers={name: value for name, value in headers.items() if value and self.job.recording is None},
            meta={"nth": nth, "recorded": self.job.recording is not None},
            dont_filter=True,
        )

    async def answered(self, response: Response, lead: Lead) -> AsyncIterator[Request]:
        """Read the answer; in a replay go on to the next one that was recorded of the same address."""
        nth = int(response.meta["nth"]) + 1
        is_last = self.job.recording is None or nth >= len(self.job.recording.answers(lead.url))
        if is_last:
            # Its host may be asked again while we read.
            seconds = response.meta.get("download_latency", 0.0)
            self.job.turns.answered(lead, seconds, pushed_back=politeness.pushes_back(response.status))
        try:
            self.job.settle(await self._read(response, lead))
        except Exception as bug:  # Scrapy would log it and go on without the page
            self.job.fail(bug)
            raise
        if not is_last:
            yield self._request(lead, nth)

    async def _read(self, response: Response, lead: Lead) -> Settled:
        """What the answer says; of a source that wants it so, once a browser has drawn it."""
        source = self.job.plan.sources[lead.source]
        if source.render and self.job.recording is None and is_page(response):
            try:
                response = await drawn(self.crawler, response)
            except DrawingError as error:
                return self.job.reader.tried_in_vain(lead, self.job.plan.now(), str(error))
        return await self.job.reader.read(lead, self._capture(response, lead))

    async def unanswered(self, failure: Failure) -> None:
        """Book why no answer came."""
        request: Request = failure.request  # type: ignore[attr-defined]
        lead: Lead = request.cb_kwargs["lead"]
        at_fault = host(request.url)  # after a redirect not the host that was asked first
        try:
            settled = self._reason(lead, failure.value)
            self.job.settle(settled, at_fault)
        except Exception as bug:  # as above
            self.job.fail(bug)
            raise
        is_its_fault = at_fault == lead.host and isinstance(failure.value, _NO_ANSWER)
        self.job.turns.answered(lead, pushed_back=is_its_fault)

    def _reason(self, lead: Lead, error: BaseException | None) -> Settled:
        at = self.job.plan.now()
        match error:
            case RefusedError() | DisallowedError():
                return Refused(lead, at, str(error))
            case UnreachableRobotsError():
                return Postponed(lead, at, at + _ROBOTS_AGAIN, str(error), blocked=True)
            case DownloadCancelledError() | UnsupportedURLSchemeError() | IgnoreRequest():
                return Failed(lead, at, str(error))
            case CannotResolveHostError():
                return self.job.reader.tried_in_vain(lead, at, "its name has no address")
            case _:
                return self.job.reader.tried_in_vain(lead, at, f"{type(error).__name__}: {error}")

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
