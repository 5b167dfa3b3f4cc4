"""What stands side by side on the sheet: each gives a label to every case of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import exp, log

import numpy as np

from analysis.item import LABELS, Label
from analysis.sentiment import judge, snownlp_scores
from analysis.sentiment.features import Seen, see
from analysis.sentiment.learn import Labelled, fit
from analysis.sentiment.model import logits
from analysis.sentiment.passages import passages
from analysis.sentiment.posts import unmarked
from analysis.sentiment.snownlp import snownlp_words
from analysis.sentiment.themes import THEMES, find_themes, valence
from benchmarks.sentiment.corpora import Case, Corpus

Judge = Callable[[Corpus], list[str]]
_VALENCE = np.array([valence(theme) + (theme == "profit") - (theme == "distress") for theme in THEMES])
_LOW, _HIGH = 0.4, 0.6
_MOST_TRAIN = 4000


def majority(corpus: Corpus) -> list[str]:
    """Always the commonest label."""
    return [Counter(case.label for case in corpus.cases).most_common(1)[0][0]] * len(corpus.cases)


def shipped_snownlp(corpus: Corpus) -> list[str]:
    """SnowNLP's score, cut at .4 and .6, or at .5 where two labels are told apart."""
    scores = snownlp_scores(case.text for case in corpus.cases)
    return [_cut(corpus, 2 * (0.5 if score is None else score) - 1, 2 * _HIGH - 1) for score in scores]


def retrained_snownlp(corpus: Corpus) -> list[str]:
    """SnowNLP's naive Bayes with add-one counts on SnowNLP's words, taught on the corpus' own split."""
    learnt = corpus.train[:: max(1, len(corpus.train) // _MOST_TRAIN)]
    kinds = [case for case in learnt if case.label in corpus.labels]
    counts: dict[str, Counter[str]] = {label: Counter() for label in corpus.labels}
    for case, words in zip(kinds, snownlp_words([case.text for case in kinds]), strict=True):
        counts[case.label].update(words)
    size = len({word for one in counts.values() for word in one})
    prior = Counter(case.label for case in kinds)
    totals = {label: one.total() + size for label, one in counts.items()}
    return [
        max(
            corpus.labels,
            key=lambda label: (
                log(prior[label] or 1e-9)
                + sum(log((counts[label][word] + 1) / totals[label]) for word in words)
            ),
        )
        for words in snownlp_words([case.text for case in corpus.cases])
    ]


def lexicon(corpus: Corpus) -> list[str]:
    """The shipped lists alone: praise less blame in the whole text, negated words turned."""
    return [_cut(corpus, _balance(case.text), 0.35) for case in corpus.cases]


def ours(corpus: Corpus) -> list[str]:
    """What the product says; by the sign of its score where good and bad are told apart."""
    found = []
    for case in corpus.cases:
        said = judge(case.text, case.names, kind=case.kind)
        if corpus.by_sign:
            found.append("positive" if said.score >= 0 else "negative")
        else:
            found.append(
                said.label if said.label in corpus.labels or "other" not in corpus.labels else "other"
            )
    return found


def retrained(corpus: Corpus) -> list[str]:
    """Our way of learning, on the corpus' own split; a name that isn't the bad one's counts as neutral."""
    labels: dict[str, Label] = {"positive": "positive", "negative": "negative", "unclear": "unclear"}
    rows = [Labelled(case.text, case.names, labels.get(case.label, "neutral")) for case in corpus.train]
    arrays = fit(rows, [_seen(case) for case in corpus.train])
    allowed = [at for at, label in enumerate(LABELS) if label in corpus.labels or "other" in corpus.labels]
    found = []
    for case in corpus.cases:
        told = logits(arrays, _seen(case))
        label = LABELS[max(allowed, key=lambda at: told[at])]
        found.append(label if label == "negative" or "other" not in corpus.labels else "other")
    return found


def _seen(case: Case) -> Seen:
    text = unmarked(case.text) if case.kind == "post" else case.text
    return see((passages(text, case.names) or passages("。", ()))[0])


JUDGES: dict[str, Judge] = {
    "majority class": majority,
    "SnowNLP as shipped": shipped_snownlp,
    "SnowNLP retrained": retrained_snownlp,
    "lexicon alone": lexicon,
    "CityEcho": ours,
    "CityEcho retrained": retrained,
}


def _balance(text: str) -> float:
    hits = find_themes(text)
    told = float((_VALENCE[hits.themes] * np.where(hits.turned, -0.7, 1.0)).sum())
    return 2 / (1 + exp(-max(min(told, 50), -50))) - 1


def _cut(corpus: Corpus, score: float, apart: float) -> str:
    """The label of a score of -1 … 1."""
    if "other" in corpus.labels:
        return "negative" if score < 0 else "other"
    if len(corpus.labels) == 2:
        return "positive" if score >= 0 else "negative"
    return "neutral" if abs(score) < apart else "positive" if score > 0 else "negative"


def truths(cases: Sequence[Case]) -> list[str]:
    """The labels that people gave."""
    return [case.label for case in cases]
