"""SnowNLP's segmenter, word for word, many runs of Han characters at a time.

Its model is second-order: the tag of a character depends on the two before it. SnowNLP walks one run at a
time through dictionaries; here all runs of a batch take each step together, as arrays. Two of its habits are
kept, since the words must be the same: of equally good paths the first wins, and at a character that the
model never saw, the *last* path into each state goes on, not the best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.sentiment.tables import BEGIN, FIRST_HAN, Codes, Counts, Tables

_BATCH = 6_000
"""Characters tagged together: their 64 probabilities each take 3 MB."""
_MIDDLE, _END = 1, 2


def split_runs(tables: Tables, runs: Sequence[str]) -> list[list[str]]:
    """The words of each run of Han characters, as SnowNLP's ``seg`` would give them."""
    words: list[list[str]] = [[] for _ in runs]
    longest_first = sorted(range(len(runs)), key=lambda place: -len(runs[place]))
    for batch in _batches(longest_first, runs):
        chosen = [runs[place] for place in batch]
        for place, run, tags in zip(batch, chosen, _tags(tables, chosen), strict=True):
            words[place] = _words(run, tags.tolist())
    return words


def _batches(order: Sequence[int], runs: Sequence[str]) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for place in order:
        if not runs[place]:
            continue
        if batch and size + len(runs[place]) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(place)
        size += len(runs[place])
    if batch:
        yield batch


def _words(run: str, tags: Sequence[int]) -> list[str]:
    """Cut ``run`` by its tags, with SnowNLP's treatment of tags that don't fit each other."""
    words, word = [], ""
    for char, tag in zip(run, tags, strict=True):
        if tag == _END:
            words.append(word + char)
            word = ""
        elif tag == _MIDDLE:
            word += char
        else:
            if word:
                words.append(word)
            word = char
    if word:
        words.append(word)
    return words


def _tags(tables: Tables, runs: Sequence[str]) -> list[NDArray[np.int8]]:
    """Best tags of each run; ``runs`` sorted, the longest first."""
    lengths = np.array([len(run) for run in runs])
    chars = np.full((len(runs), lengths[0] + 2), BEGIN, np.int64)
    for row, run in enumerate(runs):
        codes = np.frombuffer(run.encode("utf-32-le"), np.uint32).astype(np.int64) - FIRST_HAN
        chars[row, 2 : 2 + len(run)] = tables.numbers[codes]
    alive = [int(np.searchsorted(-lengths, -step)) for step in range(lengths[0])]
    best = np.full((len(runs), 4, 4), -np.inf)
    best[:, 0, 0] = 0.0
    came: list[NDArray[np.int8]] = []
    known = tables.single.sum(axis=1) > 0
    position = np.cumsum([0, *alive])
    chances = _log_chances(
        tables, *(np.concatenate([chars[:n, s + k] for s, n in enumerate(alive)]) for k in range(3))
    )
    for step, count in enumerate(alive):
        paths = best[:count, :, :, None] + chances[position[step] : position[step + 1]]
        before = paths.argmax(axis=1)
        score = np.take_along_axis(paths, before[:, None], axis=1)[:, 0]
        strange = ~known[chars[:count, step + 2]]
        if strange.any():
            last = 3 if step > 1 else 0
            score[strange] = best[:count][strange][:, last, :, None]
            before[strange] = last
        best[:count] = score
        came.append(before.astype(np.int8))
    return _walk_back(best, came, lengths)


def _walk_back(
    best: Counts, came: Sequence[NDArray[np.int8]], lengths: NDArray[np.int64]
) -> list[NDArray[np.int8]]:
    """The tags on the best path into each run's best last state."""
    last = best.transpose(0, 2, 1).reshape(len(best), 16).argmax(axis=1)
    tag, previous = last // 4, last % 4
    tags = np.zeros((len(best), len(came)), np.int8)
    for step in range(len(came) - 1, -1, -1):
        count = len(came[step])
        rows = np.arange(count)
        tags[:count, step] = tag[:count]
        earlier = came[step][rows, previous[:count], tag[:count]]
        tag[:count], previous[:count] = previous[:count].copy(), earlier
    return [row[:length] for row, length in zip(tags, lengths, strict=True)]


def _log_chances(tables: Tables, first: Codes, second: Codes, third: Codes) -> Counts:
    """log P(third under a tag | the two before under theirs), shape (characters, 4, 4, 4)."""
    one, two, three, total = tables.weights
    size = len(tables.single)
    single = one * (tables.single[third] / total)
    double = _divide(
        two * tables.pairs.dense(second * size + third, 16).reshape(-1, 4, 4),
        tables.single[second][:, :, None],
    )
    triple = _divide(
        three * tables.triples.dense((first * size + second) * size + third, 64).reshape(-1, 4, 4, 4),
        tables.pairs.dense(first * size + second, 16).reshape(-1, 4, 4)[:, :, :, None],
    )
    with np.errstate(divide="ignore"):  # log 0 is the -inf that SnowNLP writes, too
        logs: Counts = np.log((single[:, None, :] + double)[:, None] + triple)
    return logs


def _divide(above: Counts, below: Counts) -> Counts:
    """``above / below``, 0 where ``below`` is 0."""
    return np.divide(above, below, out=np.zeros_like(above), where=np.broadcast_to(below, above.shape) != 0)
