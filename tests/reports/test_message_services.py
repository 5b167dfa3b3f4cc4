"""The three robots and their ways to fail; a mock that answers HTTP 200 whatever it means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reports.messages import dingtalk, feishu, wecom
from reports.messages.notice import Line, Message, Notice, Part
from reports.messages.outcome import SENT, Outcome
from reports.messages.parts import parts
from reports.messages.post import post, problem_of
from reports.messages.service import Service
from tests.reports.robots import SECRET, Robots, certified, robots_up

NOW = datetime(2022, 7, 15, 1, 30, tzinfo=UTC)
SERVICES = {"wecom": wecom.SERVICE, "dingtalk": dingtalk.SERVICE, "feishu": feishu.SERVICE}
PART = Part(
    "【云岭】报告已生成", (Line("统计期7月1日至7月15日。"), Line("查看报告", "https://a.example/r.html")), ()
)


@pytest.fixture
def robots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Robots]:
    cert, context = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with robots_up(context) as up:
        yield up


def sending(
    robots: Robots, name: str, part: Part = PART, *, secret: str = SECRET, timeout: float = 10
) -> Outcome:
    service: Service = SERVICES[name]
    address = service.address(robots.webhook(name), secret, datetime.now(UTC))
    return post(address, service.body(part, secret, datetime.now(UTC)), service.judge, timeout)


def test_signatures_are_those_of_openssl() -> None:
    """printf 'STAMP\\nSECRET' | openssl dgst -sha256 -hmac SECRET -binary | base64, and the like for 飞书."""
    assert dingtalk.sign("SECtest", 1700000000000) == "aZLLrriXgn05YbwaGR7knYsLeJADjr9NwLaNNKpxh4g="
    assert feishu.sign("feishu-secret", 1700000000) == "OrBzY1Y01Gq+HgJsl+7OfWcMVwc7YocohQm5iiZwjhU="
    signed = dingtalk.SERVICE.address("https://oapi.dingtalk.com/robot/send?access_token=t", "SECtest", NOW)
    assert signed.startswith(
        "https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1657848600000&sign="
    )
    assert "+" not in signed.partition("sign=")[2]


@pytest.mark.parametrize("name", SERVICES)
def test_a_message_is_taken(robots: Robots, name: str) -> None:
    assert sending(robots, name) == SENT
    (body,) = robots.taken
    said = json.dumps(body, ensure_ascii=False)
    assert "【云岭】报告已生成" in said
    assert "https://a.example/r.html" in said


@pytest.mark.parametrize("name", ["dingtalk", "feishu"])
def test_a_wrong_signature_is_a_failure_though_http_says_200(robots: Robots, name: str) -> None:
    outcome = sending(robots, name, secret="another")  # noqa: S106 (invented)
    assert outcome.state == "refused"
    assert ("310000" if name == "dingtalk" else "19021") in outcome.why
    assert robots.taken == []


@pytest.mark.parametrize(
    ("name", "answer", "state"),
    [
        ("wecom", {"errcode": 93000, "errmsg": "invalid webhook url"}, "refused"),
        ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}, "again"),
        ("wecom", {"errcode": -1, "errmsg": "system busy"}, "again"),
        ("wecom", {"errcode": "0"}, "refused"),
        ("wecom", {"errcode": False}, "refused"),
        ("wecom", {}, "refused"),
        ("wecom", b"[0]", "refused"),
        ("wecom", b"<html>log in first</html>", "refused"),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, "again"),
        ("dingtalk", {"errcode": 310000, "errmsg": "keywords not in content"}, "refused"),
        ("feishu", {"code": 11232, "msg": "frequency limited"}, "again"),
        ("feishu", {"code": 9499, "msg": "Bad Request"}, "refused"),
        ("feishu", {"StatusCode": 0, "code": 19024, "msg": "Key Words Not Found"}, "refused"),
        ("feishu", {"StatusCode": 0, "StatusMessage": "success"}, "sent"),
        ("wecom", 302, "refused"),
        ("wecom", 404, "refused"),
        ("wecom", 429, "again"),
        ("wecom", 503, "again"),
        ("wecom", "drop", "unclear"),
    ],
)
def test_how_an_answer_is_read(robots: Robots, name: str, answer: object, state: str) -> None:
    robots.script = [answer]
    outcome = sending(robots, name)
    assert outcome.state == state, outcome
    assert outcome.wait == (1.0 if answer in (429, 503) else 0.0)
    assert len(robots.asked) == 1  # no redirect was followed


def test_no_answer_in_time_is_unclear(robots: Robots) -> None:
    robots.script = ["slow"]
    assert sending(robots, "wecom", timeout=0.3).state == "unclear"


def test_nobody_there_may_be_tried_again(robots: Robots) -> None:
    robots.host = "127.0.0.1:1"
    assert sending(robots, "wecom").state == "again"


def test_a_certificate_that_is_not_trusted_ends_it(robots: Robots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    outcome = sending(robots, "wecom")
    assert (outcome.state, robots.asked) == ("refused", [])
    assert "certificate" in outcome.why


@pytest.mark.parametrize("name", SERVICES)
def test_a_long_message_arrives_whole(robots: Robots, name: str) -> None:
    notices = tuple(
        Notice(
            "source-silent",
            f"s{n}",
            date(2022, 7, 15),
            (Line(f"第{n}个来源：" + '截至7月15日"9"时没有新稿件。' * 30),),
        )
        for n in range(40)
    )
    made = parts(Message("【云岭】采集来源需要处理", notices), SERVICES[name].style)
    assert len(made) > 1
    assert [sending(robots, name, part) for part in made] == [SENT] * len(made)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://oapi.dingtalk.com/robot/send?access_token=k", "https"),
        ("https://oapi.dingtalk.com.evil.example/robot?access_token=k", "oapi.dingtalk.com"),
        ("https://oapi.dingtalk.com@evil.example/k", "oapi.dingtalk.com"),
        ("https://oapi.dingtalk.com:8443/k", "oapi.dingtalk.com"),
        ("https://[oapi/k", "no address"),
        ("https://oapi.dingtalk.com/a b\r\nX: 1", "no address"),
        ("https://oapi.dingtalk.com/机器人", "no address"),
        ("k", "https"),
    ],
)
def test_where_nothing_is_sent(address: str, problem: str) -> None:
    said = problem_of(address, "oapi.dingtalk.com")
    assert said is not None
    assert problem in said
    assert "/k" not in said
    assert "=k" not in said
    assert problem_of("https://oapi.dingtalk.com/robot/send?access_token=k", "oapi.dingtalk.com") is None
