"""Pages drawn by a browser that never touches the network (``render = true``).

The page itself was fetched like any other; Chromium is handed its bytes, and whatever its scripts ask for is
fetched by the crawl's own downloader: the same guard, robots.txt, pauses, proxy and limits on every request.
scrapy-playwright is optional: this module alone knows it, by name.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from cityecho.watchlist import CrawlSettings
from crawler.certificates import Telling

SLOT = "drawing"  # the downloader's slot of the drawing itself, which asks nobody for anything
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_FETCHED = frozenset({"script", "xhr", "fetch", "document"})  # pictures, styles and fonts change no text
_PARTS = 60  # requests that one page may cause
_LOADING = 120.0  # seconds for a page's scripts; their requests wait their turn like any other
_QUIET = 10.0  # seconds more for what they ask for afterwards
_LONGEST = _LOADING + _QUIET + 30.0
_BODY_LIMIT = 8 * 1024 * 1024  # bytes of a drawn page
# Nothing leads out: what is not handed to the downloader meets a proxy that isn't there.
_CHROMIUM = (
    "--proxy-server=http://0.0.0.0:1",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--js-flags=--max-old-space-size=512",
)


class DrawingError(Exception):
    """The browser could not draw a page."""


def obstacle() -> str:
    """Why no page can be drawn on this machine; "" when one can."""
    if find_spec("scrapy_playwright") is None:
        return "render: scrapy-playwright is not installed (the extra “render”: docs/setup.md)"
    return "" if _program() else f"render: no Chromium on this machine ({', '.join(_PROGRAMS)})"


def settings(crawl: CrawlSettings) -> dict[str, Any]:
    """What Scrapy needs to draw pages."""
    theirs = import_module("scrapy_playwright.handler").ScrapyPlaywrightDownloadHandler
    handler = type("TellingDrawingHandler", (Telling, theirs), {})
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": _program(),
            "args": list(_CHROMIUM),
            "chromium_sandbox": not _is_root(),  # Chromium refuses to sandbox itself for root
        },
        "PLAYWRIGHT_CONTEXTS": {
            "default": {
                "user_agent": crawl.user_agent,
                "service_workers": "block",
                "accept_downloads": False,
                "locale": "zh-CN",
            }
        },
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": _LOADING * 1000,
    }


def is_page(response: Response) -> bool:
    """Whether there is something to draw: a web page that came."""
    kind = (response.headers.get("Content-Type") or b"text/html").lower()
    return response.status == 200 and kind.startswith((b"text/html", b"application/xhtml"))


async def drawn(crawler: Crawler, response: Response) -> Response:
    """The page of ``response`` as a browser shows it, in UTF-8. Raises :class:`DrawingError`."""
    if crawler.engine is None:
        raise AssertionError("responses come from a running engine")
    method = import_module("scrapy_playwright.page").PageMethod
    request = Request(
        response.url,
        meta={
            "playwright": True,
            "playwright_page_init_callback": partial(_hand_over, crawler, response),
            "playwright_page_methods": [method(_settle)],
            "playwright_page_goto_kwargs": {"wait_until": "load"},
            "robots": True,  # robots.txt has let the page pass
        },
        dont_filter=True,
    )
    try:
        made: Response = await asyncio.wait_for(crawler.engine.download_async(request), _LONGEST)
    except Exception as error:  # whatever a hostile page does to a browser is the page's result
        raise DrawingError(f"drawing: {type(error).__name__}: {str(error).splitlines()[0][:200]}") from error
    body = made.body
    if len(body) > _BODY_LIMIT:
        raise DrawingError(f"drawing: over {_BODY_LIMIT // 1024**2} MiB when drawn")
    headers = response.headers.copy()
    headers["Content-Type"] = "text/html; charset=utf-8"
    return response.replace(body=made.text.encode() if hasattr(made, "text") else body, headers=headers)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _program() -> str:
    return next(filter(None, map(shutil.which, _PROGRAMS)), "")


async def _hand_over(crawler: Crawler, response: Response, page: Any, request: Request) -> None:  # noqa: ARG001
    """Before the browser opens ``page``: whatever it asks for comes to us."""
    left = iter(range(_PARTS))
    opened = False

    async def answer(route: Any) -> None:
        nonlocal opened
        asked = route.request
        if asked.is_navigation_request() and asked.frame == page.main_frame:
            first, opened = not opened, True
            await (_fulfil(route, response) if first else route.abort())
        elif asked.method != "GET" or asked.resource_type not in _FETCHED or next(left, None) is None:
            await route.abort()
        else:
            await _fetch(crawler, route, response.url)

    await page.route("**/*", answer)


async def _fetch(crawler: Crawler, route: Any, referrer: str) -> None:
    if crawler.engine is None:
        raise AssertionError("pages are drawn by a running engine")
    try:
        part = await crawler.engine.download_async(
            Request(route.request.url, headers={"Referer": referrer}, dont_filter=True)
        )
    except (IgnoreRequest, ValueError):  # guard, robots.txt, or no address at all
        await route.abort("blockedbyclient")
    except Exception:  # noqa: BLE001 (a part that can't be had, for whatever reason, is a part less)
        await route.abort()
    else:
        await _fulfil(route, part)


async def _fulfil(route: Any, response: Response) -> None:
    kind = response.headers.get("Content-Type") or b"text/html"
    await route.fulfill(
        status=response.status,
        headers={"Content-Type": kind.decode("latin-1"), "Access-Control-Allow-Origin": "*"},
        body=response.body,
    )


async def _settle(page: Any) -> None:
    """Wait until the page asks for nothing any more; one that never ends asking is taken as it is."""
    timeout: type[Exception] = import_module("playwright.async_api").TimeoutError
    waiting: Callable[..., Awaitable[None]] = page.wait_for_load_state
    try:
        await waiting("networkidle", timeout=_QUIET * 1000)
    except timeout:
        return
