"""The segmenter's tables as reader.lua reads them: 60 MB instead of SnowNLP's 400 MB of dictionaries.

They hold the logarithms that SnowNLP takes at each character of a text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.sentiment.chances import FIRST_HAN, LAST_HAN, Chances, Codes, Floats, chances
from analysis.sentiment.hashing import number_hash, slots, width
from analysis.sentiment.laid import Arrays, Numbers

Table = NDArray[np.int32]

SIGN, BLANK, UNSEEN = 0, 1, 2
"""Numbers of what is no character of the model. The same in reader.lua."""
_PLANE = 0x10000
"""Code points from here on are signs to SnowNLP, none of them blank."""
_EMPTY = -1


def segmenter(model: Mapping[str, Any]) -> tuple[Arrays, Numbers]:
    """What reader.lua reads of an unmarshalled segmentation model.

    ``numbers`` gives a code point's number. Rows of 16 are the log chances of a character's tag after another
    one's, at 4 * tag before + tag: ``single_logs`` of a character after any other, ``pair_logs`` of a known
    pair. ``pair_slots`` has at a pair's slot its key and its row. ``triple_slots`` has at that of a triple
    (a pair's row and a character) its key and where its entries begin: the known ones of its 64 tags in
    ``triple_codes``, their log chances in ``triple_logs``; they end where the next slot's begin.
    """
    found = chances(model)
    single_logs = _logs(found.alone).reshape(-1, 4)
    rows, row_of = np.unique(_key(found.pairs // 4, len(single_logs)), return_inverse=True)
    pair_logs = np.tile(single_logs[rows % len(single_logs)], 4)
    pair_logs[row_of, _key(found.pairs % 4, 4)] = _logs(found.pair_chances)
    pair_slots, triple_slots, order = _pair_slots(rows), *_triple_slots(found, rows, len(single_logs))
    arrays = {
        "numbers": _number_of_code(found.numbers),
        "single_logs": np.tile(single_logs, 4),
        "pair_logs": pair_logs,
        "pair_slots": pair_slots,
        "triple_slots": triple_slots,
        "triple_codes": _key(found.triples % 4, 4)[order].astype(np.uint8),
        "triple_logs": _logs(found.triple_chances[order]),
    }
    shifts = {"pair_shift": _shift(pair_slots), "triple_shift": _shift(triple_slots)}
    return arrays, {"size": len(single_logs), **shifts}


def _number_of_code(numbers: Mapping[str, int]) -> NDArray[np.uint16]:
    found = np.full(_PLANE, SIGN, np.uint16)
    found[[code for code in range(_PLANE) if chr(code).isspace()]] = BLANK
    found[FIRST_HAN : LAST_HAN + 1] = UNSEEN
    for char, number in numbers.items():
        found[ord(char)] = number
    return found


def _pair_slots(rows: Codes) -> Table:
    """Each pair's key and its row, at the key's slot."""
    table = np.full((1 << width(len(rows)), 2), _EMPTY, np.int32)
    table[_places(rows)] = np.column_stack([rows, np.arange(len(rows))])
    return table


def _triple_slots(found: Chances, pair_rows: Codes, size: int) -> tuple[Table, Codes]:
    """Each triple's key and where its entries begin, at the key's slot; and the order of all entries."""
    chars = found.triples // 4
    row_before = np.searchsorted(pair_rows, _key(chars[:, :2], size))
    rows, row_of = np.unique(row_before * size + chars[:, 2], return_inverse=True)
    places = _places(rows)
    order = np.argsort(places[row_of], kind="stable")
    table = np.full(((1 << width(len(rows))) + 1, 2), _EMPTY, np.int32)
    table[places, 0] = rows
    table[:, 1] = np.searchsorted(places[row_of][order], np.arange(len(table)))
    return table, order


def _key(rows: Codes, base: int) -> Codes:
    """One number of each row's numbers below ``base``."""
    weights: Codes = base ** np.arange(rows.shape[1] - 1, -1, -1)
    return rows @ weights


def _places(keys: Codes) -> Codes:
    """The slots of different ``keys``. Raises OverflowError for keys past 32 bits."""
    if keys.max() > np.iinfo(np.int32).max:
        raise OverflowError("the model has more characters than its tables can tell apart")
    return np.array(slots(map(number_hash, keys.tolist()), width(len(keys))), np.int64)


def _shift(table: Table) -> int:
    """By how much a hash of 32 bits is longer than a place in ``table``."""
    return 33 - len(table).bit_length()


def _logs(shares: Floats) -> Floats:
    """Python's own logarithms, as SnowNLP takes them; -inf of 0."""
    logs = (math.log(chance) if chance else -math.inf for chance in shares.tolist())
    return np.fromiter(logs, np.float64, len(shares))
