"""``cityecho notify`` and the step of ``run``, in real processes, with every channel at once."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.command import Said, arguments, cityecho
from tests.crawler.loopback import Answer, Site, article, configure, listing, serving, source
from tests.reports.post_office import PostOffice, office_up
from tests.reports.robots import KEY, PASSWORD, SECRET, Robots, certified, robots_up


@dataclass
class Desk:
    """A crawled site whose second source is blocked, and those who are to hear of it."""

    folder: Path
    site: Site
    robots: Robots
    office: PostOffice
    said: list[Said]

    def say(self, *words: str) -> Said:
        self.said.append(cityecho(*arguments(self.folder), *words, cwd=self.folder))
        return self.said[-1]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    cert, context = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as site, robots_up(context) as robots, office_up(context) as office:
        site.page("/list", listing([1]))
        site.page("/news/202207/1.html", article(1))
        site.pages["/broken"] = Answer(status=403)
        lists = source("listing", site.url("/list"), every="1h")
        configure(
            tmp_path, site.address, lists=lists, broken=source("listing", site.url("/broken"), every="1h")
        )
        monkeypatch.setenv("HOOK_WECOM", robots.webhook("wecom"))
        monkeypatch.setenv("HOOK_FEISHU", robots.webhook("feishu"))
        monkeypatch.setenv("SIGN", SECRET)
        monkeypatch.setenv("MAIL", PASSWORD)
        kept = tmp_path / "dingtalk.key"
        kept.write_text(robots.webhook("dingtalk"))
        kept.chmod(stat.S_IRUSR | stat.S_IWUSR)
        (tmp_path / "config" / "routes.toml").write_text(routes(robots.host, office.port, kept), "utf-8")
        yield Desk(tmp_path, site, robots, office, [])


def routes(host: str, port: int, kept: Path) -> str:
    rules = 'rules = ["source-silent", "report-ready", "negative-spike"]'
    return f"""
[[route]]
id = "wecom"
audience = "宣传科"
channel = "wecom"
host = "{host}"
webhook = "env:HOOK_WECOM"
{rules}
[[route]]
id = "dingtalk"
channel = "dingtalk"
host = "{host}"
webhook = "file:{kept}"
secret = "env:SIGN"
{rules}
[[route]]
id = "feishu"
channel = "feishu"
host = "{host}"
webhook = "env:HOOK_FEISHU"
secret = "env:SIGN"
{rules}
[[route]]
id = "mail"
channel = "mail"
host = "127.0.0.1"
port = {port}
sender = "cityecho@office.example"
to = ["press@office.example"]
user = "cityecho"
password = "env:MAIL"
{rules}
[[route]]
id = "feed"
channel = "feed"
file = "feed.xml"
{rules}
"""


def test_what_happened_is_told_once_by_every_way(desk: Desk) -> None:
    first = desk.say("run")
    assert first.code == 3  # the blocked source, and nothing else
    assert "broken" in first.err
    assert "could not be told" not in first.err
    assert first.out.splitlines()[-1] == "notify: 5 messages sent"
    assert len(desk.robots.taken) == 3
    assert "云岭网（broken）：" in desk.robots.taken[0]["markdown"]["content"]
    assert "对方网站拒绝访问" in desk.robots.taken[0]["markdown"]["content"]
    ((to, letter),) = desk.office.taken
    assert (to, letter["Subject"]) == ("press@office.example", "【云岭】采集来源需要处理")
    assert "对方网站拒绝访问" in (desk.folder / "feed.xml").read_text("utf-8")
    again = desk.say("notify")
    assert (again.code, again.out) == (0, "")
    shown = desk.say("notify", "--dry-run")
    assert shown.out.splitlines()[-1] == "nothing to send"
    assert (len(desk.robots.taken), len(desk.office.taken)) == (3, 1)
    no_secret_anywhere(desk)


def test_nothing_is_sent_where_one_only_looks(desk: Desk) -> None:
    desk.say("crawl")
    desk.say("analyze")
    shown = desk.say("notify", "--dry-run")
    assert shown.code == 0
    assert "wecom (宣传科): 1 messages" in shown.out
    assert "  【云岭】采集来源需要处理" in shown.out
    assert "对方网站拒绝访问" in shown.out
    told = desk.say("--json", "notify", "--dry-run")
    assert [one["route"] for one in told.value["would_send"]][:3] == ["wecom", "dingtalk", "feishu"]
    assert desk.robots.asked == []
    assert desk.office.said == []
    assert not (desk.folder / "feed.xml").exists()
    checked = desk.say("check")
    assert "routes    5" in checked.out
    no_secret_anywhere(desk)


def test_a_failure_is_told_without_the_key_and_made_up_for(desk: Desk) -> None:
    desk.say("crawl")
    desk.say("analyze")
    desk.robots.script = [{"errcode": 93000, "errmsg": f"invalid webhook url {desk.robots.webhook('wecom')}"}]
    failed = desk.say("notify")
    assert failed.code == 3
    assert "some routes could not be told: wecom (code 93000: invalid webhook url …)" in failed.err
    assert "feishu: 1 messages sent" in failed.out
    made_up = desk.say("--json", "notify")
    assert made_up.value == {"routes": [{"route": "wecom", "messages": 1, "notices": 1, "problem": ""}]}
    (desk.folder / "dingtalk.key").chmod(0o644)
    with (desk.folder / "config" / "summits.toml").open("a", encoding="utf-8") as file:
        file.write('[[summit]]\nid = "tea"\nname = "2022云岭茶业大会"\nstart = 2022-07-15\n')
    desk.say("report", "summit", "tea", "--format", "json", "--out", str(desk.folder / "out"))
    open_key = desk.say("notify")
    assert open_key.code == 3
    assert "chmod 600" in open_key.err
    assert "《2022云岭茶业大会传播效果专报》" in json.dumps(desk.robots.taken[-1], ensure_ascii=False)
    assert len(desk.office.taken) == 2
    no_secret_anywhere(desk)


def no_secret_anywhere(desk: Desk) -> None:
    """Not in a word of any command, nor in a file that any of them wrote."""
    for said in desk.said:
        for secret in (KEY, SECRET, PASSWORD):
            assert secret not in said.out + said.err
    for path in desk.folder.rglob("*"):
        if path.is_file() and path.name not in ("dingtalk.key", "key.pem"):
            body = path.read_bytes()
            assert not any(secret.encode() in body for secret in (KEY, SECRET, PASSWORD)), path


def test_a_broken_routes_file_is_named_without_its_words(desk: Desk) -> None:
    path = desk.folder / "config" / "routes.toml"
    path.write_text(
        path.read_text("utf-8").replace('"env:HOOK_WECOM"', f'"{desk.robots.webhook("wecom")}"'), "utf-8"
    )
    said = desk.say("notify")
    assert said.code == 2
    assert "routes.toml:7: route.webhook: must be env:NAME or file:PATH" in said.err
    assert KEY not in said.out + said.err
