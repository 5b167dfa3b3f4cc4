"""Which labels the judge mistakes for which: `python -m benchmarks.sentiment.errors SHARED`.

Prints true by told for the passages that the shipped model never saw; their sum is what
:mod:`analysis.sentiment.errors` keeps.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from analysis.sentiment.errors import KNOWN, MOODS, Mood
from benchmarks.sentiment.corpora import Corpus, corpora
from benchmarks.sentiment.judges import ours

UNSEEN = ("own, held out", "gold dev")


def confusion(corpus: Corpus) -> Counter[tuple[Mood, Mood]]:
    """Cases by what they are and what they are told to be."""
    pairs = zip(corpus.cases, ours(corpus), strict=True)
    return Counter((_mood(case.label), _mood(told)) for case, told in pairs)


def main(shared: Path) -> None:
    """Print a table a corpus and the sum, beside what is kept."""
    total: Counter[tuple[Mood, Mood]] = Counter()
    for corpus in corpora(shared):
        if corpus.name in UNSEEN:
            found = confusion(corpus)
            total += found
            print(corpus.name, *_rows(found), sep="\n")
    print("sum", *_rows(total), f"kept: {dict(KNOWN)}", sep="\n")


def _rows(found: Counter[tuple[Mood, Mood]]) -> list[str]:
    return [f"  {true}: {[found[true, told] for told in MOODS]}" for true in MOODS]


def _mood(label: str) -> Mood:
    return next((mood for mood in MOODS if mood == label), "other")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
