"""What tells one service of group robots from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.messages.notice import Line, Part
from reports.messages.outcome import Outcome
from reports.messages.parts import Style


def unsigned(webhook: str, _secret: str, _now: datetime) -> str:
    """Where it is sent, of services whose address carries no signature."""
    return webhook


def markdown(line: Line) -> str:
    """A line in the markdown that these services know."""
    return f"[{line.text}]({line.href})" if line.href else line.text


@dataclass(frozen=True, slots=True)
class Service:
    """How it wants a message.

    ``address`` is made of the webhook, ``body`` of the part, both of the secret ("": unsigned) and the time.
    ``judge`` reads the JSON of an answer: HTTP 200 alone says nothing.
    """

    style: Style
    address: Callable[[str, str, datetime], str]
    body: Callable[[Part, str, datetime], Mapping[str, Any]]
    judge: Callable[[Mapping[str, Any]], Outcome]
