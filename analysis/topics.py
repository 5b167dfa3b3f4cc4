"""Topics: what the articles are about, found by non-negative matrix factorization on TF-IDF (pure).

Each article gets its strongest topic, named by that topic's words. The seed is fixed and the articles are
taken in the order of their ids, so the same articles give the same topics.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FEWEST_ARTICLES = 20
"""Below this a factorization splits hairs: everything is one topic without a name."""
_ARTICLES_A_TOPIC = 40
_FEWEST_TOPICS, _MOST_TOPICS = 3, 25
_VOCABULARY = 5_000
_WORDS_A_NAME = 3
_SEED = 20220715


def topics(words: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """The topic of each article, given its counted words, both by article id.

    A topic's name is its strongest words joined by 、, and "" where an article has none.
    """
    ids = sorted(words)
    if len(ids) < _FEWEST_ARTICLES:
        return dict.fromkeys(ids, "")
    counts, vocabulary = _matrix([words[one] for one in ids])
    if len(vocabulary) < _FEWEST_TOPICS:
        return dict.fromkeys(ids, "")
    wanted = min(max(_FEWEST_TOPICS, len(ids) // _ARTICLES_A_TOPIC), _MOST_TOPICS, len(vocabulary))
    shares, parts = _factors(counts, wanted)
    names = [_name(part, vocabulary) for part in parts]
    best = shares.argmax(axis=1)
    return {
        one: names[topic] if share[topic] > 0 else ""
        for one, topic, share in zip(ids, best, shares, strict=True)
    }


def _matrix(documents: list[Mapping[str, int]]) -> tuple[Any, NDArray[Any]]:
    """TF-IDF of words in at least two documents and at most half of them."""
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 (scikit-learn takes a second to load)
    from sklearn.feature_extraction.text import TfidfTransformer  # noqa: PLC0415

    vectorizer = DictVectorizer(dtype=np.float64)
    counts = vectorizer.fit_transform(documents)
    frequency = np.asarray((counts > 0).sum(axis=0)).ravel()
    fit = np.flatnonzero((frequency >= 2) & (frequency <= len(documents) / 2))
    kept = np.sort(fit[np.argsort(-frequency[fit], kind="stable")][:_VOCABULARY])
    if not len(kept):
        return counts[:, kept], np.array([], dtype=str)
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts[:, kept])
    return weighted, vectorizer.get_feature_names_out()[kept]


def _factors(matrix: Any, wanted: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Articles × topics and topics × words."""
    from sklearn.decomposition import NMF  # noqa: PLC0415
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415

    model = NMF(n_components=wanted, init="nndsvda", max_iter=200, random_state=_SEED)
    with warnings.catch_warnings():
        # Names come from the strongest words, which settle long before the last decimals do.
        warnings.simplefilter("ignore", ConvergenceWarning)
        shares = model.fit_transform(matrix)
    return shares, model.components_


def _name(part: NDArray[np.float64], vocabulary: NDArray[Any]) -> str:
    """The topic's strongest words, none part of another: 合作 and 合作意向 tell the same twice."""
    named: list[str] = []
    for place in np.argsort(-part, kind="stable"):
        word = str(vocabulary[place])
        if len(named) == _WORDS_A_NAME or part[place] <= 0:
            break
        if not any(word in other or other in word for other in named):
            named.append(word)
    return "、".join(named)
