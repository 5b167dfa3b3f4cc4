"""How many times faster one way is than another, on a machine that others use too."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time

Way = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of processor time that each way took, medians of the rounds, and the median of their ratios."""

    ours: float
    theirs: float
    ratio: float


def pace(ours: Way, theirs: Way, *, rounds: int, turns: int = 1) -> Pace:
    """Both ways in turn, ``rounds`` times; ours ``turns`` times a round, so that the clock can tell."""
    ours()
    taken: list[tuple[float, float]] = []
    for _ in range(rounds):
        begun = process_time()
        theirs()
        between = process_time()
        for _ in range(turns):
            ours()
        taken.append(((process_time() - between) / turns, between - begun))
    fast, slow = zip(*taken, strict=True)
    ratios = [other / mine for mine, other in taken]
    return Pace(statistics.median(fast), statistics.median(slow), statistics.median(ratios))
