"""What a text makes of the city: positive, neutral, negative, or unclear where nothing is sure.

A model that was taught on labelled passages reads the sentences about the city with all names masked. It
knows what it was taught: news, agency copy, hot lists, forum questions and posts in Chinese. It knows
irony in posts by its signs alone (:mod:`analysis.sentiment.irony`), and not how a story went on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from analysis.item import LABELS, Label
from analysis.sentiment import irony, subject, themes, tone
from analysis.sentiment import passages as spans
from analysis.sentiment.evidence import Voice, deciding
from analysis.sentiment.features import Floats, see
from analysis.sentiment.model import Model, logits, shipped_model
from analysis.sentiment.passages import Excerpt, Passage, excerpts, masked
from analysis.sentiment.posts import unmarked
from analysis.sentiment.subject import is_place, lean
from analysis.sentiment.tone import ToneLexicon, clauses, user_lexicon

LISTS = tuple(dict.fromkeys((*spans.LISTS, *themes.LISTS, *tone.LISTS, *subject.LISTS, *irony.LISTS)))
"""The shipped lists that a judgement depends on."""

_LATER = 0.6
"""What a passage weighs against the one before it: the first names the city in the headline or the lead."""
_UNSURE = 0.36
"""Probability below which the likeliest of the three labels isn't claimed."""
_FAINT = 0.1
"""Score below which words alone say nothing."""
_OWN_WORD = 1.2
"""What a word of the user's own adds to the logit of its side."""

_IRONIC = np.array([0.0, 0.0, 0.0, 4.0])
"""What irony adds to the logits: a post that doesn't mean what it says is unclear whatever it says."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a text makes of a place.

    ``score`` is -1 … 1, the probability of positive less that of negative; ``probabilities`` of the four
    labels sum to 1; ``evidence`` are the sentences that decided, the weightiest first.
    """

    label: Label
    score: float
    probabilities: Mapping[Label, float]
    evidence: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {
            "label": self.label,
            "score": round(self.score, 4),
            "probabilities": {label: round(value, 4) for label, value in self.probabilities.items()},
            "evidence": list(self.evidence),
        }


_NOTHING = Judgement("neutral", 0.0, {"positive": 0.0, "neutral": 1.0, "negative": 0.0, "unclear": 0.0}, ())


class CityJudge:
    """Judges texts with a model and ``positive`` and ``negative`` words of the user's own."""

    def __init__(
        self, positive: Iterable[str] = (), negative: Iterable[str] = (), model: Model | None = None
    ) -> None:
        self._own = user_lexicon(positive, negative)
        self._model = model

    def judge(self, text: str, names: Sequence[str], *, title: str = "", kind: str = "news") -> Judgement:
        """See :func:`judge`."""
        is_ironic = kind == "post" and irony.is_ironic(text)
        if kind == "post":
            title, text = unmarked(title), unmarked(text)
        found = excerpts(text, names, title)
        if not found:
            return _NOTHING
        whole = "".join((title, "。" if title else "", text))
        if not found[0].named or not is_place(names, whole):
            return self._of_words(whole, names, found)
        read = [masked(excerpt, names) for excerpt in found]
        model = self._model or shipped_model()
        seen = [see(passage) for passage in read]
        heard = [
            logits(model.arrays, one) + self._pushed(passage) for passage, one in zip(read, seen, strict=True)
        ]
        weights = _LATER ** np.arange(len(heard))
        told = weights @ np.array(heard) / weights.sum()
        chances = _softmax(told + _IRONIC if is_ironic else told)
        label = _label(chances)
        voices = [Voice(passage, one) for passage, one in zip(read, seen, strict=True)]
        return Judgement(
            label,
            float(chances[0] - chances[2]),
            {name: float(chance) for name, chance in zip(LABELS, chances, strict=True)},
            deciding(model, voices, label),
        )

    def _of_words(self, text: str, names: Sequence[str], read: Sequence[Excerpt]) -> Judgement:
        """Of a subject that is no place, or of ``text`` as a whole."""
        pushed = sum((self._pushed(passage) for passage in read), np.zeros(len(LABELS)))
        score = float(np.tanh(np.arctanh(0.99 * lean(text, names)) + (pushed[0] - pushed[2]) / 3))
        chances = np.array([max(score, 0.0), 1 - abs(score), max(-score, 0.0), 0.0])
        asked = [name for name in names if name.strip()]
        silent = abs(score) < _FAINT or (asked and not read[0].named)
        label: Label = "neutral" if silent else "positive" if score > 0 else "negative"
        return Judgement(
            label,
            score,
            {name: float(chance) for name, chance in zip(LABELS, chances, strict=True)},
            () if label == "neutral" else _loudest(read, names, score),
        )

    def _pushed(self, passage: Excerpt | Passage) -> Floats:
        """(4,): what the user's own words in ``passage`` add."""
        return np.zeros(len(LABELS)) if self._own is None else _own_push(self._own, passage)


def judge(text: str, names: Sequence[str], *, title: str = "", kind: str = "news") -> Judgement:
    """What ``text`` makes of the place with these ``names``.

    Where none of the names stands in text or title, the label is neutral and the score that of the text as a
    whole, which is judged where no name is given. There, and of names that are no place's (a firm's), words
    alone decide, and how much the text is about the subject. ``kind``
    is "news" or "post"; a post's hashtags, account names and addresses are read as what they are. A text
    without any sentence is neutral.
    """
    return _shipped().judge(text, names, title=title, kind=kind)


@lru_cache(maxsize=1)
def _shipped() -> CityJudge:
    return CityJudge()


def _loudest(read: Sequence[Excerpt], names: Sequence[str], score: float) -> tuple[str]:
    """The sentence that leans most to the side of ``score``."""
    sentences = (sentence for excerpt in read for sentence in excerpt.sentences)
    return (max(sentences, key=lambda sentence: score * lean(sentence, names)),)


def _own_push(lexicon: ToneLexicon, passage: Excerpt | Passage) -> Floats:
    heard = [lexicon.tone(clauses(sentence)) for sentence in passage.sentences if lexicon.may_feel(sentence)]
    praise, blame = sum(tone.praise for tone in heard), sum(tone.blame for tone in heard)
    return _OWN_WORD * np.array([praise, 0.0, blame, 0.0])


def _softmax(told: Floats) -> Floats:
    powers = np.exp(told - told.max())
    chances: Floats = powers / powers.sum()
    return chances


def _label(chances: Floats) -> Label:
    """The likeliest; unclear also where none of the three is likely enough."""
    best = int(chances.argmax())
    return LABELS[best] if chances[best] >= _UNSURE else "unclear"
