"""A source that doesn't do as it should, in figures: what the crawler's alarms are told from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Silence:
    """One source with ``alarms`` (kinds of ``cityecho sources``), and what is known of it.

    ``silent`` and ``usual_silence`` are hours without anything new, up to ``looked`` (the last look);
    ``items`` were published on ``known`` (the last known day), ``usual_items`` are.
    """

    source: str
    outlet: str
    alarms: tuple[str, ...]
    looked: datetime | None = None
    silent: float | None = None
    usual_silence: float | None = None
    known: date | None = None
    items: int | None = None
    usual_items: float | None = None
    minimum: int = 0
