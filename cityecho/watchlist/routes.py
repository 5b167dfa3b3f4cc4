"""``routes.toml``: who is told of what, and where. Secrets never stand in it, only where they are kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from cityecho.watchlist.document import table_of
from cityecho.watchlist.routing import (
    FeedFile,
    Mailbox,
    MailSecurity,
    Robot,
    RobotService,
    Route,
    Routing,
    Rule,
)
from cityecho.watchlist.table import Table, ids_of

_RULES: tuple[Rule, ...] = get_args(Rule)
_SECURITY: tuple[MailSecurity, ...] = get_args(MailSecurity)
_HOSTS: dict[RobotService, str] = {
    "wecom": "qyapi.weixin.qq.com",
    "dingtalk": "oapi.dingtalk.com",
    "feishu": "open.feishu.cn",
}
_SERVICES: tuple[RobotService, ...] = get_args(RobotService)
_CHANNELS = (*_SERVICES, "mail", "feed")
_PORTS: dict[MailSecurity, int] = {"tls": 465, "starttls": 587}
_KEPT_AT = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:.+")
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_LONGEST_LINK = 400  # a link is never cut, so it must leave room in the shortest message


def read_routing(path: Path) -> Routing:
    """The routes at ``path``, in the file's order; without that file nobody is told of anything."""
    if not path.exists():
        return Routing()
    document = table_of(path)
    reports = _web_address(document, "reports")
    tables = document.tables("route")
    document.close()
    ids = ids_of(tables)
    return Routing(reports, tuple(_route(id_, table) for id_, table in zip(ids, tables, strict=True)))


def _route(id_: str, table: Table) -> Route:
    channel = table.choice("channel", _CHANNELS)
    service = next((one for one in _SERVICES if one == channel), None)
    route = Route(
        id=id_,
        audience=table.text("audience", id_) or id_,
        rules=_rules(table),
        way=_robot(table, service) if service else _mailbox(table) if channel == "mail" else _feed(table),
    )
    table.close()
    return route


def _rules(table: Table) -> tuple[Rule, ...]:
    named = table.texts("rules")
    for name in named:
        if name not in _RULES:
            raise table.error("rules", f"{name!r} is none of {', '.join(_RULES)}")
    return tuple(rule for rule in _RULES if rule in named)


def _robot(table: Table, service: RobotService) -> Robot:
    return Robot(
        service=service,
        webhook=_kept_at(table, "webhook"),
        # 企业微信 has no signature: its key stands in the address alone
        secret="" if service == "wecom" else _kept_at(table, "secret", ""),
        host=_host(table, _HOSTS[service]),
    )


def _mailbox(table: Table) -> Mailbox:
    security = table.choice("security", _SECURITY, "tls")
    user = table.text("user", "")
    return Mailbox(
        host=_host(table),
        port=table.whole("port", _PORTS[security], 1),
        security=security,
        sender=_mail_addresses(table, "sender", (table.text("sender"),))[0],
        to=_mail_addresses(table, "to", table.texts("to")),
        user=user,
        password=_kept_at(table, "password") if user else "",
    )


def _feed(table: Table) -> FeedFile:
    return FeedFile(Path(table.text("file")))


def _kept_at(table: Table, key: str, default: str | None = None) -> str:
    """``env:NAME`` or ``file:PATH``. What was written is never repeated: it may be the secret itself."""
    value = table.text(key, default)
    if value and not _KEPT_AT.fullmatch(value):
        raise table.error(key, "must be env:NAME or file:PATH: a secret never stands in this file")
    return value


def _host(table: Table, default: str | None = None) -> str:
    value = table.text("host", default)
    if not _HOST.fullmatch(value):
        raise table.error("host", "must be a host such as smtp.office.example")
    return value


def _mail_addresses(table: Table, key: str, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not _MAIL.fullmatch(value):
            raise table.error(key, f"{value!r} is no address such as press@office.example")
    return values


def _web_address(table: Table, key: str) -> str:
    value = table.text(key, "")
    try:
        parts = urlsplit(value)
        usable = not value or (parts.scheme in ("http", "https") and bool(parts.hostname))
    except ValueError:
        usable = False
    if not usable or len(value) > _LONGEST_LINK or re.search(r"[\s()\[\]<>]", value):
        raise table.error(key, "must be an address such as https://office.example/reports/")
    return value
