"""飞书: a group robot's rich text, signed in the body."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reports.messages.inert import for_feishu
from reports.messages.notice import Line, Part
from reports.messages.outcome import Outcome, by_code
from reports.messages.parts import Style
from reports.messages.service import Service, unsigned

# of the 20 kB that a request may have
_STYLE = Style(limit=18_000, markup=48, words=for_feishu)
_BUSY = frozenset({11232, 99991400})  # too many a minute


def _body(part: Part, secret: str, now: datetime) -> Mapping[str, Any]:
    """The JSON of a message: nodes, so that words can't become markup; signed where the robot asks for it."""
    post = {"zh_cn": {"title": part.heading, "content": [[_node(line)] for line in part.lines]}}
    made = {"msg_type": "post", "content": {"post": post}}
    if not secret:
        return made
    stamp = int(now.timestamp())
    return {"timestamp": str(stamp), "sign": sign(secret, stamp), **made}


def _node(line: Line) -> Mapping[str, str]:
    if line.href:
        return {"tag": "a", "text": line.text, "href": line.href}
    return {"tag": "text", "text": line.text}


def sign(secret: str, stamp: int) -> str:
    """HMAC-SHA256 of nothing, under seconds, newline and secret."""
    return base64.b64encode(hmac.digest(f"{stamp}\n{secret}".encode(), b"", "sha256")).decode()


def _judge(answer: Mapping[str, Any]) -> Outcome:
    """What an answer means; older robots answer with StatusCode, newer ones with code, some with both."""
    return by_code(answer, ("code", "StatusCode"), "msg", _BUSY)


SERVICE = Service(_STYLE, unsigned, _body, _judge)
