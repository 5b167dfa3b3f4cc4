"""Who is asked, how fast and for how long: the pure rules."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from cityecho.watchlist import CrawlSettings
from crawler.gate import GuardMiddleware, RefusedError
from crawler.optout import opted_out
from crawler.politeness import in_haste
from crawler.robots import DisallowedError, RobotsMiddleware, UnreachableRobotsError
from crawler.throttle import LONGEST, next_pause
from tests.crawler.test_health import SOURCE


@pytest.mark.parametrize(
    ("entry", "url", "is_out"),
    [
        ("yunling.example", "https://yunling.example/a", True),
        ("yunling.example", "http://www.YUNLING.example:8080/a", True),
        ("yunling.example", "http://notyunling.example/a", False),
        ("云岭.example", "http://xn--4gq77m.example/", False),
        ("云岭.example", "http://云岭.example/a", True),
        ("http://yunling.example/inner/", "https://yunling.example/inner/a.html", True),
        ("yunling.example/inner/", "https://yunling.example/inner", True),
        ("yunling.example/inner/", "https://yunling.example/innermost/", False),
        ("yunling.example/inner", "https://yunling.example/innermost/", True),
        ("yunling.example/inner/", "https://yunling.example/%69nner/a", True),
        ("yunling.example/view?id=7", "http://yunling.example/view?id=7", True),
        ("yunling.example/view?id=7", "http://yunling.example/view?id=8", False),
    ],
)
def test_opt_out(entry: str, url: str, is_out: bool) -> None:
    assert bool(opted_out(url, ["other.example", entry])) is is_out


def test_a_pause_grows_with_latency_and_never_falls_below_the_delay() -> None:
    slow = next_pause(5.0, 5.0, 12.0, pushed_back=False)
    assert slow == 12
    eased = next_pause(slow, 5.0, 0.2, pushed_back=False)
    assert 5 < eased < slow
    for _ in range(20):
        eased = next_pause(eased, 5.0, 0.2, pushed_back=False)
        assert eased >= 5.0
    assert eased == pytest.approx(5.0, abs=0.01)
    assert next_pause(5.0, 5.0, 300.0, pushed_back=False) == LONGEST
    assert next_pause(90.0, 90.0, 1.0, pushed_back=True) == 90.0  # robots.txt asked for more than our bound


def test_a_host_that_pushes_back_doubles_the_pause() -> None:
    pauses = [5.0]
    for _ in range(5):
        pauses.append(next_pause(pauses[-1], 5.0, 0.1, pushed_back=True))
    assert pauses == [5, 10, 20, 40, 60, 60]


def test_a_server_of_ones_own_is_never_waited_for() -> None:
    assert next_pause(0.0, 0.0, 9.0, pushed_back=True) == 0


def test_no_delay_is_for_proxies_and_servers_of_ones_own() -> None:
    def settings(delay: float = 0, proxy: str = "", *allowed: str) -> CrawlSettings:
        return CrawlSettings("TestEcho", delay, 8, proxy, allowed, {})

    assert in_haste(settings(), [SOURCE]) == ("http://yunling.example/",)
    assert in_haste(settings(0, "http://127.0.0.1:3128"), [SOURCE]) == ()
    assert in_haste(settings(0, "", "yunling.example"), [SOURCE]) == ()
    assert in_haste(settings(0, "", "yunling.example:81"), [SOURCE]) == SOURCE.start
    assert in_haste(settings(0.5), [SOURCE]) == ()


class _Robots:
    """Stands for Scrapy's crawler and engine: answers robots.txt and counts how often it was asked."""

    def __init__(self) -> None:
        self.settings = Settings({"USER_AGENT": "TestEcho/1.0"})
        self.engine, self.asked, self.status = self, 0, 200

    async def download_async(self, request: Request) -> Response:
        self.asked += 1
        said = {"Retry-After": "7200"} if self.status >= 500 else {}
        return Response(request.url, self.status, said, b"User-agent: *\nDisallow: /inner")


def test_robots_txt_is_asked_again_after_a_day_and_an_unreachable_one_after_an_hour() -> None:
    crawler: Any = _Robots()
    at = 0.0
    robots = RobotsMiddleware(crawler, lambda: at)

    def ask(path: str) -> None:
        asyncio.run(robots.process_request(Request(f"http://yunling.example/{path}")))

    ask("a")
    at = 24 * 3600 - 1.0
    with pytest.raises(DisallowedError):
        ask("inner")
    assert crawler.asked == 1
    at, crawler.status = 24 * 3600.0, 503
    with pytest.raises(UnreachableRobotsError) as unreachable:
        ask("a")
    assert unreachable.value.rest == timedelta(hours=2)
    at, crawler.status = at + 3599, 404
    with pytest.raises(UnreachableRobotsError):
        ask("a")
    assert crawler.asked == 2
    at += 1
    ask("inner")  # absent now: nothing is forbidden
    assert crawler.asked == 3


def test_names_behind_a_proxy_are_not_resolved_here(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    monkeypatch.setattr("socket.getaddrinfo", lambda name, *_, **__: looked_up.append(name) or [])
    for name, proxy in (("direct", ""), ("behind", "http://127.0.0.1:3128")):
        gate = GuardMiddleware((), proxy)
        asyncio.run(gate.process_request(Request(f"http://{name}.yunling.example/")))
        with pytest.raises(RefusedError):
            asyncio.run(gate.process_request(Request("http://2130706433/")))
    assert looked_up == ["direct.yunling.example"]
