"""The pause between two requests to a host, counted from the end of the first: the server sees all of it."""

from __future__ import annotations

from time import monotonic
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler


class PauseAfterAnswer:
    """Scrapy counts a slot's delay from the start of a request; this moves the start to the answer's end."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making it."""
        extension = cls(crawler)
        crawler.signals.connect(extension.ended, signal=signals.response_downloaded)
        crawler.signals.connect(extension.ended, signal=signals.request_left_downloader)
        return extension

    def ended(self, request: Request) -> None:
        """The exchange for ``request`` is over, with an answer or without."""
        if self._crawler.engine is None:
            raise AssertionError("requests come from a running engine")
        slots = self._crawler.engine.downloader.slots
        name = request.meta["download_slot"]
        if name in slots:
            slots[name].lastseen = monotonic()
