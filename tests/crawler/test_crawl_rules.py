"""The crawl's pure rules: what may be asked for, when again, when a source is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from ipaddress import ip_address

import pytest
from scrapy.exceptions import DownloadFailedError

from cityecho.watchlist import CrawlSettings, Source
from crawler import guard, politeness, robots, schedule, unanswered

NOW = datetime(2022, 7, 20, 2, 0, tzinfo=UTC)  # 10:00 in Beijing


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.1.2.3/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "file:///etc/passwd",
        "ftp://yunling.example/",
        "http://user:secret@yunling.example/",
        "data:text/html,x",
        "http://yunling.example:22/",
        "http://yunling.example:6379/",
        "http://yunling.example:99999/",
        "http:///x",
    ],
)
def test_the_guard_refuses(url: str) -> None:
    assert guard.refusal(url, ())


@pytest.mark.parametrize(
    "url", ["http://yunling.example/", "https://8.8.8.8/", "http://yunling.example:8080/"]
)
def test_the_guard_lets_pass(url: str) -> None:
    assert guard.refusal(url, ()) == ""


def test_allow_private_is_not_suggested_where_clouds_keep_secrets() -> None:
    assert "allow_private" in guard.refusal("http://10.1.2.3/", ())
    for name in ("169.254.169.254", "100.100.100.200", "[fd00:ec2::254]"):
        assert guard.refusal(f"http://{name}/", ()) == f"{name.strip('[]')} is a private address"


def test_the_guard_lets_pass_what_is_allowed() -> None:
    assert guard.refusal("http://127.0.0.1:8099/", ["127.0.0.1:8099"]) == ""
    assert guard.refusal("http://127.0.0.1:8098/", ["127.0.0.1:8099"])
    assert guard.refusal("http://[::1]:8099/", ["[::1]:8099"]) == ""
    assert not guard.is_public(ip_address("2002:7f00:1::"))


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("http://2130706433:8472/", 'write it as 127.0.0.1 and add "127.0.0.1:8472" to'),
        ("http://10.0.0.1/", 'is yours, add "10.0.0.1:80" to'),
        ("http://[::1]:8099/", 'is yours, add "[::1]:8099" to'),
    ],
)
def test_what_the_guard_advises_lets_pass(url: str, advice: str) -> None:
    assert advice in guard.refusal(url, [])


@pytest.mark.parametrize(
    ("value", "status", "seconds"),
    [
        ("120", 429, 120),
        ("Wed, 20 Jul 2022 02:01:00 GMT", 503, 60),
        ("soon", 503, 0),
        ("9", 500, 0),
        (None, 429, 0),
    ],
)
def test_retry_after(value: str | None, status: int, seconds: int) -> None:
    assert politeness.retry_after(value, status, NOW) == timedelta(seconds=seconds)


def test_backoff_doubles_and_never_undercuts_what_was_asked() -> None:
    waits = [politeness.backoff(tries, 5.0, timedelta(0)).total_seconds() for tries in (1, 2, 3)]
    assert waits == [5, 10, 20]
    assert politeness.backoff(1, 5.0, timedelta(minutes=3)) == timedelta(minutes=3)


def test_a_robots_txt_that_stays_away_is_given_up_after_a_week() -> None:
    waits: list[timedelta] = []
    while (until := politeness.robots_again(len(waits) + 1, NOW)) is not None:
        waits.append(until - NOW)
    assert [wait // timedelta(hours=1) for wait in waits[:5]] == [1, 2, 4, 6, 6]
    assert timedelta(days=6) < sum(waits, timedelta(0)) < timedelta(days=8)


def test_what_the_guard_refuses_is_not_called_hasty() -> None:
    crawl = CrawlSettings("TestEcho", 0, 8, "", ("127.0.0.1:8099",), {})
    starts = ("http://10.0.0.1/a", "http://127.0.0.1:8099/", "http://[fc00::1]/", "http://yunling.example/")
    (one,) = politeness.in_haste(crawl, [replace(source(None), start=starts)])
    assert one == "http://yunling.example/"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("[<twisted.internet.error.ConnectionLost: Connection to the other side was lost>]", "it hung up"),
        ("[<OpenSSL.SSL.Error: [('SSL routines', '', 'wrong version number')]>]", "does not speak TLS"),
        ("something new", "the download failed: something new"),
    ],
)
def test_what_kept_an_answer_from_us_is_said_plainly(error: str, words: str) -> None:
    assert words in unanswered.reason(DownloadFailedError(error))


def test_no_delay_only_for_servers_of_ones_own() -> None:
    def settings(delay: float, proxy: str) -> CrawlSettings:
        return CrawlSettings("TestEcho", delay, 8, proxy, ("127.0.0.1:8099",), {})

    assert politeness.delays(settings(0, "")) == (5.0, {"127.0.0.1": 0.0})
    assert politeness.delays(settings(0, "http://127.0.0.1:3128")) == (0, {})
    assert politeness.delays(settings(2, "")) == (2, {})


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, None), (403, None), (500, robots.UnreachableRobotsError), (429, robots.UnreachableRobotsError)],
)
def test_robots_txt_that_is_not_there(status: int, error: type[Exception] | None) -> None:
    rules = robots.rules_from(status, b"")
    if error is None:
        rules.check("https://yunling.example/a", "TestEcho")
    else:
        with pytest.raises(error):
            rules.check("https://yunling.example/a", "TestEcho")


def test_robots_txt_for_us_wins_over_that_for_all() -> None:
    for_all = "User-agent: *\nDisallow: /\nCrawl-delay: 9\n"
    text = for_all + "User-agent: testecho\nAllow: /a\nDisallow: /b\nCrawl-delay: 3"
    rules = robots.rules_from(200, text.encode())
    rules.check("https://yunling.example/a", "TestEcho")
    assert rules.delay("TestEcho") == 3.0
    with pytest.raises(robots.DisallowedError):
        rules.check("https://yunling.example/b", "TestEcho")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("agent", ["*", "TestEcho", "testecho/1.0 beta"])
def test_robots_txt_is_kept_with_a_byte_order_mark_and_a_version(mark: str, agent: str) -> None:
    rules = robots.rules_from(200, f"{mark}User-agent: {agent}\nDisallow: /\n".encode())
    with pytest.raises(robots.DisallowedError):
        rules.check("https://yunling.example/a", "TestEcho")


def source(every: timedelta | None, *at: time) -> Source:
    start = ("http://yunling.example/{yyyy}-{mm}/{dd}/",)
    return Source(
        "s",
        "listing",
        "yunling.example",
        start,
        "",
        "",
        "",
        "news",
        every,
        at,
        0,
        0,
        0,
        0,
        False,
        (),
        "utf-8",
        {},
    )


def test_when_a_source_is_due() -> None:
    hourly = source(timedelta(hours=1))
    assert schedule.is_due(hourly, None, NOW)
    assert not schedule.is_due(hourly, NOW - timedelta(minutes=59), NOW)
    assert schedule.is_due(hourly, NOW - timedelta(hours=1), NOW)
    daily = source(None, time(7), time(17, 30))
    assert schedule.is_due(daily, NOW - timedelta(hours=4), NOW)  # 07:00 has passed since
    assert not schedule.is_due(daily, NOW - timedelta(hours=2), NOW)
    assert schedule.is_due(daily, NOW - timedelta(days=3), NOW)
