"""SnowNLP's Bayes on an office's own texts: its segmenter, its smoothing, word counts of our own.

A model is data: a JSON file of counts that says what it was made of and how well it did on texts kept aside
(:mod:`analysis.sentiment.training` makes it). It knows two labels, and no more of a word than how often it
stood under each.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analysis.sentiment.laid import lay
from analysis.sentiment.prepared import stop_words
from analysis.sentiment.reader import Scorer, shipped_reader
from analysis.sentiment.vocabulary import CLASSES, vocabulary
from cityecho.errors import UsageError, VerificationError
from cityecho.files import replacing

Counts = Mapping[str, Mapping[str, int]]
"""How often each word stood under "neg" and "pos"."""
_WORD_SIGN = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Figures:
    """How a model of ``trained`` texts did on ``held_out`` others; accuracy and macro-F1 are 0 … 1."""

    trained: int
    held_out: int
    accuracy: float
    macro_f1: float


@dataclass(frozen=True, slots=True)
class BayesModel:
    """Counts of all texts, and where they come from. ``data_digest`` is the SHA-256 of the labelled texts."""

    counts: Counts
    made_on: date
    seed: int
    data_digest: str
    figures: Figures

    @property
    def digest(self) -> str:
        """SHA-256 of the counts: equal for models that score alike."""
        return json_digest(self.counts)

    def to_json(self) -> dict[str, Any]:
        """As the file keeps it."""
        return asdict(self) | {"made_on": self.made_on.isoformat(), "digest": self.digest}


class TrainedBayes:
    """Scores texts by a trained model, 0 (bad) … 1 (good)."""

    def __init__(self, model: BayesModel) -> None:
        self._scorer = bayes_scorer(model.counts)

    def score(self, text: str) -> float | None:
        """The chance that ``text`` is positive; None for a text without any word."""
        return self._scorer.chance(text) if _WORD_SIGN.search(text) else None


def bayes_scorer(counts: Counts) -> Scorer:
    """What scores by ``counts`` exactly as ``snownlp.classification.bayes`` does."""
    kinds = {label: _smoothed(counts[label]) for label in CLASSES}
    model = {"d": kinds, "total": sum(kind["total"] for kind in kinds.values())}
    return shipped_reader().scorer(lay(*vocabulary(model, stop_words())))


def write_model(model: BayesModel, path: Path) -> None:
    """Keep ``model`` in a JSON file, whole or not at all."""
    with replacing(path) as part:
        part.write_text(json.dumps(model.to_json(), ensure_ascii=False, sort_keys=True), "utf-8")


def read_model(path: Path) -> BayesModel:
    """The model in ``path``.

    Raises UsageError for a file that is no model, VerificationError for one that was changed, and OSError.
    """
    try:
        kept = json.loads(path.read_text("utf-8"))
        digest, figures = kept.pop("digest"), Figures(**kept.pop("figures"))
        model = BayesModel(**kept | {"made_on": date.fromisoformat(kept["made_on"]), "figures": figures})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} is no trained model: {error}") from error
    if not all(model.counts.get(label) for label in CLASSES):
        raise UsageError(f"{path} is no trained model: it has no words of one label")
    if model.digest != digest:
        raise VerificationError(f"{path}: its counts are not those that were trained")
    return model


def json_digest(value: object) -> str:
    """SHA-256 of ``value`` as JSON, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _smoothed(seen: Mapping[str, int]) -> dict[str, Any]:
    """A label's words as SnowNLP keeps them: each once more than it was seen, one that wasn't once."""
    counts = {word: number + 1 for word, number in seen.items()}
    return {"d": counts, "total": float(sum(counts.values())), "none": 1}
