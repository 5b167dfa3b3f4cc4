"""Which sentences decided, by what the model heard in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.item import LABELS, Label
from analysis.sentiment.features import Floats, Seen
from analysis.sentiment.model import Model
from analysis.sentiment.passages import Passage

_MOST = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """A passage with its features."""

    passage: Passage
    seen: Seen


def deciding(model: Model, voices: Sequence[Voice], label: Label) -> tuple[str, ...]:
    """The sentences that spoke most for ``label``, at most three; for a neutral one there is none to show.

    An unclear text shows those with most feeling of either kind.
    """
    if label == "neutral":
        return ()
    found: list[tuple[float, str]] = []
    for voice in voices:
        found += zip(_by_sentence(model, voice, label).tolist(), voice.passage.sentences, strict=True)
    found.sort(key=lambda one: -one[0])
    best = found[0][0]
    return tuple(dict.fromkeys(sentence for weight, sentence in found if weight > 0 or weight == best))[
        :_MOST
    ]


def _by_sentence(model: Model, voice: Voice, label: Label) -> Floats:
    """(sentences,): what the characters and the themes of each say for ``label``, past neutral."""
    arrays, seen = model.arrays, voice.seen
    starts = np.array(voice.passage.starts)
    rare = arrays["whole_rarity"][seen.whole]
    length = float(np.sqrt(rare @ rare)) or 1.0
    places = np.concatenate([seen.whole_at, seen.hits.starts])
    told = np.concatenate([
        _past_neutral(arrays["whole"][seen.whole], label) * rare / length,
        _past_neutral(arrays["dense"][seen.hits.kinds], label),
    ])  # fmt: skip
    sentence = np.searchsorted(starts, places, side="right") - 1
    by_sentence: Floats = np.bincount(sentence, told, minlength=len(starts)).astype(np.float64)
    return by_sentence


def _past_neutral(told: NDArray[np.float32], label: Label) -> NDArray[np.float32]:
    """(n,): of (n, 4), the label's column less neutral's; for an unclear one the louder of both feelings."""
    wanted = told[:, [0, 2]].max(1) if label == "unclear" else told[:, LABELS.index(label)]
    past: NDArray[np.float32] = wanted - told[:, LABELS.index("neutral")]
    return past
