"""Who is told of what, and by which way: the frozen values of ``routes.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Rule = Literal["negative-spike", "source-silent", "report-ready"]
RobotService = Literal["wecom", "dingtalk", "feishu"]
MailSecurity = Literal["tls", "starttls"]


@dataclass(frozen=True, slots=True)
class Robot:
    """A group robot of 企业微信, 钉钉 or 飞书. ``webhook`` and ``secret`` are where they are kept."""

    service: RobotService
    webhook: str
    secret: str
    host: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mail server and whom it is to reach. ``password`` is where it is kept; no ``user``: no login."""

    host: str
    port: int
    security: MailSecurity
    sender: str
    to: tuple[str, ...]
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class FeedFile:
    """An Atom file, from the folder the command runs in."""

    path: Path


@dataclass(frozen=True, slots=True)
class Route:
    """One audience, the rules it hears of, and the way to it (``routes.toml``)."""

    id: str
    audience: str
    rules: tuple[Rule, ...]
    way: Robot | Mailbox | FeedFile


@dataclass(frozen=True, slots=True)
class Routing:
    """All routes, and the web address under which readers find the reports ("": they don't)."""

    reports: str = ""
    routes: tuple[Route, ...] = ()
