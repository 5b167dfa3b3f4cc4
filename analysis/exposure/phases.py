"""The course of one event's echo over days: rising before it, level during it, halving after it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from cityecho.watchlist import Summit

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

BUILD_UP, DURING, AFTER, OUTSIDE = range(4)
PHASES = 3
"""Those inside an echo."""
HALF_LIVES: Floats = np.geomspace(0.25, 60.0, 96)
"""The half-lives that are tried, in days."""
FAINT = 1e-9
"""What an event adds outside its echo: next to nothing, but a story that names it there is still its own."""


@dataclass(frozen=True, slots=True)
class Courses:
    """K events over D days: the ``phase`` of each day, shape (K, D), and its ``rise``, of mean 1 where level.

    ``fading`` is the fall after the event for every half-life of :data:`HALF_LIVES`, shape (K, H, D), 0 on
    days that are not after it.
    """

    phase: Places
    rise: Floats
    fading: Floats

    def at(self, half_lives: Places) -> Floats:
        """Height of each day, shape (…, K, D), for indices of half-lives of shape (…, K)."""
        return self.rise + self.fading[np.arange(len(self.phase)), half_lives]

    def within(self, phase: int) -> npt.NDArray[np.bool_]:
        """Which days of each event are of a phase, shape (K, D)."""
        return np.asarray(self.phase == phase, dtype=np.bool_)


def courses(events: Sequence[Summit], days: Sequence[date]) -> Courses:
    """What is known of each event's course before anything was counted."""
    phase = np.array([[_phase(event, day) for day in days] for event in events], dtype=np.int64)
    lead = np.array([[(event.start - day).days for day in days] for event in events], dtype=np.float64)
    since = np.array([[(day - event.end).days for day in days] for event in events], dtype=np.float64)
    length = np.array([[event.build_up_days + 1] for event in events], dtype=np.float64)
    rise = np.select(
        [phase == BUILD_UP, phase == DURING, phase == OUTSIDE], [1 - lead / length, 1.0, FAINT], 0
    )
    falls = 0.5 ** ((since[:, None, :] - 1) / HALF_LIVES[None, :, None])
    return Courses(phase, rise, np.where(phase[:, None, :] == AFTER, np.maximum(falls, FAINT), 0.0))


def _phase(event: Summit, day: date) -> int:
    if day not in event.echo:
        return OUTSIDE
    if day < event.start:
        return BUILD_UP
    return DURING if day <= event.end else AFTER
