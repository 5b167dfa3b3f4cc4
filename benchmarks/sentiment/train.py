"""Trains the shipped model: `python -m benchmarks.sentiment.train SHARED DATE`.

``SHARED`` holds ``gold/train.jsonl``, whose text stays there; our own passages come with this folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from analysis.sentiment.learn import Labelled, train
from benchmarks.sentiment.templates import made

_OWN = Path(__file__).parent / "own"
_MODEL = Path(__file__).parents[2] / "analysis" / "sentiment" / "city.model"
_OWN_WEIGHT = 0.5
"""Ours are many and made up: what was found outside says more about what will be found."""
_MIXED_WEIGHT = 1.5
"""Where another feeling stands beside it there is most to learn."""
_TIMES = 3
"""Passages made of each template."""


def rows(shared: Path) -> Iterator[Labelled]:
    """Everything the shipped model may learn from."""
    for line in (shared / "gold" / "train.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["label"] != "off":
            yield Labelled(row["text"], (row["city"],), row["label"], _weight(row["mixed"]))
    for path in sorted(_OWN.glob("train-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield Labelled(row["text"], (row["city"],), row["label"], _OWN_WEIGHT * _weight(row["mixed"]))
    yield from made(_TIMES, _OWN_WEIGHT, seed=1)


def _weight(mixed: object) -> float:
    return _MIXED_WEIGHT if mixed else 1.0


if __name__ == "__main__":
    print(train(list(rows(Path(sys.argv[1]))), _MODEL, date=sys.argv[2]))
