"""Training SnowNLP's Bayes on labelled texts, with figures that were not measured on what it learnt."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from analysis.sentiment.bayes import BayesModel, Counts, Figures, bayes_scorer, json_digest
from analysis.sentiment.prepared import stop_words
from analysis.sentiment.reader import Scorer, shipped_reader
from analysis.sentiment.vocabulary import CLASSES, Label
from cityecho.errors import UsageError

Labelled = tuple[str, Label]
"""A text and what a person said of it."""

_HELD_OUT = 5
"""One in five texts of a label is kept aside for the figures."""


def train(labelled: Iterable[Labelled], *, made_on: date, seed: int = 0) -> BayesModel:
    """Train on all texts, as ``snownlp.sentiment.train`` does; the figures are of a model without a fifth.

    The same texts, in any order, and ``seed`` give the same model. A text that comes twice is never on both
    sides of the figures. Raises UsageError when a label has fewer than five different texts.
    """
    rows = sorted(labelled)
    aside = _aside(rows, random.Random(seed))  # noqa: S311 (drawing lots, no secret)
    kept, held = [row for row in rows if row[0] not in aside], [row for row in rows if row[0] in aside]
    accuracy, macro_f1 = _marks(bayes_scorer(_counts(kept)), held)
    return BayesModel(
        counts=_counts(rows),
        made_on=made_on,
        seed=seed,
        data_digest=json_digest(rows),
        figures=Figures(len(kept), len(held), accuracy, macro_f1),
    )


def _counts(rows: Iterable[Labelled]) -> Counts:
    read, never = shipped_reader().words, stop_words()
    counts: dict[str, Counter[str]] = {label: Counter() for label in CLASSES}
    for text, label in rows:
        counts[label].update(word for word in read(text) if word not in never)
    if empty := [label for label in CLASSES if not counts[label]]:
        raise UsageError(f"nothing but stop words is labelled {' or '.join(empty)}")
    return {label: dict(words) for label, words in counts.items()}


def _aside(rows: Sequence[Labelled], lots: random.Random) -> set[str]:
    """One in five different texts of each label."""
    aside: set[str] = set()
    for label in CLASSES:
        texts = sorted({text for text, given in rows if given == label})
        if len(texts) < _HELD_OUT:
            raise UsageError(f"too few different texts are labelled {label}: {len(texts)}")
        aside.update(lots.sample(texts, len(texts) // _HELD_OUT))
    return aside


def _marks(scorer: Scorer, held: Sequence[Labelled]) -> tuple[float, float]:
    """Accuracy and macro-F1 on the texts kept aside."""
    said: Counter[tuple[Label, Label]] = Counter()
    for text, label in held:
        said[label, "pos" if scorer.chance(text) > 0.5 else "neg"] += 1
    right = [said[label, label] for label in CLASSES]
    given = [sum(said[label, other] for other in CLASSES) for label in CLASSES]
    called = [sum(said[other, label] for other in CLASSES) for label in CLASSES]
    f1 = [2 * hits / (truth + calls) for hits, truth, calls in zip(right, given, called, strict=True)]
    return sum(right) / len(held), sum(f1) / len(f1)
