"""Topics of short posts: words stand for each other by the company they keep (pure).

A post of twenty words shares too few with any other to be factored by documents. What stands with a word in
all posts together is a document long enough (Zuo, Zhao & Xu 2016, "Word Network Topic Model"): the factors
are those of words × words, weighed by positive pointwise mutual information (Levy & Goldberg 2014). Posts are
then told by the same kind of :class:`~analysis.topics.model.Model` as articles are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from analysis.topics.model import SEED, Floats, Model, Words, counted, factors, topics_for, vocabulary_of
from analysis.topics.names import name_of

FEWEST = 200
"""Below this posts have no topics of their own: articles' topics tell them."""
MARK = "帖文："
"""Begins the names of posts' topics, which stand beside those of articles."""
_VOCABULARY = 3_000


def fit_posts(words: Words, version: str, known: Collection[str], before: Model | None = None) -> Model:
    """A model of posts' counted words by id; one without topics where there are too few.

    No word but those ``known`` to be many people's is looked at, so no word of one person names a topic. It
    begins where the model ``before`` ended: what people post of changes faster than a topic should.
    """
    open_words = frozenset(known)
    # A post that many forward is one post: copies would make every two of its words a pair.
    texts = dict.fromkeys(open_words.intersection(words[one]) for one in sorted(words))
    documents = [dict.fromkeys(text, 1) for text in texts]
    vocabulary = vocabulary_of(documents, _VOCABULARY) if len(documents) >= FEWEST else ()
    wanted = topics_for(len(documents), len(vocabulary))
    if not wanted:
        return Model.none(version, len(words))
    held = counted(documents, vocabulary)
    rarity = np.log((1 + len(documents)) / (1 + np.asarray(held.sum(axis=0), dtype=np.float64).ravel())) + 1
    start = _begun(before, vocabulary, wanted) if before and before.names else None
    parts = factors(_company(held), wanted, start)
    names = tuple(MARK + name_of(part, vocabulary) for part in parts)
    return Model(version, vocabulary, rarity, parts, names, len(words))


def _begun(before: Model, vocabulary: Sequence[str], wanted: int) -> Floats:
    """Topics × words to begin with: those of ``before``; more are begun by chance."""
    places = {word: place for place, word in enumerate(before.words)}
    parts = np.random.default_rng(SEED).random((wanted, len(vocabulary))) * before.parts.mean()
    for number in range(min(wanted, len(before.parts))):
        parts[number] = [before.parts[number, places[word]] if word in places else 0.0 for word in vocabulary]
    return np.asarray(parts, dtype=np.float64)


def _company(held: Any) -> Any:
    """Words × words, sparse: positive pointwise mutual information over the posts, by the root of how many.

    By itself it is highest of two words that met twice by chance.
    """
    together = (held.T @ held).tocoo()
    apart = together.row != together.col
    row, column, both = together.row[apart], together.col[apart], together.data[apart]
    alone: Floats = np.asarray(held.sum(axis=0), dtype=np.float64).ravel()
    surprise = np.maximum(np.log(both * held.shape[0] / (alone[row] * alone[column])), 0.0)
    return type(held)((surprise * np.sqrt(both), (row, column)), shape=(held.shape[1],) * 2)
