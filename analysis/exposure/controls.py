"""What else was told in the same days, as series that a counterfactual may lean on. Pure.

City and peers share seasons, policies and the mood of newsrooms. A week in which all peers are told of more
would have been louder for the city too, and is no summit's doing. So may be one in which more is told of the
city's industries everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.exposure.calendar import rhythm

Floats = npt.NDArray[np.float64]

LEAST_STORIES = 20
"""A control of fewer stories is noise, and noise would be fitted."""
REACH = 3
"""Days on either side that are averaged: seven in all, so that no weekday weighs more than another."""


Name = Literal["peers", "industry"]
MEANS: Mapping[Name, float] = {"peers": 1.0, "industry": 0.0}
"""Prior means of the coefficients: the city moves as its peers do, more or less. Whether it also moves with
its industries, the baseline must say."""


@dataclass(frozen=True, slots=True)
class Control:
    """The log ``levels`` of other series by name and day.

    Each is 0 on average: smoothed, without weekdays and holidays.
    """

    levels: Mapping[Name, Mapping[date, float]]

    def at(self, days: Sequence[date]) -> Floats:
        """Levels, shape (days, series); a day that is not known has the average."""
        series = [[known.get(day, 0.0) for day in days] for known in self.levels.values()]
        return np.array(series, dtype=np.float64).T

    @property
    def names(self) -> tuple[Name, ...]:
        """What the series are."""
        return tuple(self.levels)

    @property
    def means(self) -> tuple[float, ...]:
        """Prior means of the series' coefficients."""
        return tuple(MEANS[name] for name in self.levels)


def control(
    peers: Mapping[date, int], days: Iterable[date], industry: Mapping[date, int] | None = None
) -> Control | None:
    """The control of daily counts over the ``days`` that were looked at; None where all are too few."""
    known = sorted(set(days))
    counts: tuple[tuple[Name, Mapping[date, int]], ...] = (("peers", peers), ("industry", industry or {}))
    levels = {name: found for name, of in counts if (found := _levels(of, known))}
    return Control(levels) if levels else None


def is_ordinary(counts: Mapping[date, int], baseline: Sequence[date], echo: Sequence[date]) -> bool:
    """Whether a series is as loud in the ``echo`` as it may be on ``baseline`` days.

    One that isn't may have been lifted by the summit, and no coefficient was learnt so far out.
    """
    levels = _levels(counts, sorted({*baseline, *echo}))
    if levels is None or not baseline:
        return False
    usual = [levels[day] for day in baseline]
    return min(usual) <= sum(levels[day] for day in echo) / len(echo) <= max(usual)


def _levels(counts: Mapping[date, int], known: Sequence[date]) -> Mapping[date, float] | None:
    """None of too few stories."""
    seen = np.array([counts.get(day, 0) for day in known], dtype=np.float64)
    if seen.sum() < LEAST_STORIES:
        return None
    logs = _without_rhythm(np.log(seen + 0.5), rhythm(known))
    smooth = np.concatenate([_smoothed(logs[run]) for run in _runs(known)])
    return dict(zip(known, (smooth - smooth.mean()).tolist(), strict=True))


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
