"""Which sentences decided, by what the model heard in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.item import LABELS, Label
from analysis.sentiment.features import Floats, Seen, Slots
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
        heard = _by_sentence(model, voice)
        against = heard[:, LABELS.index("neutral")]
        wanted = heard[:, [0, 2]].max(1) if label == "unclear" else heard[:, LABELS.index(label)]
        found += zip((wanted - against).tolist(), voice.passage.sentences, strict=True)
    found.sort(key=lambda one: -one[0])
    best = found[0][0]
    return tuple(dict.fromkeys(sentence for weight, sentence in found if weight > 0 or weight == best))[
        :_MOST
    ]


def _by_sentence(model: Model, voice: Voice) -> Floats:
    """(sentences, 4): what the sequences of characters and the themes of each sentence say."""
    arrays, seen = model.arrays, voice.seen
    starts = np.array(voice.passage.starts)
    told = np.zeros((len(starts), len(LABELS)))
    rare = arrays["whole_rarity"][seen.whole]
    length = np.sqrt(rare @ rare) or 1.0
    np.add.at(told, _sentence(starts, seen.whole_at), arrays["whole"][seen.whole] * (rare / length)[:, None])
    np.add.at(told, _sentence(starts, seen.hits.starts), arrays["dense"][seen.hits.kinds])
    return told


def _sentence(starts: Slots, places: Slots) -> Slots:
    found: Slots = np.searchsorted(starts, places, side="right") - 1
    return found
