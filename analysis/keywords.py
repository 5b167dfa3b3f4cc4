"""What a set of texts talks of: counts, document frequencies and keyness (pure, on counted words).

Keyness is the log-likelihood ratio G² (Dunning 1993, "Accurate Methods for the Statistics of Surprise and
Coincidence"): how surprising a word's frequency here would be if it were as frequent as there. 3.84 is the
5 % level, 6.63 the 1 % level of one test; over thousands of words it ranks rather than proves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

FEWEST_DOCUMENTS = 2
"""Among many documents a word of a single one tells of that document, not of the set."""
MANY_DOCUMENTS = 20
"""Among fewer than so many every word is listed."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Words of a set: ``counts`` of tokens, ``documents`` that hold a word, ``total`` documents."""

    counts: Mapping[str, int]
    documents: Mapping[str, int]
    total: int

    @property
    def tokens(self) -> int:
        """All tokens together."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word, how often it stands here, in how many documents, and its G² (negative: rarer than there)."""

    word: str
    count: int
    documents: int
    g2: float


def count(documents: Iterable[Mapping[str, int]]) -> Counted:
    """Add up the counted words of ``documents``."""
    counts: Counter[str] = Counter()
    frequency: Counter[str] = Counter()
    total = 0
    for words in documents:
        counts.update(words)
        frequency.update(words.keys())
        total += 1
    return Counted(counts, frequency, total)


def fewest_documents(total: int) -> int:
    """In how many of ``total`` documents a word must stand to be listed."""
    return FEWEST_DOCUMENTS if total >= MANY_DOCUMENTS else 1


def keyness(here: Counted, there: Counted, *, fewest_documents: int = 2) -> list[Keyword]:
    """The words of ``here`` by G² against ``there``, the most telling first; equal ones by word.

    Words in fewer than ``fewest_documents`` documents are left out. With nothing to compare to, G² is 0.
    """
    mine, theirs = here.tokens, there.tokens
    found = [
        Keyword(word, number, here.documents[word], g2(number, mine, there.counts.get(word, 0), theirs))
        for word, number in here.counts.items()
        if here.documents[word] >= fewest_documents
    ]
    return sorted(found, key=lambda keyword: (-keyword.g2, -keyword.count, keyword.word))


def fallen(here: Counted, there: Counted, *, fewest_documents: int = 2) -> list[Keyword]:
    """The words that are rarer ``here`` than ``there`` or gone, by G², the most telling first.

    ``count``, ``documents`` and the negative ``g2`` are those of here; a word in fewer than
    ``fewest_documents`` documents of there is left out.
    """
    turned = keyness(there, here, fewest_documents=fewest_documents)
    return [
        Keyword(one.word, here.counts.get(one.word, 0), here.documents.get(one.word, 0), -one.g2)
        for one in turned
        if one.g2 > 0
    ]


def g2(count_here: int, tokens_here: int, count_there: int, tokens_there: int) -> float:
    """Signed log-likelihood ratio of one word; 0 when either side has no tokens."""
    if not tokens_here or not tokens_there:
        return 0.0
    rate = (count_here + count_there) / (tokens_here + tokens_there)
    expected_here, expected_there = tokens_here * rate, tokens_there * rate
    ratio = 2 * (_surprise(count_here, expected_here) + _surprise(count_there, expected_there))
    return ratio if count_here >= expected_here else -ratio


def _surprise(seen: int, expected: float) -> float:
    return seen * log(seen / expected) if seen else 0.0
