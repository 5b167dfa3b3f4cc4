"""SnowNLP's shipped model as arrays: 30 MB instead of its 400 MB of tuples in dictionaries.

The model counts how often a character stood under a tag (b, m, e, s: begin, middle, end, single), how often
two and three of them followed each other. Only Han characters ever reach it, so only their counts are kept,
and of those the logarithms that SnowNLP would take at each character of a text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.sentiment.hashing import number_hash, slots, width
from analysis.sentiment.laid import Arrays, Numbers

Counts = NDArray[np.float64]
Codes = NDArray[np.int64]
Signs = Mapping[tuple[str, str], int]

FIRST_HAN, LAST_HAN = 0x4E00, 0x9FA5
"""SnowNLP's idea of Han."""
SIGN, BLANK, UNSEEN, BEGIN = 0, 1, 2, 3
"""Numbers of what is no character of the model; BEGIN stands before a run. The same in reader.lua."""
_TAGS = {"b": 0, "m": 1, "e": 2, "s": 3, "BOS": 0}
_EMPTY = -1
_PLANE = 0x10000
"""Code points from here on are signs to SnowNLP, none of them blank."""


@dataclass(frozen=True, slots=True)
class _Grams:
    """Counted rows of (character, tag) places, each place 4 * character + tag; shape (rows, 2 or 3)."""

    places: Codes
    counts: Counts


def segmenter(model: Mapping[str, Any]) -> tuple[Arrays, Numbers]:
    """What reader.lua reads of an unmarshalled segmentation model.

    ``numbers`` gives a code point's number. Rows of 16 are the log chances of a character's tag after another
    one's, at 4 * tag before + tag: ``single_logs`` of a character after any other, ``pair_logs`` of a known
    pair. ``pair_slots`` has at a pair's slot its key and its row. ``triple_slots`` has at that of a triple
    (a pair's row and a character) its key and where its entries begin: the known ones of its 64 tags in
    ``triple_codes``, their log chances in ``triple_logs``; they end where the next slot's begin.
    """
    counted = model["uni"]["d"]
    numbers = _numbers(counted)
    size = BEGIN + 1 + len(numbers)
    signs = {sign: 4 * numbers.get(sign[0], BEGIN) + _TAGS[sign[1]] for sign in counted if _known(sign[0])}
    single = np.zeros(4 * size)
    for sign, place in signs.items():
        single[place] = counted[sign]
    alone = model["l1"] * (single / model["uni"]["total"])
    pairs = _grams(model["bi"]["d"], 2, signs)
    triples = _grams(model["tri"]["d"], 3, signs)
    first, second, third = triples.places.T
    after_one = model["l2"] * pairs.counts / single[pairs.places[:, 0]]
    without_first = alone[third] + _looked_up(pairs, after_one, second, third)
    after_two = model["l3"] * triples.counts / _looked_up(pairs, pairs.counts, first, second)
    single_logs = _logs(alone).reshape(-1, 4)
    rows, row_of = np.unique(pairs.places // 4 @ _weights(size, 1), return_inverse=True)
    pair_logs = np.tile(single_logs[rows % size], 4)
    pair_logs[row_of, pairs.places % 4 @ _weights(4, 1)] = _logs(alone[pairs.places[:, 1]] + after_one)
    row_before = np.searchsorted(rows, first // 4 * size + second // 4)
    arrays: dict[str, NDArray[Any]] = {
        "numbers": _number_of_code(numbers, single),
        "single_logs": np.tile(single_logs, 4),
        "pair_logs": pair_logs,
        "pair_slots": _slots(rows, np.arange(len(rows))),
        **_triples(
            row_before * size + third // 4, triples.places % 4 @ _weights(16, 4, 1), without_first + after_two
        ),
    }
    return arrays, {
        "size": size,
        **{f"{name}_shift": _shift(arrays[f"{name}_slots"]) for name in ("pair", "triple")},
    }


def _weights(*weights: int) -> Codes:
    """What makes one number of a row's numbers."""
    return np.array(weights, np.int64)


def _known(char: str) -> bool:
    """Whether ``char`` is Han, or "" for the place before a run."""
    return not char or FIRST_HAN <= ord(char) <= LAST_HAN


def _numbers(counted: Signs) -> dict[str, int]:
    """The number of each Han character that the model saw."""
    seen = sorted({char for char, _ in counted if char and _known(char)})
    return {char: number for number, char in enumerate(seen, BEGIN + 1)}


def _number_of_code(numbers: Mapping[str, int], single: Counts) -> NDArray[np.uint16]:
    found = np.full(_PLANE, SIGN, np.uint16)
    found[[code for code in range(_PLANE) if chr(code).isspace()]] = BLANK
    found[FIRST_HAN : LAST_HAN + 1] = UNSEEN
    for char, number in numbers.items():
        if single[4 * number : 4 * number + 4].any():
            found[ord(char)] = number
    return found


def _grams(counted: Mapping[tuple[tuple[str, str], ...], int], length: int, signs: Signs) -> _Grams:
    """The counted tuples of ``length`` signs, all of which are Han."""
    flat = (signs.get(sign, -1) for entry in counted for sign in entry)
    places = np.fromiter(flat, np.int64, length * len(counted)).reshape(-1, length)
    counts = np.fromiter(counted.values(), np.float64, len(counted))
    han = (places >= 0).all(axis=1)
    return _Grams(places[han], counts[han])


def _looked_up(pairs: _Grams, values: Counts, before: Codes, after: Codes) -> Counts:
    """The value of the pair of each two places, 0 where they are no pair."""
    base = int(pairs.places.max()) + 1
    keys, wanted = pairs.places @ _weights(base, 1), before * base + after
    order = np.argsort(keys)
    at = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    return np.where(keys[at] == wanted, values[at], 0.0)


def _logs(chances: Counts) -> Counts:
    """Python's own logarithms, as SnowNLP takes them; -inf of 0."""
    logs = (math.log(chance) if chance else -math.inf for chance in chances.tolist())
    return np.fromiter(logs, np.float64, len(chances))


def _triples(keys: Codes, codes: Codes, chances: Counts) -> dict[str, NDArray[Any]]:
    """The triples' arrays of their entries, each with its triple's key."""
    rows, row_of = np.unique(keys, return_inverse=True)
    places = np.array(_places(rows), np.int64)
    order = np.argsort(places[row_of], kind="stable")
    table = np.full(((1 << width(len(rows))) + 1, 2), _EMPTY, np.int32)
    table[places, 0] = rows
    table[:, 1] = np.searchsorted(places[row_of][order], np.arange(len(table)))
    return {
        "triple_slots": table,
        "triple_codes": codes[order].astype(np.uint8),
        "triple_logs": _logs(chances[order]),
    }


def _shift(table: NDArray[np.int32]) -> int:
    """By how much a hash of 32 bits is longer than a place in ``table``."""
    return 33 - len(table).bit_length()


def _slots(keys: Codes, values: Codes) -> NDArray[np.int32]:
    """Each key and its value at the key's slot."""
    table = np.full((1 << width(len(keys)), 2), _EMPTY, np.int32)
    table[_places(keys)] = np.column_stack([keys, values])
    return table


def _places(keys: Codes) -> list[int]:
    """The slots of different ``keys``. Raises OverflowError for keys past 32 bits."""
    if keys.max() > np.iinfo(np.int32).max:
        raise OverflowError("the model has more characters than its tables can tell apart")
    return slots(map(number_hash, keys.tolist()), width(len(keys)))
