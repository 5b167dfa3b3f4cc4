"""Deals: which firm's project an article says was signed, begun, put to work, stopped or given up (pure).

Everything here is a claim of the article: its amounts, its days, that it happened at all. An article may
tell several stages of a project and several projects; a count of projects (41个项目总投资320亿元) is none,
and what a road or a school costs isn't courted. Knows nothing of the city: whose place a deal's is, is the
caller's to judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.deals import firms, milestones, money
from analysis.deals.milestones import Stage
from analysis.deals.money import Amount
from analysis.deals.reading import LISTS as READING_LISTS
from analysis.deals.reading import read
from analysis.deals.subject import Subject
from cityecho.watchlist.values import Days

LISTS = (*money.LISTS, *milestones.LISTS, *firms.LISTS, *READING_LISTS)
"""The shipped lists read here."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One stage that one project has reached, as one article tells it.

    ``start`` and ``end`` bound the telling sentence in the article's text; of a title they are -1. ``firm``
    is the fullest name written, ``own`` what tells it from others, both "" where none is named. ``phase``
    is 0 where the article names none. ``days`` are those in which it happened: where it ``is_dated`` the
    article says so, else they are the article's own. ``amount`` is what the project costs, not what was
    spent so far.
    """

    stage: Stage
    firm: str
    own: str
    project: str
    phase: int
    place: str
    days: Days
    is_dated: bool
    amount: Amount | None
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {
            "stage": self.stage,
            "firm": self.firm,
            "own": self.own,
            "project": self.project,
            "phase": self.phase,
            "place": self.place,
            "days": [self.days.first.isoformat(), self.days.last.isoformat()],
            "is_dated": self.is_dated,
            "amount": self.amount.to_json() if self.amount else None,
            "start": self.start,
            "end": self.end,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Deal:
        """Back from :meth:`to_json`."""
        first, last = map(date.fromisoformat, value["days"])
        amount = Amount.from_json(value["amount"]) if value["amount"] else None
        return cls(**{**value, "days": Days(first, last), "amount": amount})


def deals(title: str, text: str, day: date) -> tuple[Deal, ...]:
    """The deals that an article of ``day`` tells, by where they stand; each stage of a project once."""
    found = [deal for subject in read(title, text, day) for deal in _deals(subject)]
    return tuple(sorted(found, key=lambda deal: (deal.start, deal.firm, deal.stage)))


def _deals(subject: Subject) -> list[Deal]:
    return [
        Deal(
            stage=stage,
            firm=subject.firm,
            own=subject.own,
            project=subject.project,
            phase=subject.phase,
            place=subject.place,
            days=told.days,
            is_dated=told.is_dated,
            amount=subject.amount,
            start=told.start,
            end=told.end,
        )
        for stage, told in subject.stages.items()
    ]
