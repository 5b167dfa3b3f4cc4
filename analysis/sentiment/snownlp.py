"""SnowNLP's sentiment score, exactly, from its shipped model but without its code.

``SnowNLP(text).sentiments`` cuts Han runs with its own segmenter, drops its stop words and asks a naive Bayes
that was trained on shopping reviews. This module gives the same number (the words equal, the score to 1e-9)
hundreds of times faster. It is the review-trained score, shown beside ours and never alone in an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from analysis.sentiment.reader import Scorer, shipped_reader
from analysis.wordlists import word_list

_WORD_SIGN = re.compile(r"\w")
_WARMING = ("positive", "negative", "places")
_WARMING_TEXTS, _WARMING_WORDS = 120, 16


def snownlp_score(text: str) -> float | None:
    """What ``SnowNLP(text).sentiments`` is, 0 (bad) … 1 (good); None for a text without any word."""
    return _scorer().chance(text) if _WORD_SIGN.search(text) else None


def snownlp_scores(texts: Iterable[str]) -> list[float | None]:
    """The score of each text, in order; None for one without any word (SnowNLP raises or says .53)."""
    return [snownlp_score(text) for text in texts]


def snownlp_words(text: str) -> list[str]:
    """SnowNLP's own words of ``text`` (``snownlp.seg.seg``)."""
    return shipped_reader().words(text)


@lru_cache(maxsize=1)
def _scorer() -> Scorer:
    scorer = shipped_reader().scorer(shipped_reader().laid)
    _warm_up(scorer)
    return scorer


def _warm_up(scorer: Scorer) -> None:
    """LuaJIT compiles what it meets: here most of it (30 ms), rather than in the first hundred texts."""
    words = [word for name in _WARMING for word in word_list(name)]
    for start in range(_WARMING_TEXTS):
        scorer.chance("".join(words[start::_WARMING_TEXTS][:_WARMING_WORDS]))
