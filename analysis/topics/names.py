"""What topics are called: by their strongest words, and as before where they hold the same articles. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_WORDS_A_NAME = 3
_SAME = 0.5
"""Two topics are one when they share this part of their articles (cosine)."""


def name_of(part: NDArray[np.float64], vocabulary: Sequence[str]) -> str:
    """The topic's strongest words, none part of another: 合作 and 合作意向 tell the same twice."""
    named: list[str] = []
    for place in np.argsort(-part, kind="stable"):
        word = vocabulary[place]
        if len(named) == _WORDS_A_NAME or part[place] <= 0:
            break
        if not any(word in other or other in word for other in named):
            named.append(word)
    return "、".join(named)


def kept_names(names: Sequence[str], places: Mapping[str, int], before: Mapping[str, str]) -> tuple[str, ...]:
    """``names`` with those of ``before`` where a topic holds the same articles.

    ``places`` are the topics of articles now, by their place in ``names``; ``before`` their names by article.
    Topics of now and before are matched one to one (Hungarian). A topic that is new keeps its own name, with
    a number where another kept the same one.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 (takes a while to load)

    old = sorted({name for name in before.values() if name})
    if not old:
        return tuple(names)
    shared = _shared(len(names), old, places, before)
    kept = {
        int(now): old[then]
        for now, then in zip(*linear_sum_assignment(-shared), strict=True)
        if shared[now, then] >= _SAME
    }
    called: list[str] = []
    taken = set(kept.values())
    for place, name in enumerate(names):
        called.append(kept[place] if place in kept else _free(name, taken))
        taken.add(called[-1])
    return tuple(called)


def _shared(
    topics: int, old: Sequence[str], places: Mapping[str, int], before: Mapping[str, str]
) -> NDArray[np.float64]:
    """Topics of now × before: articles in both against the mean of both; only those told both times count."""
    both = [(places[one], before[one]) for one in places.keys() & before.keys() if before[one]]
    pairs, now, then = Counter(both), Counter(place for place, _ in both), Counter(name for _, name in both)
    return np.array(
        [
            [pairs[place, name] / max((now[place] * then[name]) ** 0.5, 1.0) for name in old]
            for place in range(topics)
        ]
    )


def _free(name: str, taken: set[str]) -> str:
    if not name or name not in taken:
        return name
    number = 2
    while f"{name}（{number}）" in taken:
        number += 1
    return f"{name}（{number}）"
