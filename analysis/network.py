"""What is told together: pairs of words, firms and places that share more documents than chance. Pure.

Normalized pointwise mutual information (Bouma 2009, "Normalized (Pointwise) Mutual Information in Collocation
Extraction"): 1 for two that only ever come together, 0 for two that come together as chance has it. Pairs are
ranked by Dunning's log-likelihood instead: by NPMI those that stand in three documents, always together, are
first, and tell nothing but that some text was written so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Literal

Kind = Literal["word", "firm", "place"]

FEWEST_DOCUMENTS = 3
"""A pair in fewer documents is one document's affair."""
MOST_PAIRS = 60
_MIXED = 20
"""Pairs that firms and places have room for: they stand in fewer documents than words do."""
_MOST_WORDS = 300
"""The most frequent words: pairs grow by their square. Of firms and places there are fewer, and all count."""
_LARGEST_SHARE = 0.5
"""A node of more of the documents goes with everything."""
_MOST_OF_A_NODE = 3
"""Pairs with one node: the words of one phrase would fill the list with each other."""


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A word, firm or place."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes, the documents that hold both, and how much more than chance that is (−1 to 1)."""

    one: Node
    other: Node
    documents: int
    npmi: float


def pairs(documents: Iterable[Collection[Node]]) -> tuple[Pair, ...]:
    """At most :data:`MOST_PAIRS` pairs that come together more often than chance, the surest first.

    Two nodes of which one's name is part of the other's are no pair; two words that only ever come together
    are one expression, and last. Give each story once: copies would make every two words of a text a pair.
    """
    sets = [frozenset(nodes) for nodes in documents]
    holding = Counter(node for nodes in sets for node in nodes)
    most = len(sets) * _LARGEST_SHARE
    often = [node for node, number in holding.items() if FEWEST_DOCUMENTS <= number <= most]
    words = sorted(filter(_is_word, often), key=lambda node: (-holding[node], node))[:_MOST_WORDS]
    kept = frozenset((*words, *(node for node in often if not _is_word(node))))
    found = [
        Pair(one, other, number, _npmi(number, holding[one], holding[other], len(sets)))
        for one, other, number in _together(sets, kept)
        if number >= FEWEST_DOCUMENTS and one.name not in other.name and other.name not in one.name
    ]

    def rank(pair: Pair) -> tuple[bool, float, Node, Node]:
        one, other = holding[pair.one], holding[pair.other]
        phrase = _is_of_words(pair) and pair.documents == max(one, other)
        return phrase, -_surprise(pair.documents, one, other, len(sets)), pair.one, pair.other

    ranked = sorted((pair for pair in found if pair.npmi > 0), key=rank)
    mixed = list(_varied(pair for pair in ranked if not _is_of_words(pair)))[:_MIXED]
    plain = list(_varied(filter(_is_of_words, ranked)))[: MOST_PAIRS - len(mixed)]
    return tuple(sorted((*mixed, *plain), key=rank))


def _is_word(node: Node) -> bool:
    return node.kind == "word"


def _is_of_words(pair: Pair) -> bool:
    return _is_word(pair.one) and _is_word(pair.other)


def _together(sets: Iterable[frozenset[Node]], kept: frozenset[Node]) -> Iterator[tuple[Node, Node, int]]:
    """How many of ``sets`` hold two of ``kept``; counted by their places, as comparing nodes is slow."""
    nodes = sorted(kept)
    place_of = {node: place for place, node in enumerate(nodes)}
    places = (sorted([place_of[node] for node in some & kept]) for some in sets)
    both = Counter(pair for some in places for pair in combinations(some, 2))
    return ((nodes[one], nodes[other], number) for (one, other), number in both.items())


def _varied(ranked: Iterable[Pair]) -> Iterator[Pair]:
    """Without those whose nodes stand in enough pairs before them."""
    used: Counter[Node] = Counter()
    for pair in ranked:
        if max(used[pair.one], used[pair.other]) < _MOST_OF_A_NODE:
            used.update((pair.one, pair.other))
            yield pair


def _surprise(both: int, one: int, other: int, documents: int) -> float:
    """G² of the four cells: documents with both, with the one alone, with the other alone, with neither."""
    rest = documents - one
    cells = (
        (both, one * other),
        (one - both, one * (documents - other)),
        (other - both, rest * other),
        (rest - other + both, rest * (documents - other)),
    )
    return 2 * sum(seen * log(seen * documents / margins) for seen, margins in cells if seen)


def _npmi(both: int, one: int, other: int, documents: int) -> float:
    return 1.0 if both == documents else log(both * documents / (one * other)) / -log(both / documents)
