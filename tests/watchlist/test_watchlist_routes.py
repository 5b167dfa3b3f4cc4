"""``routes.toml``: who is told what, and that no secret stands in it or comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cityecho.errors import ConfigurationError
from cityecho.watchlist import FeedFile, Mailbox, Robot, Route, Routing, load

Configure = Callable[..., Path]

WHOLE = """\
reports = "https://office.example/reports/"

[[route]]
id = "leaders"
audience = "市领导"
channel = "wecom"
rules = ["report-ready", "negative-spike"]
webhook = "env:CITYECHO_LEADERS"

[[route]]
id = "desk"
channel = "dingtalk"
rules = ["negative-spike"]
webhook = "file:/etc/cityecho/desk"
secret = "env:CITYECHO_DESK"

[[route]]
id = "press"
channel = "mail"
rules = ["report-ready"]
host = "smtp.office.example"
security = "starttls"
sender = "cityecho@office.example"
to = ["press@office.example"]
user = "cityecho"
password = "env:CITYECHO_MAIL"

[[route]]
id = "reader"
channel = "feed"
rules = ["source-silent"]
file = "data/feed.xml"
"""


def test_every_way_is_read(configuration: Configure) -> None:
    routing = load(configuration({"routes.toml": WHOLE})).routing
    assert routing.reports == "https://office.example/reports/"
    leaders, desk, press, reader = routing.routes
    assert leaders == Route(
        "leaders",
        "市领导",
        ("negative-spike", "report-ready"),
        Robot("wecom", "env:CITYECHO_LEADERS", "", "qyapi.weixin.qq.com"),
    )
    assert desk.way == Robot("dingtalk", "file:/etc/cityecho/desk", "env:CITYECHO_DESK", "oapi.dingtalk.com")
    assert desk.audience == "desk"
    assert isinstance(press.way, Mailbox)
    assert (press.way.port, press.way.security, press.way.to) == (587, "starttls", ("press@office.example",))
    assert reader.way == FeedFile(Path("data/feed.xml"))


def test_without_the_file_nobody_is_told(configuration: Configure) -> None:
    assert load(configuration()).routing == Routing()


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ('"wecom"', '"weixin"', "route.channel", "none of wecom, dingtalk, feishu, mail, feed"),
        ('"report-ready", "negative-spike"', '"spike"', "route.rules", "none of negative-spike"),
        ('"report-ready", "negative-spike"', "", "route.rules", "must not be empty"),
        ('id = "desk"', 'id = "leaders"', "route.id", "used twice"),
        ('"env:CITYECHO_LEADERS"', '"https://x/?key=THEKEY"', "route.webhook", "never stands in this file"),
        ('"env:CITYECHO_DESK"', '"SECTHEKEY"', "route.secret", "never stands in this file"),
        ('webhook = "env:CITYECHO_LEADERS"', "", "route.webhook", "missing"),
        (
            'webhook = "env:CITYECHO_LEADERS"',
            'webhook = "env:A"\nsecret = "env:B"',
            "route.secret",
            "unknown key",
        ),
        ('"smtp.office.example"', '"smtp://THEKEY@office.example"', "route.host", "must be a host"),
        ('"starttls"', '"none"', "route.security", "none of tls, starttls"),
        ('"press@office.example"', '"press"', "route.to", "no address"),
        ('password = "env:CITYECHO_MAIL"', "", "route.password", "missing"),
        ('"https://office.example/reports/"', '"file:///reports"', "reports", "must be an address"),
        ('"https://office.example/reports/"', '"https://a.example/(x)"', "reports", "must be an address"),
        ('file = "data/feed.xml"', 'file = ""', "route.file", "must not be empty"),
    ],
)
def test_what_is_wrong_is_named_and_never_quoted(
    configuration: Configure, old: str, new: str, key: str, problem: str
) -> None:
    assert WHOLE.count(old) == 1
    with pytest.raises(ConfigurationError) as failure:
        load(configuration({"routes.toml": WHOLE.replace(old, new)}))
    assert (failure.value.path.name, failure.value.key) == ("routes.toml", key)
    assert problem in failure.value.problem
    assert failure.value.line is not None
    assert "THEKEY" not in str(failure.value)
