"""What there is to tell, before it has a form: plain words, a line at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cityecho.archive import Telling
from cityecho.watchlist import Rule


@dataclass(frozen=True, slots=True)
class Line:
    """Plain words that mean no markup, whatever signs they hold; with ``href`` they are a link to it."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell. ``subject`` and ``day`` say what it is about: the same is told once."""

    rule: Rule
    subject: str
    day: date
    lines: tuple[Line, ...]

    def by(self, route: str) -> Telling:
        """Its key in the book of what was told."""
        return Telling(route, self.rule, self.subject, self.day)


@dataclass(frozen=True, slots=True)
class Message:
    """Notices of one rule under one heading."""

    heading: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """As much of a message as one sending holds; ``ended`` are the notices whose last line is in it."""

    heading: str
    lines: tuple[Line, ...]
    ended: tuple[Notice, ...]
