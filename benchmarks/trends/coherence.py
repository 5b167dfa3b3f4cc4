"""How well topics hold together, and how unlike each other they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from time import process_time

import numpy as np

from analysis.topics.model import Model, fit

STRONGEST = 10


@dataclass(frozen=True, slots=True)
class Coherence:
    """``npmi`` is the mean over topics and pairs of their ten strongest words; seconds of processor time."""

    npmi: float
    diversity: float
    seconds: float


def measured(words: Mapping[str, Mapping[str, int]]) -> Coherence:
    """Of a model fitted on all articles, with the time to fit it and to tell every article's topic."""
    begun = process_time()
    model = fit(words, "benchmark")
    model.topics(words)
    seconds = process_time() - begun
    strongest = [_strongest(model, part) for part in range(len(model.parts))]
    holders = _holders(words, {word for some in strongest for word in some})
    pairs = [pair for some in strongest for pair in combinations(some, 2)]
    npmi = float(np.mean([_npmi(holders[one], holders[other], len(words)) for one, other in pairs]))
    return Coherence(npmi, len(holders) / (STRONGEST * len(strongest)), seconds)


def kept(words: Mapping[str, Mapping[str, int]]) -> float:
    """The share of articles that keep their topic's name when a third more come and all are fitted anew."""
    ids = sorted(words)
    first = {one: words[one] for place, one in enumerate(ids) if place % 4}
    before = fit(first, "benchmark").topics(first)
    model = fit(words, "benchmark")
    places = model.places(words)
    again = model.named_like(places, before).named(places)
    return sum(again[one] == name for one, name in before.items()) / len(before)


def _strongest(model: Model, part: int) -> Sequence[str]:
    return [model.words[place] for place in np.argsort(-model.parts[part], kind="stable")[:STRONGEST]]


def _holders(words: Mapping[str, Mapping[str, int]], wanted: set[str]) -> Mapping[str, set[str]]:
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
