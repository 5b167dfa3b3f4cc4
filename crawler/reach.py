"""How far back a list was read (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_LEAST_GAP = 30  # days: a quiet month is no sign of anything
_FAR = 3  # times the span of all the rest
_FEW = 0.05  # of the days: more than that are a season of their own, not a pinned story or two


def oldest(days: Sequence[date]) -> date | None:
    """The oldest of ``days`` (sorted) up to which a list reaches without a break; None when there is none.

    A pinned story or a misread date lies far off: a few days before a gap that is longer than a month and
    than three times all that follows it don't count. At least three days must follow for that to be known.
    """
    start = 0
    for place in range(min(len(days) - 3, max(1, int(len(days) * _FEW)))):
        gap, rest = (days[place + 1] - days[place]).days, (days[-1] - days[place + 1]).days
        if gap > max(_LEAST_GAP, _FAR * rest):
            start = place + 1
    return days[start] if days else None
