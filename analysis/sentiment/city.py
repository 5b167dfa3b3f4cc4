"""What a text makes of the city: positive, neutral, negative, or unclear where both sides balance.

A first judge without training: words of news and government language in the sentences about the city, with
negation, degree and contrast; other places' clauses are masked and the headline weighs more. It does not know
irony, nor what its lexicon doesn't.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, sqrt
from typing import Any

from analysis.item import Label
from analysis.sentiment import context, tone
from analysis.sentiment import windows as spans
from analysis.sentiment.context import damped, torn
from analysis.sentiment.posts import unmarked
from analysis.sentiment.tone import SILENT, Tone, tone_lexicon
from analysis.sentiment.windows import NAMED, Window, windows

LISTS = tuple(dict.fromkeys((*tone.LISTS, *context.LISTS, *spans.LISTS)))
"""The shipped lists that a judgement depends on."""

_TITLE_WEIGHT = 2.0
_SATURATION = 4.0
"""Praise or blame of one sentence beyond which more of it says no more."""
_SILENCE = 0.7
"""Strength below which a text has no feeling worth naming."""
_BALANCE = 0.2
"""|praise - blame| / (praise + blame) below which a text with feeling is unclear."""
_BALANCE_TORN = 0.6
"""The same for a text that itself says that both sides are true."""
_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a text makes of a place.

    ``score`` is -1 … 1; ``probabilities`` of the four labels sum to 1 (uncalibrated as yet); ``evidence`` are
    the sentences that decided, the weightiest first.
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


class CityJudge:
    """Judges texts with the shipped lexicon and ``positive`` and ``negative`` words of the user's own."""

    def __init__(self, positive: Iterable[str] = (), negative: Iterable[str] = ()) -> None:
        self._lexicon = tone_lexicon(positive, negative)

    def judge(self, text: str, names: Sequence[str], *, title: str = "", kind: str = "news") -> Judgement:
        """See :func:`judge`."""
        if kind == "post":
            title, text = unmarked(title), unmarked(text)
        parts = [(window, _TITLE_WEIGHT * window.weight) for window in windows(title, names)]
        parts += [(window, window.weight) for window in windows(text, names)]
        heard = [
            (window, damped(window.sentence, _saturated(self._lexicon.tone(window.clauses))) * weight)
            for window, weight in parts
        ]
        whole = sum((tone for _, tone in heard), SILENT)
        # A longer text says more of everything: its square root keeps a line and a page comparable.
        length = sqrt(max(1.0, sum(weight for _, weight in parts)))
        balanced = _BALANCE
        if any(window.weight == NAMED and torn(window.sentence) for window, _ in parts):
            balanced = _BALANCE_TORN
        return _judgement(whole.praise / length, whole.blame / length, balanced, _evidence(heard))


def judge(text: str, names: Sequence[str], *, title: str = "", kind: str = "news") -> Judgement:
    """What ``text`` makes of the place with these ``names``; neutral when text and title don't name it.

    ``kind`` is "news" or "post". A post's hashtags, account names and addresses are read as what they are;
    otherwise both are judged alike, as yet by what news taught.
    """
    return _shipped().judge(text, names, title=title, kind=kind)


@lru_cache(maxsize=1)
def _shipped() -> CityJudge:
    return CityJudge()


def _saturated(tone: Tone) -> Tone:
    return Tone(min(tone.praise, _SATURATION), min(tone.blame, _SATURATION), tone.words)


def _judgement(praise: float, blame: float, balanced: float, evidence: tuple[str, ...]) -> Judgement:
    strength = praise + blame
    balance = (praise - blame) / strength if strength else 0.0
    if strength < _SILENCE:
        label: Label = "neutral"
    elif abs(balance) < balanced:
        label = "unclear"
    else:
        label = "positive" if balance > 0 else "negative"
    sure = 1 - exp(-strength / _SILENCE)
    return Judgement(label, balance * sure, _probabilities(balance, sure), evidence if strength else ())


def _probabilities(balance: float, sure: float) -> dict[Label, float]:
    """A share for each label: silence speaks for neutral, a balance of both sides for unclear."""
    torn = sure * (1 - abs(balance)) / 2
    return {
        "positive": (sure - torn) * (1 + balance) / 2,
        "neutral": 1 - sure,
        "negative": (sure - torn) * (1 - balance) / 2,
        "unclear": torn,
    }


def _evidence(heard: Sequence[tuple[Window, Tone]]) -> tuple[str, ...]:
    loud = [(abs(tone.praise - tone.blame), window.sentence) for window, tone in heard if tone.words]
    ranked = sorted(loud, key=lambda one: -one[0])
    return tuple(dict.fromkeys(sentence for _, sentence in ranked))[:_EVIDENCE]
