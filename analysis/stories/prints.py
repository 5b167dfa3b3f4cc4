"""Prints: what is left of a text to know it by when no sentence of it stands as it was (pure).

Of all runs of four characters within a sentence those are kept whose hash is divisible by sixteen. Which they
are depends on the run alone, so that two texts that share a run both keep it or both don't: the share of
prints in common is the share of runs in common, give or take what sampling does.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from analysis.sentences import bare_sentences

_RUN = 4
"""Characters. Three are shared by unrelated texts of one desk; five are too easily broken by one change."""
_ONE_IN = 16
_BREAK = "\0"
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def prints(text: str) -> tuple[int, ...]:
    """The prints of ``text``, sorted: negative numbers, so that none is a sentence's hash; 47 bits."""
    return prints_of(bare_sentences(text))


def prints_of(bare: Iterable[str]) -> tuple[int, ...]:
    """:func:`prints` of a text by its ``bare`` sentences."""
    joined = _BREAK.join(bare)
    signs = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    count = len(signs) - _RUN + 1
    if count <= 0:
        return ()
    runs = np.zeros(count, dtype=np.uint64)
    for place in range(_RUN):
        runs += signs[place : place + count]
        runs *= _ODD
        runs ^= runs >> np.uint64(29)
    runs = (runs * _MIX) ^ (runs >> np.uint64(31))
    chosen = (runs & np.uint64(_ONE_IN - 1) == 0).nonzero()[0]
    hashes = zip(chosen.tolist(), runs[chosen].tolist(), strict=True)
    return tuple(sorted({-1 - (run >> 17) for at, run in hashes if _BREAK not in joined[at : at + _RUN]}))
