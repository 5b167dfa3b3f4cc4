"""The ways a message can go: each takes a part and says how that ended, without its secrets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cityecho.errors import ConfigurationError
from cityecho.watchlist import FeedFile, Mailbox, Robot, RobotService, Route, Watchlist
from reports.messages import dingtalk, feed, feishu, mail, wecom
from reports.messages.notice import Part
from reports.messages.outcome import Outcome
from reports.messages.parts import Style
from reports.messages.post import post, problem_of
from reports.messages.secret import Secret, read, struck
from reports.messages.service import Service
from reports.plain import plain

Clock = Callable[[], datetime]

_SERVICES: dict[RobotService, Service] = {
    "wecom": wecom.SERVICE,
    "dingtalk": dingtalk.SERVICE,
    "feishu": feishu.SERVICE,
}
_PAUSE = 3.0
"""Seconds between two messages to a robot: 企业微信 and 钉钉 take twenty a minute."""
_MOST_SAID = 200  # characters of what the other side says of itself


@dataclass(frozen=True, slots=True)
class Courier:
    """One way to one reader or group. ``route`` is what it is called in the book of what was told."""

    route: str
    style: Style
    send: Callable[[Part], Outcome]
    pause: float = 0.0


def couriers(
    route: Route, watchlist: Watchlist, environment: Mapping[str, str], clock: Clock
) -> tuple[Courier, ...]:
    """The ways of ``route``: one a recipient of mail, else one. Raises ConfigurationError: a secret."""
    way = route.way

    def kept(key: str, kept_at: str) -> Secret:
        return read(kept_at, environment, watchlist.folder / "routes.toml", f"route {route.id}: {key}")

    if isinstance(way, Robot):
        webhook = kept("webhook", way.webhook)
        if problem := problem_of(webhook.reveal(), way.host):
            raise ConfigurationError(
                watchlist.folder / "routes.toml", f"route {route.id}: webhook", f"its address {problem}"
            )
        secret = kept("secret", way.secret) if way.secret else Secret("")
        return (_robot(route, _SERVICES[way.service], webhook, secret, clock),)
    if isinstance(way, Mailbox):
        password = kept("password", way.password) if way.password else None
        return tuple(_mail(route, way, password, to, clock) for to in way.to)
    return (_feed(route, way, f"{plain(watchlist.brand.city.name)}传播监测", clock),)


def _robot(route: Route, service: Service, webhook: Secret, secret: Secret, clock: Clock) -> Courier:
    def send(part: Part) -> Outcome:
        now = clock()
        address = service.address(webhook.reveal(), secret.reveal(), now)
        outcome = post(address, service.body(part, secret.reveal(), now), service.judge)
        return _without(outcome, (webhook, secret))

    return Courier(route.id, service.style, send, _PAUSE)


def _mail(route: Route, mailbox: Mailbox, password: Secret | None, to: str, clock: Clock) -> Courier:
    def send(part: Part) -> Outcome:
        return _without(mail.send(mailbox, password, to, part, clock()), (password,) if password else ())

    reader = hashlib.sha256(to.lower().encode()).hexdigest()[:12]  # the archive needn't hold addresses
    return Courier(f"{route.id}/{reader}", mail.STYLE, send)


def _feed(route: Route, file: FeedFile, title: str, clock: Clock) -> Courier:
    return Courier(route.id, feed.STYLE, lambda part: feed.send(file.path, title, part, clock()))


def _without(outcome: Outcome, secrets: Iterable[Secret]) -> Outcome:
    """The same, in one line without secrets: the other side may have said them back."""
    return replace(outcome, why=struck(plain(outcome.why), secrets)[:_MOST_SAID])
