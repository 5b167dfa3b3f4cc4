"""企业微信: a group robot's markdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reports.messages.inert import for_wecom
from reports.messages.notice import Part
from reports.messages.outcome import Outcome, by_code
from reports.messages.parts import Style
from reports.messages.service import Service

_STYLE = Style(limit=4096, markup=8, words=for_wecom)
_BUSY = frozenset({-1, 45009, 45033})  # busy, too many a minute, too many at once


def _body(part: Part, _secret: str, _now: datetime) -> Mapping[str, Any]:
    """The JSON of a message."""
    lines = [f"[{line.text}]({line.href})" if line.href else line.text for line in part.lines]
    return {"msgtype": "markdown", "markdown": {"content": "\n".join((f"**{part.heading}**", *lines))}}


def _address(webhook: str, _secret: str, _now: datetime) -> str:
    """Where it is sent: the key stands in the address, there is no signature."""
    return webhook


def _judge(answer: Mapping[str, Any]) -> Outcome:
    """What an answer means; HTTP 200 says nothing."""
    return by_code(answer, ("errcode",), "errmsg", _BUSY)


SERVICE = Service(_STYLE, _address, _body, _judge)
