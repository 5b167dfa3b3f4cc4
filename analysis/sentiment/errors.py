"""How often the judge of sentiment is known to err, and what a change of shares is worth after that. Pure.

Counted by ``python -m benchmarks.sentiment.errors`` on passages the model never saw; neutral and unclear
stand together as "other", because what decides is praise and blame.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.item import Label

Mood = Literal["positive", "other", "negative"]
MOODS: tuple[Mood, ...] = ("positive", "other", "negative")
KNOWN: Mapping[Mood, tuple[int, int, int]] = {
    "positive": (228, 61, 17),
    "other": (45, 260, 79),
    "negative": (20, 35, 136),
}
"""Passages that are so, by what the judge said of them, in the order of :data:`MOODS`."""
_PRIOR = 0.5
_STEPS = 200
Floats = npt.NDArray[np.float64]


def rightly_told() -> float:
    """The share of those passages on which the judge was right."""
    counts = _known()
    return float(np.trace(counts) / counts.sum())


def corrected(earlier: Mapping[Label, int], later: Mapping[Label, int], label: Mood) -> float:
    """The change of a label's true share that the change of the told shares stands for.

    ``earlier`` and ``later`` count stories by label. Told shares are true shares times the judge's errors;
    the true ones are those that make the told ones likeliest, the errors taken to be the same at both times.
    """
    errors = _shares(_known())
    true = [_true(_shares(_counts(told)), errors) for told in (earlier, later)]
    return float((true[1] - true[0])[MOODS.index(label)])


def simulated(
    earlier: Mapping[Label, int], later: Mapping[Label, int], label: Mood, draws: int, seed: int
) -> Floats:
    """Such changes as might be true, shape (draws,): of few stories, and of few passages that errors are
    known from (Dirichlet, Jeffreys' prior)."""
    chance = np.random.default_rng(seed)
    told = [chance.dirichlet(_counts(one) + _PRIOR, draws) for one in (earlier, later)]
    errors = np.stack([chance.dirichlet(row + _PRIOR, draws) for row in _known()], axis=1)
    true = [_true(shares, errors) for shares in told]
    return np.asarray((true[1] - true[0])[:, MOODS.index(label)], dtype=np.float64)


def _true(told: Floats, errors: Floats) -> Floats:
    """True shares (…, 3) behind ``told`` ones (…, 3), by expectation and maximisation: none below 0.

    ``errors`` (…, 3, 3) are shares of what is said of each truth. Solving the equations instead gives shares
    below 0 wherever the judge errs less on these texts than on those its errors are known from.
    """
    # Draws last: sums over three moods of a thousand draws are quick along them, slow across.
    seen, errors = np.moveaxis(told, -1, 0).copy(), np.moveaxis(errors, (-2, -1), (0, 1)).copy()
    true = np.full(seen.shape, 1 / len(seen))
    for _ in range(_STEPS):
        said = np.maximum((true[:, None] * errors).sum(axis=0), 1e-12)
        true = true * ((seen / said)[None] * errors).sum(axis=1)
    return np.asarray(np.moveaxis(true, 0, -1), dtype=np.float64)


def _known() -> Floats:
    return np.array([KNOWN[mood] for mood in MOODS], dtype=np.float64)


def _counts(labels: Mapping[Label, int]) -> Floats:
    praise, blame = labels.get("positive", 0), labels.get("negative", 0)
    return np.array([praise, sum(labels.values()) - praise - blame, blame], dtype=np.float64)


def _shares(counts: Floats) -> Floats:
    return np.asarray(counts / counts.sum(axis=-1, keepdims=True), dtype=np.float64)
