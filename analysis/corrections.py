"""What people said against the sentiment that was measured: the latest word on an article counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.analysers import SENTIMENT
from analysis.item import LABELS, Label
from cityecho.archive import Correction

MEASURED = "measured"
"""The word that takes earlier ones back: the measure holds again."""


def words_on_sentiment(corrections: Iterable[Correction]) -> Iterator[Correction]:
    """Those of ``corrections`` (the latest last) that hold: one an article, none where it was taken back."""
    latest = {one.article: one for one in corrections if one.field == SENTIMENT}
    return (one for one in latest.values() if one.value != MEASURED)


def label_of(text: str) -> Label:
    """``text`` as a label. Raises ValueError when it is none."""
    for label in LABELS:
        if label == text:
            return label
    raise ValueError(f"{text!r} is no sentiment")
