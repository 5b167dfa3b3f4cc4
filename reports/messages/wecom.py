"""企业微信: a group robot's markdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reports.messages.inert import for_wecom
from reports.messages.notice import Part
from reports.messages.outcome import Outcome, by_code
from reports.messages.parts import Style
from reports.messages.service import Service, markdown, unsigned

_STYLE = Style(limit=4096, markup=8, words=for_wecom)
_BUSY = frozenset({-1, 45009, 45033})  # busy, too many a minute, too many at once


def _body(part: Part, _secret: str, _now: datetime) -> Mapping[str, Any]:
    """The JSON of a message."""
    lines = map(markdown, part.lines)
    return {"msgtype": "markdown", "markdown": {"content": "\n".join((f"**{part.heading}**", *lines))}}


def _judge(answer: Mapping[str, Any]) -> Outcome:
    """What an answer means; HTTP 200 says nothing."""
    return by_code(answer, ("errcode",), "errmsg", _BUSY)


SERVICE = Service(_STYLE, unsigned, _body, _judge)
