"""Topics by non-negative matrix factorization on TF-IDF (pure).

A :class:`Model` is fitted once and articles are told by it until it is fitted anew: one that comes later
changes no other's topic. The seed is fixed and the articles are taken in the order of their ids, so the same
articles give the same model.
"""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from analysis.topics.names import kept_names, name_of

Floats = NDArray[np.float64]
Words = Mapping[str, Mapping[str, int]]

_FEWEST_ARTICLES = 20
"""Below this a factorization splits hairs: everything is one topic without a name."""
_ARTICLES_A_TOPIC = 40
_FEWEST_TOPICS, _MOST_TOPICS = 3, 25
_VOCABULARY = 8_000
_LARGEST_SHARE = 0.4
"""A word of more of the articles tells no topics apart."""
_MANY = 1_000
"""From so many articles on a word must stand in five, below in two."""
_ROUNDS, _CLOSE = 100, 1e-3
SEED = 20220715
_SMALL = 100
"""Below this another fitting costs nothing, and may give the first topics."""
_GROWTH = 1.25
"""Fitted anew when there are this times the articles it was fitted on."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """``parts`` are topics × ``words``, ``rarity`` the words' IDF, ``fitted`` the articles it was made from.

    ``version`` says what the words were counted by. ``told`` counts articles that came since.
    """

    version: str
    words: tuple[str, ...]
    rarity: Floats
    parts: Floats
    names: tuple[str, ...]
    fitted: int
    told: int = 0

    @classmethod
    def none(cls, version: str, articles: int) -> Self:
        """Of so many articles, without topics."""
        return cls(version, (), np.zeros(0), np.zeros((0, 0)), (), articles)

    @property
    def digest(self) -> str:
        """Names this model and no other."""
        told = repr((self.version, self.words, self.names, self.fitted)).encode()
        return hashlib.sha256(told + self.rarity.tobytes() + self.parts.tobytes()).hexdigest()[:16]

    def with_more(self, articles: int) -> Model:
        """The same once it has told so many more articles."""
        return replace(self, told=self.told + articles)

    def is_outgrown(self, more: int) -> bool:
        """Whether it should be fitted anew when so many more articles came."""
        articles = self.fitted + self.told + more
        return articles >= self.fitted * _GROWTH or (not self.names and articles < _SMALL)

    def topics(self, words: Words) -> dict[str, str]:
        """The name of each article's strongest topic, by article id; "" where it has none."""
        return self.named(self.places(words))

    def named(self, places: Mapping[str, int]) -> dict[str, str]:
        """The same of ``places``."""
        return {article: self.names[place] if place >= 0 else "" for article, place in places.items()}

    def named_like(self, places: Mapping[str, int], before: Mapping[str, str]) -> Model:
        """The same with the names that its topics' articles had ``before``, where most are the same ones."""
        told = {article: place for article, place in places.items() if place >= 0}
        return replace(self, names=kept_names(self.names, told, before))

    def places(self, words: Words) -> dict[str, int]:
        """The number of each article's strongest topic, by article id; -1 where it has none."""
        ids = sorted(words)
        if not ids or not self.names:
            return dict.fromkeys(ids, -1)
        shares = self._shares([words[one] for one in ids])
        told = zip(ids, shares.argmax(axis=1), shares.max(axis=1), strict=True)
        return {one: int(place) if share > 0 else -1 for one, place, share in told}

    def _shares(self, documents: Sequence[Mapping[str, int]]) -> Floats:
        """Articles × topics: non-negative, by the parts as they are."""
        from sklearn.decomposition import non_negative_factorization  # noqa: PLC0415 (takes a second to load)

        weighed = _weighed(counted(documents, self.words), self.rarity)
        with _settled_enough():
            shares, _, _ = non_negative_factorization(
                weighed, H=self.parts, n_components=len(self.parts), init="custom", update_H=False
            )
        return np.asarray(shares, dtype=np.float64)


def fit(words: Words, version: str) -> Model:
    """A model of the articles' counted words by article id; one without topics where there are too few."""
    ids = sorted(words)
    documents = [words[one] for one in ids]
    vocabulary = vocabulary_of(documents, _VOCABULARY) if len(ids) >= _FEWEST_ARTICLES else ()
    wanted = topics_for(len(ids), len(vocabulary))
    if not wanted:
        return Model.none(version, len(ids))
    told = counted(documents, vocabulary)
    holding = np.asarray((told > 0).sum(axis=0), dtype=np.float64).ravel()
    rarity = np.log((1 + len(ids)) / (1 + holding)) + 1
    parts = factors(_weighed(told, rarity), wanted)
    names = tuple(name_of(part, vocabulary) for part in parts)
    return Model(version, vocabulary, rarity, parts, names, len(ids))


def topics_for(articles: int, words: int) -> int:
    """How many topics so many articles of so many words have; 0 of too few words."""
    few = words < _FEWEST_TOPICS
    return 0 if few else min(max(_FEWEST_TOPICS, articles // _ARTICLES_A_TOPIC), _MOST_TOPICS, words)


def vocabulary_of(documents: Sequence[Mapping[str, int]], most_words: int) -> tuple[str, ...]:
    """The most frequent words that stand in some articles and not in too many."""
    holding = Counter(word for document in documents for word in document)
    fewest, most = (5 if len(documents) >= _MANY else 2), len(documents) * _LARGEST_SHARE
    fit_words = [word for word, number in holding.items() if fewest <= number <= most]
    return tuple(sorted(sorted(fit_words, key=lambda word: (-holding[word], word))[:most_words]))


def counted(documents: Sequence[Mapping[str, int]], vocabulary: Sequence[str]) -> Any:
    """Articles × words, sparse."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    places = {word: place for place, word in enumerate(vocabulary)}
    rows = [sorted((places[word], n) for word, n in one.items() if word in places) for one in documents]
    ends = np.cumsum([0, *map(len, rows)])
    columns = [place for row in rows for place, _ in row]
    values = [count for row in rows for _, count in row]
    shape = (len(rows), len(vocabulary))
    return csr_matrix((np.asarray(values, dtype=np.float64), columns, ends), shape=shape)


def _weighed(counted: Any, rarity: Floats) -> Any:
    """TF-IDF: the logarithm of counts by rarity, each article of length one."""
    from sklearn.preprocessing import normalize  # noqa: PLC0415

    weighed = counted.copy()
    weighed.data = (1 + np.log(weighed.data)) * rarity[weighed.indices]
    return normalize(weighed)


def factors(weighed: Any, wanted: int, start: Floats | None = None) -> Floats:
    """Topics × words; from ``start``, where a square of words × words has been factored before."""
    from sklearn.decomposition import NMF  # noqa: PLC0415

    init = "nndsvda" if start is None else "custom"
    model = NMF(n_components=wanted, init=init, max_iter=_ROUNDS, tol=_CLOSE, random_state=SEED)
    with _settled_enough():
        model.fit_transform(weighed, W=None if start is None else start.T.copy(), H=start)
    return np.asarray(model.components_, dtype=np.float64)


@contextmanager
def _settled_enough() -> Iterator[None]:
    """Names come from the strongest words, which settle long before the last decimals do.

    Where the parts tell the articles to the last digit, the rest may be rounded to less than nothing.
    """
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415

    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield
