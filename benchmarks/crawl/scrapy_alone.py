"""Scrapy by itself, as it comes but for its politeness: fetches addresses and keeps nothing.

    python -m benchmarks.crawl.scrapy_alone PORT HOSTS ARTICLES

Prints seconds from the first request to the last answer, and the processor seconds of the process.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import AsyncIterator
from time import monotonic
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from benchmarks.crawl.fast_web import host
from crawler import settings


class Alone(Spider):
    """Asks for every article of the fast web."""

    name = "alone"

    def __init__(self, port: int, hosts: int, articles: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.port, self.hosts, self.articles = port, hosts, articles
        self.pages, self.began, self.ended = 0, monotonic(), 0.0

    async def start(self) -> AsyncIterator[Request]:
        """One request for each article, the hosts in turn."""
        self.began = monotonic()
        for number in range(self.articles):
            for place in range(self.hosts):
                yield Request(f"http://{host(place)}:{self.port}/news/202207/{number}.html")

    def parse(self, response: Response, **_: Any) -> None:
        """Count it."""
        self.pages += response.status == 200
        self.ended = monotonic()


def main() -> None:
    """Fetch, and print one JSON line."""
    port, hosts, articles = map(int, sys.argv[1:])
    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "CONCURRENT_REQUESTS": hosts,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "DOWNLOAD_HANDLERS": settings.DOWNLOAD_HANDLERS,
        }
    )
    crawler = process.create_crawler(Alone)
    process.crawl(crawler, port=port, hosts=hosts, articles=articles)
    process.start()
    spider: Any = crawler.spider
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "pages": spider.pages,
        "seconds": spider.ended - spider.began,
        "cpu": used.ru_utime + used.ru_stime,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
