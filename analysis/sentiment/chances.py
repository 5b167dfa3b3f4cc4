"""SnowNLP's segmentation model as arrays of chances, computed in its own order of operations.

The model counts how often a character stood under a tag (b, m, e, s: begin, middle, end, single), how often
two and three of them followed each other. Only Han characters ever reach it, so only their counts are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

FIRST_HAN, LAST_HAN = 0x4E00, 0x9FA5
"""SnowNLP's idea of Han."""
BEGIN = 3
"""The number of what stands before a run; smaller ones are no characters of the model (see tables.py)."""
_TAGS = {"b": 0, "m": 1, "e": 2, "s": 3, "BOS": 0}


@dataclass(frozen=True, slots=True)
class Chances:
    """A character under a tag is a place, 4 * its number in ``numbers`` + the tag.

    ``alone[place]`` is the chance of a place after two places that say nothing of it; ``pairs`` and
    ``triples``, of shape (rows, 2 or 3), are places that were seen in a row, ``pair_chances`` and
    ``triple_chances`` those of the last after the others.
    """

    numbers: dict[str, int]
    alone: Floats
    pairs: Codes
    pair_chances: Floats
    triples: Codes
    triple_chances: Floats


def chances(model: Mapping[str, Any]) -> Chances:
    """Of an unmarshalled model: λ1 P(c) + λ2 P(c|b) + λ3 P(c|a, b), as SnowNLP adds them up."""
    counted = model["uni"]["d"]
    numbers = _numbers(counted)
    places = {sign: 4 * numbers.get(sign[0], BEGIN) + _TAGS[sign[1]] for sign in counted if _known(sign[0])}
    single = np.zeros(4 * (BEGIN + 1 + len(numbers)))
    for sign, place in places.items():
        single[place] = counted[sign]
    pairs, pair_counts = _seen(model["bi"]["d"], 2, places)
    triples, triple_counts = _seen(model["tri"]["d"], 3, places)
    first, second, third = triples.T
    alone = model["l1"] * (single / model["uni"]["total"])
    after_one = model["l2"] * pair_counts / single[pairs[:, 0]]
    after_two = model["l3"] * triple_counts / _of_pair(pairs, pair_counts, first, second)
    return Chances(
        numbers=numbers,
        alone=alone,
        pairs=pairs,
        pair_chances=alone[pairs[:, 1]] + after_one,
        triples=triples,
        triple_chances=alone[third] + _of_pair(pairs, after_one, second, third) + after_two,
    )


def _known(char: str) -> bool:
    """Whether ``char`` is Han, or "" for the place before a run."""
    return not char or FIRST_HAN <= ord(char) <= LAST_HAN


def _numbers(counted: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """The number of each Han character that the model saw."""
    seen = sorted({char for (char, _), number in counted.items() if char and number and _known(char)})
    return {char: number for number, char in enumerate(seen, BEGIN + 1)}


def _seen(
    counted: Mapping[tuple[tuple[str, str], ...], int], length: int, places: Mapping[tuple[str, str], int]
) -> tuple[Codes, Floats]:
    """The tuples of ``length`` places all of which are Han, and how often each was counted."""
    flat = (places.get(sign, -1) for entry in counted for sign in entry)
    rows = np.fromiter(flat, np.int64, length * len(counted)).reshape(-1, length)
    counts = np.fromiter(counted.values(), np.float64, len(counted))
    han = (rows >= 0).all(axis=1)
    return rows[han], counts[han]


def _of_pair(pairs: Codes, values: Floats, before: Codes, after: Codes) -> Floats:
    """The value of each two places that follow each other, 0 where they are no pair."""
    base = int(pairs.max()) + 1
    keys, wanted = pairs[:, 0] * base + pairs[:, 1], before * base + after
    order = np.argsort(keys)
    at = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    return np.where(keys[at] == wanted, values[at], 0.0)
