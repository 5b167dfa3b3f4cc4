"""SnowNLP's sentiment score, exactly, from its shipped model but without its code.

``SnowNLP(text).sentiments`` cuts Han runs with its own segmenter, drops its stop words and asks a naive Bayes
that was trained on shopping reviews. This module gives the same number (the words equal, the score to 1e-9)
tens of times faster. It is the review-trained score, shown beside ours and never alone in an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import exp, log

from analysis.sentiment.tables import load_tables, package_folder, unmarshal
from analysis.sentiment.tagger import split_runs

_HAN = re.compile("([\u4e00-\u9fa5]+)")
_WORD_SIGN = re.compile(r"\w")
_BATCH = 64


def snownlp_score(text: str) -> float | None:
    """What ``SnowNLP(text).sentiments`` is, 0 (bad) … 1 (good); None for a text without any word."""
    return snownlp_scores([text])[0]


def snownlp_scores(texts: Iterable[str]) -> list[float | None]:
    """The score of each text, in order; None for one without any word (SnowNLP raises or says .53)."""
    waiting = list(texts)
    scores: list[float | None] = []
    for start in range(0, len(waiting), _BATCH):
        batch = waiting[start : start + _BATCH]
        for text, words in zip(batch, snownlp_words(batch), strict=True):
            scores.append(_scorer().score(words) if _WORD_SIGN.search(text) else None)
    return scores


def snownlp_words(texts: Sequence[str]) -> list[list[str]]:
    """SnowNLP's own words of each text (``snownlp.seg.seg``)."""
    pieces = [_HAN.split(text) for text in texts]
    runs = split_runs(_scorer().tables, [run for parts in pieces for run in parts[1::2]])
    cut = iter(runs)
    words: list[list[str]] = []
    for parts in pieces:
        mine: list[str] = []
        for place, part in enumerate(parts):
            mine += next(cut) if place % 2 else part.split()
        words.append(mine)
    return words


class _Scorer:
    """The segmenter's tables and the classifier's log probabilities."""

    def __init__(self) -> None:
        folder = package_folder()
        self.tables = load_tables()
        self._stop = frozenset(
            line.strip() for line in (folder / "normal" / "stopwords.txt").read_text("utf-8").split("\n")
        )
        model = unmarshal(folder / "sentiment" / "sentiment.marshal.3")
        self._classes = tuple(model["d"])
        self._prior = [log(kind["total"]) - log(model["total"]) for kind in model["d"].values()]
        self._strange = [log(float(kind["none"]) / kind["total"]) for kind in model["d"].values()]
        self._logs = [
            {word: log(float(count) / kind["total"]) for word, count in kind["d"].items()}
            for kind in model["d"].values()
        ]

    def score(self, words: Iterable[str]) -> float:
        """Probability of "pos", added up in SnowNLP's order so that it rounds alike."""
        sums = list(self._prior)
        kept = [word for word in words if word not in self._stop]
        for place, logs in enumerate(self._logs):
            strange = self._strange[place]
            for word in kept:
                sums[place] += logs.get(word, strange)
        chances = [_share(sums, place) for place in range(len(sums))]
        best = max(range(len(chances)), key=chances.__getitem__)
        return chances[best] if self._classes[best] == "pos" else 1 - chances[best]


def _share(sums: Sequence[float], place: int) -> float:
    """The class's share of the probability; 0 where the others' lead is past a float."""
    try:
        return 1 / sum(exp(other - sums[place]) for other in sums)
    except OverflowError:
        return 0.0


@lru_cache(maxsize=1)
def _scorer() -> _Scorer:
    return _Scorer()
