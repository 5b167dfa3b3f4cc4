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
HALF_LIVES: Floats = np.geomspace(0.25, 60.0, 56)
"""The half-lives that are tried, in days."""
WEEKLY: Floats = np.array([0.0, 0.5, 1.0])
"""How far echoes may follow the week's rhythm: not at all, by half, wholly (as powers of it).

Not while the event lasts: then it makes the day, not the week."""
LEAST_RATE = 0.5 / PHASES
"""Stories of a phase before any was seen: an event need not be heard at all. All phases together have half a
story (Jeffreys' prior of a rate); a half for each would give one and a half to an event that brought none."""
FAINT = 1e-9
"""What an event adds outside its echo: next to nothing, but a story that names it there is still its own."""


@dataclass(frozen=True, slots=True)
class Courses:
    """K events over D days: the ``phase`` of each day, shape (K, D), and its height in two parts.

    ``steady`` is the course before and during the event (W, K, D), ``fading`` that after it, by half-life
    (W, K, H, D); each is 0 on the other's days. W is how far the courses follow the week (:data:`WEEKLY`), H
    the half-life (:data:`HALF_LIVES`).
    """

    phase: Places
    steady: Floats
    fading: Floats

    def at(self, weekly: Places, half_lives: Places) -> Floats:
        """Height of each day, shape (N, K, D), by indices of shapes (N,) and (N, K)."""
        events = np.arange(len(self.phase))
        return self.steady[weekly] + self.fading[weekly[:, None], events, half_lives]

    def sums(self, counts: Floats | Places) -> Floats:
        """Sums over the days of each phase, shape (N, K, 4), of ``counts`` of shape (N, K, D)."""
        return _by_event(counts, np.eye(PHASES + 1)[self.phase])

    def drawn(self, counts: Floats, chance: np.random.Generator) -> tuple[Places, Places]:
        """How far the courses follow the week (N,) and half-lives (N, K), given each event's stories.

        Draws from their joint posterior with the heights of the phases integrated out.
        """
        falls = np.stack([self._fits(counts * (self.phase == AFTER), fading) for fading in self.fading])
        top = falls.max(axis=3)
        whole = top + np.log(np.exp(falls - top[..., None]).sum(axis=3))
        whole += np.stack([self._steady_fits(counts, steady) for steady in self.steady])
        weekly = _chosen(whole.sum(axis=2).T, chance)
        return weekly, _chosen(falls[weekly, np.arange(len(weekly))], chance)

    def _fits(self, after: Floats, fading: Floats) -> Floats:
        """Log-likelihood of each half-life, shape (N, K, H)."""
        logs = np.log(np.where(fading > 0, fading, 1.0)).swapaxes(1, 2)
        lengths = np.log(np.maximum(fading.sum(axis=2), FAINT))
        stories = after.sum(axis=2)[:, :, None]
        return np.asarray(_by_event(after, logs) - (stories + LEAST_RATE) * lengths, dtype=np.float64)

    def _steady_fits(self, counts: Floats, steady: Floats) -> Floats:
        """Log-likelihood of the course before and during, shape (N, K)."""
        inside = self.phase < AFTER
        logs = np.log(np.where(inside, steady, 1.0))
        lengths = np.maximum(self.sums(steady[None])[:, :, :AFTER], FAINT)
        terms = (self.sums(counts)[:, :, :AFTER] + LEAST_RATE) * np.log(lengths)
        return np.asarray((counts * logs).sum(axis=2) - terms.sum(axis=2), dtype=np.float64)


def courses(events: Sequence[Summit], days: Sequence[date], rhythm: Floats) -> Courses:
    """What is known of each event's course before anything was counted; ``rhythm`` is the week's, (D,)."""
    phase = np.array([[_phase(event, day) for day in days] for event in events], dtype=np.int64)
    lead = np.array([[(event.start - day).days for day in days] for event in events], dtype=np.float64)
    since = np.array([[(day - event.end).days for day in days] for event in events], dtype=np.float64)
    length = np.array([[event.build_up_days + 1] for event in events], dtype=np.float64)
    falls = np.maximum(0.5 ** ((since[:, None, :] - 1) / HALF_LIVES[None, :, None]), FAINT)
    fading = np.where(phase[:, None, :] == AFTER, falls, 0.0)
    weeks = rhythm ** WEEKLY[:, None]
    rise = np.where(phase == BUILD_UP, 1 - lead / length, 0.0) * weeks[:, None, :]
    level = np.select(
        [phase == DURING, phase == OUTSIDE], [np.ones_like(lead), np.full_like(lead, FAINT)], 0.0
    )
    return Courses(phase, rise + level, fading * weeks[:, None, None, :])


def _phase(event: Summit, day: date) -> int:
    if day not in event.echo:
        return OUTSIDE
    if day < event.start:
        return BUILD_UP
    return DURING if day <= event.end else AFTER


def _by_event(of: Floats | Places, columns: Floats) -> Floats:
    """Shape (N, K, M) of (N, K, D) and (K, D, M)."""
    return np.asarray(np.matmul(of.swapaxes(0, 1), columns).swapaxes(0, 1), dtype=np.float64)


def _chosen(logs: Floats, chance: np.random.Generator) -> Places:
    """One place on the last axis each, by its log-probability (Gumbel's trick)."""
    return np.asarray(np.argmax(logs + chance.gumbel(size=logs.shape), axis=-1), dtype=np.int64)
