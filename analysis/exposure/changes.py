"""What a study says of feeling: how it changed, by whom, and of praise. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.exposure.intervals import Estimate
from cityecho.watchlist import WindowName

Side = Literal["positive", "negative"]
SIDES: tuple[Side, ...] = ("positive", "negative")
Doubt = Literal["unknown", "few", "minority", "not_risen", "error", "own_text"]
LEAST_PRAISE = 10
"""Stories of praise by others than the city's own outlets, below which there is no tide."""


@dataclass(frozen=True, slots=True)
class Change:
    """The share of ``label`` before and now, and the difference."""

    label: Side
    before: Estimate
    now: Estimate
    told: Estimate


@dataclass(frozen=True, slots=True)
class Praise:
    """What a tide of praise would be seen by: the change among earned stories, and whose text praise is.

    ``true`` is that change after the known errors of the judge, ``copied`` the share of the earned stories of
    praise that one of the city's own outlets told first.
    """

    change: Change
    true: Estimate
    copied: Estimate

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why no tide can be told; empty where praise came in one."""
        now, told, true = self.change.now, self.change.told, self.true
        if told.low is None or true.low is None or now.value is None or now.part is None:
            return ("unknown",)
        found: dict[Doubt, bool] = {
            "few": now.part < LEAST_PRAISE,
            "minority": now.value <= 0.5,
            "not_risen": told.low <= 0,
            "error": told.low > 0 >= true.low,
            "own_text": (self.copied.value or 0.0) >= 0.5,
        }
        return tuple(doubt for doubt, holds in found.items() if holds)


@dataclass(frozen=True, slots=True)
class Feeling:
    """How feeling changed against the window before: in each later window, and in both together by group.

    ``ownership`` is by whether the city runs the outlets, ``tiers`` by tier; both sides of each.
    ``true`` are the windows' changes after the known errors of the judge. ``unlike`` says in Chinese why the
    two times can't be compared.
    """

    changes: Mapping[tuple[Side, WindowName], Change]
    true: Mapping[tuple[Side, WindowName], Estimate]
    whole: tuple[Change, ...]
    ownership: Mapping[tuple[str, Side], Change]
    tiers: Mapping[tuple[str, Side], Change]
    praise: Praise
    unlike: str | None
