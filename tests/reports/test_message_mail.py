"""Mail over TLS to a server of our own, and the Atom file."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree

from cityecho.watchlist import Mailbox
from reports.messages import feed, mail
from reports.messages.notice import Line, Notice, Part
from reports.messages.outcome import SENT
from reports.messages.secret import Secret
from tests.reports.post_office import USER, PostOffice, office_up
from tests.reports.robots import PASSWORD, certified

NOW = datetime(2022, 7, 15, 1, 30, tzinfo=UTC)
TO = "press@office.example"
PART = Part(
    "【云岭】报告已生成", (Line("统计期7月1日至15日。"), Line("查看报告", "https://a.example/r.html")), ()
)


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    cert, made = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    return made


@pytest.fixture
def office(context: ssl.SSLContext) -> Iterator[PostOffice]:
    with office_up(context) as up:
        yield up


def mailbox(office: PostOffice, **more: object) -> Mailbox:
    made = Mailbox("127.0.0.1", office.port, "tls", "cityecho@office.example", (TO,), USER, "env:X")
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_letter_is_taken(office: PostOffice) -> None:
    assert mail.send(mailbox(office), Secret(PASSWORD), TO, PART, NOW) == SENT
    ((to, letter),) = office.taken
    assert (to, letter["To"], letter["From"]) == (TO, TO, "cityecho@office.example")
    assert letter["Subject"] == "【云岭】报告已生成"
    assert letter["Message-ID"].endswith("@office.example>")
    said = letter.get_content()
    assert "统计期7月1日至15日。" in said
    assert "查看报告：https://a.example/r.html" in said
    assert PASSWORD not in letter.as_string()


def test_starttls(context: ssl.SSLContext) -> None:
    with office_up(context, starttls=True) as office:
        assert mail.send(mailbox(office, security="starttls"), Secret(PASSWORD), TO, PART, NOW) == SENT
        assert office.said.index("STARTTLS") < office.said.index("AUTH")


def test_nothing_is_sent_in_the_clear(context: ssl.SSLContext) -> None:
    with office_up(context, starttls=True, offers_starttls=False) as office:
        outcome = mail.send(mailbox(office, security="starttls"), Secret(PASSWORD), TO, PART, NOW)
        assert (outcome.state, office.taken) == ("refused", [])
        assert not {"AUTH", "MAIL"} & set(office.said)


def test_a_server_that_is_not_trusted(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    outcome = mail.send(mailbox(office), Secret(PASSWORD), TO, PART, NOW)
    assert outcome.state == "refused"
    assert "certificate" in outcome.why
    assert office.said == []


@pytest.mark.parametrize(
    ("verb", "said", "state"),
    [
        ("RCPT", "450 busy", "again"),
        ("RCPT", "550 unknown", "refused"),
        ("MAIL", "421 later", "again"),
        ("DATA", "554 no", "refused"),
        (".", "451 later", "again"),
        (".", "554 spam", "refused"),
        (".", "drop", "unclear"),
        ("AUTH", "454 later", "again"),
        ("QUIT", "drop", "sent"),
        ("QUIT", "500 what", "sent"),
    ],
)
def test_how_a_server_is_understood(office: PostOffice, verb: str, said: str, state: str) -> None:
    office.answers = {verb: [said]}
    outcome = mail.send(mailbox(office), Secret(PASSWORD), TO, PART, NOW)
    assert outcome.state == state, outcome


def test_nobody_there(office: PostOffice) -> None:
    assert mail.send(mailbox(office, port=1), None, TO, PART, NOW).state == "again"


def entries(path: Path) -> list[tuple[str, str]]:
    space = {"a": "http://www.w3.org/2005/Atom"}
    found = etree.parse(path).findall("a:entry", space)
    return [(one.findtext("a:title", "", space), one.findtext("a:content", "", space)) for one in found]


def test_the_feed_is_atom_and_says_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "news" / "feed.xml"
    for number in range(60):
        about = Notice("source-silent", f"s{number}", date(2022, 7, 15), ())
        part = Part(
            f"第{number}件", (Line("<b>&\u4e00。"), Line("查看报告", "https://a.example/?a=1&b=2")), (about,)
        )
        assert feed.send(path, "云岭传播监测", part, NOW) == SENT
        assert feed.send(path, "云岭传播监测", part, NOW) == SENT
    found = entries(path)
    assert len(found) == feed.MOST_ENTRIES
    assert found[0] == ("第59件", "<b>&一。")
    root = etree.parse(path).getroot()
    children = [etree.QName(child).localname for child in root]
    assert children[:4] == ["id", "title", "updated", "author"]
    space = "{http://www.w3.org/2005/Atom}"
    ids = [one.findtext(f"{space}id") for one in root.iter(f"{space}entry")]
    assert len(set(ids)) == len(ids)
    assert all(id_ and id_.startswith("urn:uuid:") for id_ in ids)


@pytest.mark.parametrize(
    "content", [b"<html>", b"", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>']
)
def test_a_file_that_is_no_feed_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(content)
    outcome = feed.send(path, "云岭", PART, NOW)
    assert outcome.state == "refused"
    assert path.read_bytes() == content
