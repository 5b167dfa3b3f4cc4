"""A project as one article tells it, gathered while its sentences pass by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.deals.milestones import Stage
from analysis.deals.money import Amount
from analysis.deals.words import shares_words
from cityecho.watchlist.values import Days

_CLOSE = 0.8
"""The smaller of two claims of one amount is more than this part of the larger."""
_KINDS = ("total", "phase", "unknown")


@dataclass(frozen=True, slots=True)
class Happened:
    """When a stage was reached and which characters of the text (of the title: -1) say so."""

    days: Days
    is_dated: bool
    start: int
    end: int


@dataclass(slots=True)
class Subject:
    """A firm's project. ``phase`` 0: none was named. ``is_placed``: a deal was told together with a place."""

    own: str
    phase: int = 0
    firm: str = ""
    project: str = ""
    place: str = ""
    amounts: list[Amount] = field(default_factory=list)
    stages: dict[Stage, Happened] = field(default_factory=dict)
    is_placed: bool = False

    @property
    def amount(self) -> Amount | None:
        """What it costs: of a later phase, that phase; else the whole, the first phase, a bare sum."""
        if self.phase > 1:
            return next((one for one in self.amounts if one.phase in {0, self.phase}), None)
        usable = [one for one in self.amounts if one.phase < 2]
        most = max((one.yuan or 0 for one in usable if one.kind == "phase"), default=0)
        whole = [one for one in usable if one.kind == "unknown" and (one.yuan or 0) > most > 0]
        if whole and not self.has_total:
            return whole[0]  # 项目签约，10.6亿元。首期0.9亿元
        return min(usable, key=lambda one: _KINDS.index(one.kind), default=None)

    @property
    def has_total(self) -> bool:
        """Whether the whole project's amount is known."""
        return any(one.kind == "total" for one in self.amounts)

    def conflicts(self, amounts: Iterable[Amount], project: str) -> bool:
        """Whether what is told now is of another project of the firm: another total, other goods."""
        mine = [one.yuan for one in self.amounts if one.kind == "total" and one.yuan]
        theirs = [one.yuan for one in amounts if one.kind == "total" and one.yuan]
        if not (mine and theirs):
            return False
        is_close = any(min(a, b) > _CLOSE * max(a, b) for a in mine for b in theirs)
        return not (is_close and (set(mine) & set(theirs) or shares_words(self.project, project)))

    def happened(self, stage: Stage, told: Happened) -> None:
        """Keep the first telling, or a later one that says more exactly when."""
        known = self.stages.get(stage)
        if known is None or (told.is_dated and (not known.is_dated or len(told.days) < len(known.days))):
            self.stages[stage] = told


def same_phase(one: int, other: int) -> bool:
    """A project's first phase stands for the project; later ones are projects of their own."""
    return max(one, 1) == max(other, 1)
