"""From notices to robots that misbehave: tried again where it helps, told once, secrets in no word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cityecho.archive import Archive, Telling, Tries
from cityecho.errors import ConfigurationError
from cityecho.watchlist import FeedFile, Mailbox, Robot, Route, Routing, Watchlist, load
from reports.messages.deliver import Delivery, Plan, deliver, is_due, is_unsent, plans
from reports.messages.notice import Line, Notice
from reports.messages.secret import Secret, read, struck
from tests.reports.post_office import USER, office_up
from tests.reports.robots import KEY, PASSWORD, SECRET, Robots, certified, robots_up

NOW = datetime(2022, 7, 16, 1, 30, tzinfo=UTC)
DAY = date(2022, 7, 15)


@dataclass
class Hand:
    """Everything that a delivery needs, and how long it slept."""

    archive: Archive
    watchlist: Watchlist
    robots: Robots
    slept: list[float] = field(default_factory=list)
    environment: Mapping[str, str] = field(default_factory=dict)

    def route(self, *routes: Route) -> None:
        self.watchlist = replace(self.watchlist, routing=Routing("", routes))

    def plans(self, notices: tuple[Notice, ...]) -> tuple[Plan, ...]:
        with self.archive.read() as tx:
            tries = tx.outbox.tries(DAY - timedelta(days=9))
        due = lambda telling: is_unsent(tries.get(telling), NOW)  # noqa: E731
        return tuple(plans(self.watchlist, notices, due, self.environment, lambda: NOW))

    def deliver(self, *notices: Notice) -> list[Delivery]:
        return [deliver(self.archive, plan, lambda: NOW, self.slept.append) for plan in self.plans(notices)]


def robot(service: str, host: str, secret: str = "") -> Route:
    way = Robot(service, "env:WEBHOOK_" + service.upper(), secret, host)  # type: ignore[arg-type]
    return Route(service, "值班", ("source-silent", "report-ready"), way)


@pytest.fixture
def hand(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    cert, context = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "brand.toml").write_text('[city]\nname = "云岭"\n', "utf-8")
    (folder / "summits.toml").write_text("", "utf-8")
    (folder / "outlets.csv").write_text("domain,name,tier,kind,region\n", "utf-8")
    with robots_up(context) as up:
        environment = {
            f"WEBHOOK_{name.upper()}": up.webhook(name) for name in ("wecom", "dingtalk", "feishu")
        }
        made = Hand(archive, load(folder), up, environment=environment | {"SIGN": SECRET, "PASS": PASSWORD})
        made.route(robot("wecom", up.host))
        yield made


def notice(number: int = 1, sentences: int = 1) -> Notice:
    text = "".join(f"第{number}个来源第{n}次没有新稿件。" for n in range(sentences))
    return Notice("source-silent", f"s{number}", DAY, (Line(text),))


def told(hand: Hand) -> dict[Telling, Tries]:
    with hand.archive.read() as tx:
        return dict(tx.outbox.tries(DAY - timedelta(days=9)))


def test_every_way_tells_once(hand: Hand, tmp_path: Path) -> None:
    hand.route(
        robot("wecom", hand.robots.host),
        robot("dingtalk", hand.robots.host, "env:SIGN"),
        robot("feishu", hand.robots.host, "env:SIGN"),
        Route("feed", "读者", ("report-ready", "source-silent"), FeedFile(tmp_path / "feed.xml")),
        Route("deaf", "无关", ("negative-spike",), FeedFile(tmp_path / "deaf.xml")),
    )
    assert hand.deliver(notice(1), notice(2)) == [
        Delivery("wecom", 1, 2),
        Delivery("dingtalk", 1, 2),
        Delivery("feishu", 1, 2),
        Delivery("feed", 1, 2),
    ]
    assert hand.deliver(notice(1), notice(2)) == []
    assert len(hand.robots.taken) == 3
    assert hand.deliver(notice(2), notice(3))[0] == Delivery("wecom", 1, 1)
    assert "第2个" not in str(hand.robots.taken[3])
    assert not (tmp_path / "deaf.xml").exists()


def test_a_hostile_headline_reaches_nobody_as_markup(hand: Hand, tmp_path: Path) -> None:
    hand.route(
        robot("wecom", hand.robots.host),
        robot("dingtalk", hand.robots.host, "env:SIGN"),
        robot("feishu", hand.robots.host, "env:SIGN"),
        Route("feed", "读者", ("source-silent",), FeedFile(tmp_path / "feed.xml")),
    )
    title = '<@all>[领奖](https://evil.example/)<at user_id="all"></at>@13800000000\u202e\n# www.evil.example'
    hand.deliver(Notice("source-silent", "s", DAY, (Line(title), Line("查看报告", "https://a.example/"))))
    said = [json.dumps(body, ensure_ascii=False) for body in hand.robots.taken]
    assert len(said) == 3
    assert not any(re.search(r"@1|\\n# ", one) for one in said)
    for one in (*said, (tmp_path / "feed.xml").read_text("utf-8")):
        assert "领奖" in one
        assert not re.search(r"<@|<at|\]\(https://evil|://evil|www\.evil|\u202e", one)
        assert "https://a.example/" in one


def test_what_is_busy_is_tried_again_and_told_once(hand: Hand) -> None:
    hand.robots.script = [503, {"errcode": 45009, "errmsg": "api freq out of limit"}, 429]
    assert hand.deliver(notice()) == [Delivery("wecom", 1, 1)]
    assert hand.slept == [2.0, 8.0, 20.0]
    assert (len(hand.robots.asked), len(hand.robots.taken)) == (4, 1)


def test_tries_have_an_end(hand: Hand) -> None:
    hand.robots.script = [503] * 99
    (done,) = hand.deliver(notice())
    assert (done.messages, done.problem, len(hand.robots.asked)) == (0, "HTTP 503", 4)
    (tries,) = told(hand).values()
    assert (tries.number, tries.sent_at) == (1, None)
    hand.robots.script = []
    assert hand.deliver(notice()) == [Delivery("wecom", 1, 1)]
    (tries,) = told(hand).values()
    assert (tries.number, tries.sent_at) == (2, NOW)


@pytest.mark.parametrize("step", [404, 302, "drop", {"errcode": 93000, "errmsg": "invalid"}])
def test_what_does_not_help_is_not_tried_again(hand: Hand, step: object) -> None:
    hand.robots.script = [step]
    (done,) = hand.deliver(notice())
    assert (done.messages, len(hand.robots.asked), hand.slept) == (0, 1, [])
    assert done.problem
    assert [one.sent_at for one in told(hand).values()] == [None]


def test_after_a_failure_in_the_middle_only_the_rest_is_told_again(hand: Hand) -> None:
    notices = tuple(notice(n, 60) for n in range(6))  # two a part
    hand.robots.script = [None, 404]
    (done,) = hand.deliver(*notices)
    assert (done.messages, done.problem) == (1, "HTTP 404")
    assert 0 < done.notices < 6
    first = str(hand.robots.taken[0])
    assert hand.deliver(*notices)[0].problem == ""
    again = "".join(str(body) for body in hand.robots.taken[1:])
    for number in range(6):
        ended = f"第{number}个来源第59次"
        assert (ended in first) != (ended in again)
    assert set(hand.slept) == {3.0}  # twenty a minute


def test_a_failing_route_holds_up_no_other(hand: Hand, tmp_path: Path) -> None:
    open_file = tmp_path / "open"
    open_file.write_text(hand.robots.webhook("wecom"))
    open_file.chmod(0o640)
    way = Robot("wecom", f"file:{open_file}", "", hand.robots.host)
    elsewhere = Robot("wecom", "env:WEBHOOK_WECOM", "", "qyapi.weixin.qq.com")
    hand.route(
        Route("open", "甲", ("source-silent",), way),
        Route("none", "乙", ("source-silent",), replace(way, webhook="env:NOT_SET")),
        Route("else", "丙", ("source-silent",), elsewhere),
        robot("dingtalk", hand.robots.host, "env:SIGN"),
    )
    one, two, three, four = hand.deliver(notice())
    assert "chmod 600" in one.problem
    assert "the environment has no NOT_SET" in two.problem
    assert "must lead to qyapi.weixin.qq.com" in three.problem
    assert four == Delivery("dingtalk", 1, 1)
    assert KEY not in str((one, two, three))
    open_file.chmod(0o600)
    assert hand.deliver(notice())[0] == Delivery("open", 1, 1)


def test_each_reader_of_a_mail_is_told_once(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    cert, context = certified(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    with office_up(context) as office:
        to = ("nobody@office.example", "press@office.example")
        box = Mailbox("127.0.0.1", office.port, "tls", "cityecho@office.example", to, USER, "env:PASS")
        hand.route(Route("press", "新闻科", ("source-silent",), box))
        lost, taken = hand.deliver(notice())
        assert "550" in lost.problem
        assert (taken.messages, taken.problem) == (1, "")
        assert [done.problem[:8] for done in hand.deliver(notice())] == ["SMTP 550"]
        assert [to for to, _ in office.taken] == ["press@office.example"]
        assert not any("@" in telling.route for telling in told(hand))
        hand.environment = {**hand.environment, "PASS": "wrong-password"}
        (refused,) = hand.deliver(notice())
        assert "535" in refused.problem
        assert "wrong-password" not in refused.problem


def test_what_a_service_says_back_holds_no_secret(hand: Hand) -> None:
    whole = hand.robots.webhook("wecom")
    hand.robots.script = [{"errcode": 40001, "errmsg": f"bad {whole} for key {KEY}\u202e\n<b>" + "x" * 900}]
    (done,) = hand.deliver(notice())
    assert "40001" in done.problem
    assert KEY not in done.problem
    assert len(done.problem) <= 200
    assert done.problem.isprintable()


def test_a_secret_shows_itself_nowhere(tmp_path: Path) -> None:
    secret = Secret(f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}")
    for said in (repr(secret), str(secret), f"{secret}", repr([secret]), repr((Secret,)), f"{secret!r:>9}"):
        assert KEY not in said
    assert KEY not in struck(f"a {KEY} b key={KEY} {secret.reveal()}", [secret])
    assert struck("as it was", [Secret("")]) == "as it was"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o700, 0o660])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    file.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod 600") as failure:
        read(f"file:{file}", {}, tmp_path / "routes.toml", "route a: webhook")
    assert KEY not in str(failure.value)
    for right in (0o600, 0o400):
        file.chmod(right)
        assert read(f"file:{file}", {}, tmp_path, "").reveal() == KEY


@pytest.mark.parametrize("kept_at", ["env:NOT_THERE", "env:EMPTY", "file:/nowhere/at/all"])
def test_a_secret_that_is_not_there(tmp_path: Path, kept_at: str) -> None:
    with pytest.raises(ConfigurationError, match="route a: webhook"):
        read(kept_at, {"EMPTY": "  "}, tmp_path / "routes.toml", "route a: webhook")


def test_a_timer_tries_ever_later_and_not_for_ever() -> None:
    assert is_due(None, NOW)
    assert not is_due(Tries(1, NOW, NOW), NOW + timedelta(days=9))
    for number, minutes in ((1, 10), (2, 20), (3, 40), (4, 80)):
        tries = Tries(number, NOW, None)
        assert not is_due(tries, NOW + timedelta(minutes=minutes - 1))
        assert is_due(tries, NOW + timedelta(minutes=minutes))
    given_up = Tries(5, NOW, None)
    assert not is_due(given_up, NOW + timedelta(days=9))
    assert is_unsent(given_up, NOW)
