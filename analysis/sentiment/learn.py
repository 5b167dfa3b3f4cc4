"""Trains a model of the city's sentiment on labelled rows: the shipped one, or an office's own.

Logistic regression on hashed features (:mod:`analysis.sentiment.features`). Rows of one text stay together in
cross-validation, so that its figures are of texts that the model hasn't seen.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.item import LABELS, Label
from analysis.sentiment.features import DENSE, SLOTS, STRING_SLOTS, Floats, Seen, see
from analysis.sentiment.matrix import WIDTH, matrix, rarity
from analysis.sentiment.model import Card, Model, logits, save_model
from analysis.sentiment.passages import passages
from cityecho.errors import ConfigurationError, UsageError

_SAYS = (3.0, 3.0, 0.5, 0.5)
"""How much the kinds of features may say: the passage, near the city, neighbours, themes."""
_STRENGTH = 0.5
"""Inverse of the penalty."""
_OF_BASE = 10.0
"""How loud a model below speaks in training: so loud that the penalty leaves it as it is."""
_PARTS = ("whole", "near", "strings", "dense")
_NEVER = -20.0
"""Logit of a label that no row has."""
_LONGEST_FIELD = 10_000_000
"""Bytes of one cell of a CSV."""
_FOLDS = 5
_FEWEST_ROWS = 30
_SHARED = 16
"""Characters that two texts of one origin have in common."""
_ENDS = (SLOTS, 2 * SLOTS, 2 * SLOTS + STRING_SLOTS)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, the city's names in it, what a person says it makes of the city, and how much that counts."""

    text: str
    names: tuple[str, ...]
    label: Label
    weight: float = 1.0


def read_labelled(path: Path) -> list[Labelled]:
    """The rows of a CSV with the columns text, city (several names parted by ``|``) and label.

    Raises ConfigurationError, which names the line, for a row that can't be used.
    """
    reader = csv.DictReader(io.StringIO(_text_of(path), newline=""))
    usual = csv.field_size_limit(_LONGEST_FIELD)  # it is the whole process': others count on it
    try:
        missing = {"text", "city", "label"} - set(reader.fieldnames or ())
        if missing:
            raise ConfigurationError(path, "", f"lacks the columns {', '.join(sorted(missing))}", 1)
        return [_labelled(path, reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise ConfigurationError(path, "", f"is no CSV from here on: {error}", reader.line_num) from error
    finally:
        csv.field_size_limit(usual)


def _text_of(path: Path) -> str:
    """As spreadsheets write it: UTF-8 with a mark, or GBK."""
    written = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigurationError(path, "", "is neither UTF-8 nor GBK")


def _labelled(path: Path, line: int, row: Mapping[str, str | None]) -> Labelled:
    text, names = (row["text"] or "").strip(), tuple((row["city"] or "").split("|"))
    label = next((known for known in LABELS if known == row["label"]), None)
    if label is None:
        raise ConfigurationError(path, "label", f"{row['label']!r} is none of {', '.join(LABELS)}", line)
    if not any(name and name in text for name in names):
        raise ConfigurationError(path, "city", f"{row['city']!r} doesn't stand in the text", line)
    return Labelled(text, names, label)


def train(rows: Sequence[Labelled], path: Path, *, date: str, base: Model | None = None) -> Card:
    """Train on ``rows``, write the model to ``path`` and return its card with cross-validated figures.

    With ``base`` the new model says what that one says, and over it what ``rows`` teach; its figures are of
    both. ``date`` goes on the card. Raises UsageError for too few rows, fewer than two of a label that must
    be told, or rows that are all of one text.
    """
    by_label = {label: sum(row.label == label for row in rows) for label in LABELS}
    if len(rows) < _FEWEST_ROWS or min(by_label[label] for label in LABELS[:3]) < 2:
        raise UsageError(f"too few rows to learn from: {by_label}")
    seen = [see(passages(row.text, row.names)[0]) for row in rows]
    told = cross_validate(rows, seen, base)
    card = Card(date, _digest(rows), len(rows), figures(rows, told), base.digest if base else "")
    save_model(path, card, fit(rows, seen, base))
    return card


def fit(
    rows: Sequence[Labelled], seen: Sequence[Seen], base: Model | None = None
) -> dict[str, NDArray[np.float32]]:
    """The arrays of a model of ``rows``, whose features are ``seen``, over those of ``base``."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (a second; judging needs none of it)

    whole = rarity([one.whole for one in seen], SLOTS)
    near = rarity([one.near for one in seen], SLOTS)
    under = np.zeros((WIDTH, len(LABELS)))
    if base is not None:
        whole, near = (
            np.where(base.arrays[name] > 0, base.arrays[name], own)
            for name, own in (("whole_rarity", whole), ("near_rarity", near))
        )
        under = np.concatenate([base.arrays[name] for name in _PARTS])
    features = matrix(seen, whole, near)
    says = _says(features)
    kept = np.flatnonzero(says)
    known = features @ under * (_OF_BASE if base is not None else 0.0)
    learner = LogisticRegression(C=_STRENGTH, max_iter=300)
    learner.fit(
        sparse.hstack([features[:, kept] @ sparse.diags(says[kept]), sparse.csr_matrix(known)], format="csr"),
        [LABELS.index(row.label) for row in rows],
        sample_weight=[row.weight for row in rows],
    )
    new, old = learner.coef_[:, : len(kept)], learner.coef_[:, len(kept) :]
    told = np.zeros((WIDTH, len(LABELS)))
    told[kept[:, None], learner.classes_] = (_each_class(new) * says[kept]).T
    told[:, learner.classes_] += under @ _each_class(old).T * _OF_BASE
    bias = np.full(len(LABELS), _NEVER)
    bias[learner.classes_] = _each_class(learner.intercept_[:, None]).ravel()
    parts = dict(zip(_PARTS, np.split(told, _ENDS), strict=True))
    return {
        name: array.astype(np.float32)
        for name, array in {"whole_rarity": whole, "near_rarity": near, **parts, "bias": bias}.items()
    }


def _each_class(told: Floats) -> Floats:
    """(classes, …): scikit-learn has one row for two classes, that of the second."""
    return told if len(told) > 1 else np.concatenate([-told / 2, told / 2])


def _says(features: sparse.csr_matrix) -> Floats:
    """(WIDTH,): what each feature is multiplied with for training; 0 for one of less than two rows."""
    says = np.repeat(_SAYS, (SLOTS, SLOTS, STRING_SLOTS, DENSE))
    most = abs(features).max(axis=0).toarray().ravel()
    says[_ENDS[-1] :] /= np.maximum(most[_ENDS[-1] :], 1e-9)
    held = np.asarray((features != 0).sum(axis=0)).ravel()
    return np.where(held >= 2, says, 0.0)


def cross_validate(rows: Sequence[Labelled], seen: Sequence[Seen], base: Model | None = None) -> Floats:
    """(rows, 4): logits of each row from a model that has seen no row that shares a line with it."""
    folds = fold_of(rows)
    if folds.max() == 0:
        raise UsageError("all rows share their text: there is nothing to check the model on")
    told = np.zeros((len(rows), len(LABELS)))
    for fold in range(int(folds.max()) + 1):
        learnt = np.flatnonzero(folds != fold).tolist()
        arrays = fit([rows[at] for at in learnt], [seen[at] for at in learnt], base)
        for at in np.flatnonzero(folds == fold).tolist():
            told[at] = logits(arrays, seen[at])
    return told


def fold_of(rows: Sequence[Labelled]) -> NDArray[np.int64]:
    """(rows,): the fold of each row, the same for texts with 16 characters in common."""
    group = list(range(len(rows)))
    first: dict[str, int] = {}
    for at, row in enumerate(rows):
        for start in range(max(1, len(row.text) - _SHARED + 1)):
            met = first.setdefault(row.text[start : start + _SHARED], at)
            group[_root(group, at)] = _root(group, met)
    members: dict[int, list[int]] = {}
    for at in range(len(rows)):
        members.setdefault(_root(group, at), []).append(at)
    folds = np.zeros(len(rows), dtype=np.int64)
    filled = [0] * _FOLDS
    for root in sorted(members, key=lambda one: (-len(members[one]), zlib.crc32(rows[one].text.encode()))):
        fold = filled.index(min(filled))  # the largest groups first, each where the fewest rows are
        folds[members[root]] = fold
        filled[fold] += len(members[root])
    return folds


def _root(group: list[int], at: int) -> int:
    while group[at] != at:
        group[at] = group[group[at]]
        at = group[at]
    return at


def figures(rows: Sequence[Labelled], told: Floats) -> dict[str, float]:
    """Macro-F1 of the three classes, and negative recall, on the rows that a person was sure of."""
    truth = np.array([LABELS.index(row.label) for row in rows])
    said = told[:, :3].argmax(1)
    scores = []
    for label in range(3):
        right = np.sum((said == label) & (truth == label))
        scores.append(2 * right / max(1, np.sum((said == label) & (truth < 3)) + np.sum(truth == label)))
    negative = truth == LABELS.index("negative")
    return {
        "macro_f1": round(float(np.mean(scores)), 4),
        "negative_recall": round(float(np.mean(said[negative] == LABELS.index("negative"))), 4),
    }


def _digest(rows: Sequence[Labelled]) -> str:
    """Names the training data without holding any of it."""
    told = sorted(repr((row.text, row.names, row.label, row.weight)) for row in rows)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
