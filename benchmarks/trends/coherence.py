"""How well topics hold together, and how unlike each other they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from time import process_time

import numpy as np

from analysis.topics.model import Model, Words, fit
from analysis.topics.posts import fit_posts

STRONGEST = 10
Fitted = Callable[[Words, Model | None], Model]


@dataclass(frozen=True, slots=True)
class Coherence:
    """``npmi`` is the mean over topics and pairs of their ten strongest words; seconds of processor time."""

    npmi: float
    diversity: float
    seconds: float


def of_articles(words: Words, _before: Model | None = None) -> Model:
    """As the product fits articles."""
    return fit(words, "benchmark")


def of_posts(words: Words, before: Model | None = None) -> Model:
    """As the product fits posts, each word taken for many people's: the corpus tells no authors."""
    return fit_posts(words, "benchmark", {word for post in words.values() for word in post}, before)


def measured(words: Words, fitted: Fitted = of_articles) -> Coherence:
    """Of a model fitted on all articles, with the time to fit it and to tell every article's topic."""
    begun = process_time()
    model = fitted(words, None)
    model.topics(words)
    seconds = process_time() - begun
    strongest = [_strongest(model, part) for part in range(len(model.parts))]
    holders = _holders(words, {word for some in strongest for word in some})
    pairs = [pair for some in strongest for pair in combinations(some, 2)]
    npmi = float(np.mean([_npmi(holders[one], holders[other], len(words)) for one, other in pairs]))
    return Coherence(npmi, len(holders) / (STRONGEST * len(strongest)), seconds)


def kept(words: Words, fitted: Fitted = of_articles) -> float:
    """The share of articles that keep their topic's name when a third more come and all are fitted anew."""
    ids = sorted(words)
    first = {one: words[one] for place, one in enumerate(ids) if place % 4}
    begun = fitted(first, None)
    before = begun.topics(first)
    model = fitted(words, begun)
    places = model.places(words)
    again = model.named_like(places, before).named(places)
    return sum(again[one] == name for one, name in before.items()) / len(before)


def told(words: Words, fitted: Fitted) -> float:
    """The share of articles that have a topic at all."""
    return sum(map(bool, fitted(words, None).topics(words).values())) / len(words)


def _strongest(model: Model, part: int) -> Sequence[str]:
    return [model.words[place] for place in np.argsort(-model.parts[part], kind="stable")[:STRONGEST]]


def _holders(words: Words, wanted: set[str]) -> Mapping[str, set[str]]:
    holders: dict[str, set[str]] = {word: set() for word in wanted}
    for article, counts in words.items():
        for word in counts.keys() & wanted:
            holders[word].add(article)
    return holders


def _npmi(one: set[str], other: set[str], articles: int) -> float:
    both = len(one & other)
    if not both:
        return -1.0
    return float(np.log(both * articles / (len(one) * len(other))) / -np.log(both / articles))
