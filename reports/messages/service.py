"""What tells one service of group robots from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.messages.notice import Part
from reports.messages.outcome import Outcome
from reports.messages.parts import Style


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
