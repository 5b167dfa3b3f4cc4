"""What else was told in the same days, as one series that a counterfactual may lean on. Pure.

City and peers share seasons, policies and the mood of newsrooms. A week in which all peers are told of more
would have been louder for the city too, and is no summit's doing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from analysis.exposure.calendar import rhythm

Floats = npt.NDArray[np.float64]

LEAST_STORIES = 20
"""A control of fewer stories is noise, and noise would be fitted."""
REACH = 3
"""Days on either side that are averaged: seven in all, so that no weekday weighs more than another."""


@dataclass(frozen=True, slots=True)
class Control:
    """The log level of some other series by day, 0 on average: smoothed, without weekdays and holidays."""

    levels: Mapping[date, float]

    def at(self, days: Sequence[date]) -> Floats:
        """Levels, shape (days,); a day that is not known has the average."""
        return np.array([self.levels.get(day, 0.0) for day in days], dtype=np.float64)


def control(counts: Mapping[date, int], days: Iterable[date]) -> Control | None:
    """The control of daily ``counts`` over the ``days`` that were looked at; None of too few stories."""
    known = sorted(set(days))
    seen = np.array([counts.get(day, 0) for day in known], dtype=np.float64)
    if seen.sum() < LEAST_STORIES:
        return None
    logs = _without_rhythm(np.log(seen + 0.5), rhythm(known))
    smooth = np.concatenate([_smoothed(logs[run]) for run in _runs(known)])
    return Control(dict(zip(known, (smooth - smooth.mean()).tolist(), strict=True)))


def _without_rhythm(logs: Floats, parts: Floats) -> Floats:
    return np.asarray(logs - parts @ np.linalg.lstsq(parts, logs)[0], dtype=np.float64)


def _runs(days: Sequence[date]) -> Iterator[slice]:
    """Stretches of ``days`` without a gap: nothing is known of what lies in a gap."""
    first = 0
    for place in range(1, len(days) + 1):
        if place == len(days) or (days[place] - days[place - 1]).days > 1:
            yield slice(first, place)
            first = place


def _smoothed(levels: Floats) -> Floats:
    """Mean over the days within :data:`REACH`; at the ends over those that are there."""
    kernel = np.ones(2 * REACH + 1)
    if len(levels) < len(kernel):
        return np.full(len(levels), levels.mean())
    sums = np.convolve(levels, kernel, mode="same")
    return np.asarray(sums / np.convolve(np.ones(len(levels)), kernel, mode="same"), dtype=np.float64)
