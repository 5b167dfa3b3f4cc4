"""Scrapy's settings: what holds for every crawl, and what follows from ``crawl.toml``."""

from __future__ import annotations

from typing import Any

from cityecho.watchlist import CrawlSettings
from crawler import politeness

BOT_NAME = "cityecho"
SPIDER_MODULES = ["crawler.spiders"]

# Nothing listens, nothing is run from outside, nothing is kept between runs but by the archive.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False  # it would obey proxies of the environment; ours stands in crawl.toml
METAREFRESH_ENABLED = False
RETRY_ENABLED = False  # a try that failed is a state of the lead, kept in the archive
ROBOTSTXT_OBEY = False  # Scrapy's own takes a 5xx for leave and ignores Crawl-delay; see crawler.robots
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
STATS_DUMP = False
DOWNLOADER_STATS = False
LOGSTATS_INTERVAL = 0

LOG_LEVEL = "ERROR"
LOG_VERSIONS: list[str] = []

DOWNLOAD_MAXSIZE = 8 * 1024 * 1024  # bytes, as sent and as decoded
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30  # seconds for the whole answer: a slow drip ends here too
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_DELAY_JITTER = 0.0
REDIRECT_MAX_TIMES = 5
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = 1  # Scrapy starts so many tasks for each answer, though ours yields a request at most
TWISTED_DNS_RESOLVER = "crawler.gate.GuardedResolver"

DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "https": "crawler.certificates.TellingHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}
# These run and no others. Scrapy loads all that its own lists name, even what is switched off there (its
# remote control brings an HTTP server along), and a later Scrapy may name more.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "crawler.gate.GuardMiddleware": 50,
    "crawler.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {"crawler.pacing.PauseAfterAnswer": 0}

_RECORDED = {
    "http": "crawler.recording.RecordedHandler",
    "https": "crawler.recording.RecordedHandler",
}
RECORDED_AT_ONCE = 16  # answers of a recording, whatever their host


def live(crawl: CrawlSettings) -> dict[str, Any]:
    """What ``crawl.toml`` asks of a crawl over the network."""
    delay, own = politeness.delays(crawl)
    return {
        "USER_AGENT": crawl.user_agent,
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_SLOTS": {host: {"concurrency": 1, "delay": seconds} for host, seconds in own.items()},
        "CONCURRENT_REQUESTS": crawl.concurrency,
        "CITYECHO_ALLOW_PRIVATE": list(crawl.allow_private),
        "CITYECHO_PROXY": crawl.proxy,
        "CITYECHO_OPT_OUT": list(crawl.opt_out),
    }


def replay(crawl: CrawlSettings) -> dict[str, Any]:
    """A replay waits for nobody, asks nobody and reaches no network."""
    return live(crawl) | {
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_SLOTS": {},
        "CONCURRENT_REQUESTS": RECORDED_AT_ONCE,
        "CONCURRENT_REQUESTS_PER_DOMAIN": RECORDED_AT_ONCE,
        "CITYECHO_PROXY": "",
        "DOWNLOAD_HANDLERS": DOWNLOAD_HANDLERS | _RECORDED,
    }
