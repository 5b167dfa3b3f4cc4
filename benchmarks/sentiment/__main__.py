"""The accuracy sheet: `python -m benchmarks.sentiment SHARED` writes a Markdown table.

Macro-F1 of the corpus' labels with the 95 % interval of 1,000 bootstrap draws; a predicted "unclear" is wrong
where the label isn't. For mixed rows and targets: accuracy. What is retrained needs a split to learn from.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.sentiment.corpora import Corpus, corpora
from benchmarks.sentiment.judges import JUDGES, truths

Measure = Callable[[np.ndarray, np.ndarray], float]
_DRAWS = 1000


def main(shared: Path) -> None:
    """Print the sheet."""
    print(f"| corpus | cases | measure | {' | '.join(JUDGES)} |")
    print(f"| --- | --- | --- |{' --- |' * len(JUDGES)}")
    for corpus in corpora(shared):
        cells = [_cell(corpus, name) for name in JUDGES]
        print(f"| {corpus.name} | {len(corpus.cases)} | {_named(corpus)} | {' | '.join(cells)} |", flush=True)


def _cell(corpus: Corpus, name: str) -> str:
    if name.endswith("retrained") and not corpus.train:
        return "–"
    value, low, high = measured(corpus, JUDGES[name](corpus))
    return f"{value:.3f} ({low:.3f}–{high:.3f})"


def measured(corpus: Corpus, said: Sequence[str]) -> tuple[float, float, float]:
    """The corpus' measure of what a judge ``said``, and its 95 % interval."""
    truth, told = np.array(truths(corpus.cases)), np.array(said)
    chance = np.random.default_rng(1)
    draws = [chance.integers(0, len(truth), len(truth)) for _ in range(_DRAWS)]
    values = [_value(corpus, truth[draw], told[draw]) for draw in draws]
    low, high = np.quantile(values, (0.025, 0.975))
    return _value(corpus, truth, told), float(low), float(high)


def _named(corpus: Corpus) -> str:
    return "accuracy" if "mixed" in corpus.name else "macro-F1"


def _value(corpus: Corpus, truth: np.ndarray, told: np.ndarray) -> float:
    return accuracy(truth, told) if _named(corpus) == "accuracy" else macro_f1(corpus.labels, truth, told)


def accuracy(truth: np.ndarray, told: np.ndarray) -> float:
    """Share of cases that are told rightly."""
    return float((truth == told).mean())


def macro_f1(labels: Sequence[str], truth: np.ndarray, told: np.ndarray) -> float:
    """The mean of the labels' F1 over the cases that have one of them."""
    known = np.isin(truth, labels)
    truth, told = truth[known], told[known]
    scores = [
        2
        * ((truth == label) & (told == label)).sum()
        / max(1, (truth == label).sum() + (told == label).sum())
        for label in labels
    ]
    return float(np.mean(scores))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
