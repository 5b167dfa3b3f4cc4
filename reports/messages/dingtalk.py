"""钉钉: a group robot's markdown, signed in the address."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from reports.messages.inert import for_dingtalk
from reports.messages.notice import Part
from reports.messages.outcome import Outcome, by_code
from reports.messages.parts import Style
from reports.messages.service import Service, markdown

# of the 20,000 that the whole body may have
_STYLE = Style(limit=18_000, markup=8, words=for_dingtalk)
_BUSY = frozenset({-1, 130101})  # busy, too many a minute


def _body(part: Part, _secret: str, _now: datetime) -> Mapping[str, Any]:
    """The JSON of a message; a blank line is what parts lines."""
    lines = map(markdown, part.lines)
    text = "\n\n".join((f"### {part.heading}", *lines))
    return {"msgtype": "markdown", "markdown": {"title": part.heading, "text": text}}


def _address(webhook: str, secret: str, now: datetime) -> str:
    """The robot's address with the signature, where the robot asks for one."""
    if not secret:
        return webhook
    stamp = int(now.timestamp() * 1000)
    return f"{webhook}&timestamp={stamp}&sign={quote_plus(sign(secret, stamp))}"


def sign(secret: str, stamp: int) -> str:
    """HMAC-SHA256 of milliseconds, newline and secret, under the secret."""
    return base64.b64encode(hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), "sha256")).decode()


def _judge(answer: Mapping[str, Any]) -> Outcome:
    """What an answer means; HTTP 200 says nothing."""
    return by_code(answer, ("errcode",), "errmsg", _BUSY)


SERVICE = Service(_STYLE, _address, _body, _judge)
