"""The one spider: it walks the archive's frontier for all sources, so that a shared host is asked in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.python.failure import Failure

from cityecho.archive import Lead
from cityecho.article import Capture
from crawler.gate import RefusedError
from crawler.job import Job
from crawler.robots import DisallowedError, UnreachableRobotsError
from crawler.settled import Failed, Postponed, Refused, Settled

_ROBOTS_AGAIN = timedelta(hours=1)


class WebSpider(Spider):
    """Takes leads when it is their turn, has their answers read, and gives what came of it to the archive."""

    name = "web"

    def __init__(self, job: Job, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.job = job

    async def start(self) -> AsyncIterator[Request]:
        """A request for each lead whose turn it is, as long as there are any."""
        async for lead in self.job.turns.leads():
            self.job.taken(lead)
            yield self._request(lead, 0)

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
            self.job.turns.answered(lead)  # its host may be asked again while we read
        try:
            self.job.settle(await self.job.reader.read(lead, self._capture(response, lead)))
        except Exception as bug:  # Scrapy would log it and go on without the page
            self.job.fail(bug)
            raise
        if not is_last:
            yield self._request(lead, nth)

    async def unanswered(self, failure: Failure) -> None:
        """Book why no answer came."""
        lead: Lead = failure.request.cb_kwargs["lead"]  # type: ignore[attr-defined]
        try:
            self.job.settle(self._reason(lead, failure.value))
        except Exception as bug:  # as above
            self.job.fail(bug)
            raise
        self.job.turns.answered(lead)

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
