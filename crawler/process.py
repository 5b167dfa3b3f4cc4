"""Scrapy's process around one job, and how a signal ends it."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from importlib import import_module
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from cityecho.watchlist import CrawlSettings
from crawler import drawing, settings
from crawler.job import Job
from crawler.spiders.web import WebSpider
from crawler.sweeping import seldom_swept

_GRACE = 3.0  # seconds for what is under way after a signal; what is cut off is still open in the archive
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run_to_end(job: Job, crawl: CrawlSettings) -> None:
    """Run ``job`` until nothing is left, a signal comes or it can't go on; then enter what still waits."""
    if job.tally.known:
        job.workers.warm_up()
    chosen = Settings()
    chosen.setmodule(settings, priority="project")
    chosen.setdict(settings.replay(crawl) if job.recording else settings.live(crawl), priority="cmdline")
    draws = job.recording is None and any(source.render for source in job.plan.sources.values())
    if draws and not drawing.obstacle():
        chosen.setdict(drawing.settings(crawl), priority="cmdline")
    process = AsyncCrawlerProcess(chosen)
    logging.getLogger("scrapy").setLevel(settings.LOG_LEVEL)  # else each page's line is made and thrown away
    loop = asyncio.get_event_loop()

    def end() -> None:
        job.turns.stop()
        loop.call_later(_GRACE, loop.stop)

    def interrupt() -> None:
        job.interrupted = True
        end()

    job.stopped = end
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    for number in _SIGNALS:
        with suppress(NotImplementedError):  # Windows: there a kill ends it, which loses nothing
            loop.add_signal_handler(number, interrupt)
    crawling = process.crawl(WebSpider, job=job)
    with seldom_swept():
        process.start(install_signal_handlers=False)
    if crawling.done() and not crawling.cancelled():  # else a signal stopped it
        job.error = job.error or crawling.exception()
    _leave_no_threads()
    for number in _SIGNALS:
        with suppress(NotImplementedError):
            loop.remove_signal_handler(number)
            signal.signal(number, before[number])
    job.workers.close()
    job.writer.close()


def _leave_no_threads() -> None:
    """End the reactor's threads: stopped in the middle of something it doesn't, and they would hold us up."""
    reactor: Any = import_module("twisted.internet.reactor")
    if not reactor.getThreadPool().joined:
        reactor.getThreadPool().stop()
