"""Words that the segmenter doesn't know, proposed from texts (pure); without a person's word nothing happens.

A new word is neighbouring tokens of the segmenter that belong together. Cohesion is their pointwise mutual
information, the least over all ways to part them; freedom the entropy of what stands on either side, the
lesser of the two. What ends a run of characters is a neighbour that is never the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.sentences import sentences
from analysis.wordlists import word_list
from analysis.words import Segmenter

LISTS = ("word_edges",)
"""The shipped lists read here."""

LEAST_TEXTS = 4
"""A word of fewer texts is that text's own."""
LEAST_COUNT = 6
LEAST_COHESION = 5.0
"""Bits; so much more often together than chance would have it is 32 times."""
LEAST_FREEDOM = 1.5
"""Bits on the narrower side: as free as among three neighbours."""
MOST_PROPOSALS = 200
_HELD = 800_000
"""Entries counted at once, about 100 MB; beyond it the rarest are let go."""
_MOST_TOKENS = 4
_LONGEST = 8
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿两]+$")
"""What a counter follows, which no word begins with: 3枚金牌."""
_APART, _BESIDE = "\n", "\t"  # these stand in no Han token


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word, how often it stands in how many texts, cohesion and freedom in bits, and a sentence with it.

    Both numbers are lower bounds: a run is counted from when its parts have been met before.
    """

    word: str
    count: int
    texts: int
    cohesion: float
    freedom: float
    example: str

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "word": self.word,
            "count": self.count,
            "texts": self.texts,
            "cohesion": round(self.cohesion, 2),
            "freedom": round(self.freedom, 2),
            "example": self.example,
        }


def propose(texts: Iterable[str], known: Iterable[str], most: int = MOST_PROPOSALS) -> list[Proposal]:
    """Up to ``most`` words of ``texts``, the best first; none of ``known``, none that jieba keeps whole.

    Give each story's text once: copies would make words of what was merely copied. Texts are read once and
    not kept. What is rare among very many texts is let go for memory's sake and may be missed.
    """
    counts = _Counts(Segmenter(known))
    for text in texts:
        counts.add(text)
    taken = frozenset(known)
    found = [one for one in counts.proposals() if one.word not in taken]
    return _without_parts(sorted(found, key=_rank))[:most]


class _Counts:
    """Tokens and runs of up to four of them, what stands beside each, and in how many texts it is.

    A run's key is its tokens joined by :data:`_APART`.
    """

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._edges = frozenset(word_list("word_edges"))
        self._tokens = 0
        self._count: Counter[str] = Counter()
        self._texts: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._right: Counter[str] = Counter()
        self._example: dict[str, str] = {}

    def add(self, text: str) -> None:
        """Count ``text``."""
        runs: set[str] = set()
        for before, tokens in _han_runs(self._segmenter.cut(text)):
            self._tokens += len(tokens)
            for start in range(1 if _NUMBER.search(before) else 0, len(tokens)):
                runs.update(self._grow(tokens, start))
        self._texts.update(runs)
        for key in runs:
            if self._count[key] >= LEAST_COUNT and key not in self._example:
                self._example[key] = _example(text, key.replace(_APART, ""))
        self._let_go()

    def _grow(self, tokens: Sequence[str], start: int) -> Iterator[str]:
        """Count what begins at ``start``: the token, and longer runs as long as the shorter is known already.

        Gives the runs seen before: most are seen once, and take no room beyond their own count.
        """
        key, length = "", 0
        for end in range(start, min(start + _MOST_TOKENS, len(tokens))):
            length += len(tokens[end])
            if tokens[end] in self._edges or length > _LONGEST:
                return
            key = f"{key}{_APART}{tokens[end]}" if key else tokens[end]
            self._count[key] += 1
            if end == start:
                continue
            if self._count[key] == 1:
                return
            if start:
                self._left[f"{key}{_BESIDE}{tokens[start - 1]}"] += 1
            if end + 1 < len(tokens):
                self._right[f"{key}{_BESIDE}{tokens[end + 1]}"] += 1
            yield key

    def _let_go(self) -> None:
        """Drop the rarest entries once too many are held, until it is half of that."""
        held = (self._count, self._texts, self._left, self._right)
        if sum(map(len, held)) <= _HELD:
            return
        rare = 1
        while sum(map(len, held)) > _HELD // 2:
            for counter in held:
                for key in [key for key, number in counter.items() if number <= rare]:
                    del counter[key]
            rare += 1
        self._example = {key: one for key, one in self._example.items() if key in self._count}

    def proposals(self) -> Iterator[Proposal]:
        """Every run that is frequent, coherent and free enough."""
        frequent = {
            key
            for key, texts in self._texts.items()
            if texts >= LEAST_TEXTS and self._count[key] >= LEAST_COUNT
        }
        left, right = _by_run(self._left, frequent), _by_run(self._right, frequent)
        for key in frequent:
            count = self._count[key]
            cohesion = self._cohesion(key)
            freedom = min(_entropy(left[key], count), _entropy(right[key], count))
            if cohesion >= LEAST_COHESION and freedom >= LEAST_FREEDOM:
                word = key.replace(_APART, "")
                yield Proposal(word, count, self._texts[key], cohesion, freedom, self._example.get(key, ""))

    def _cohesion(self, key: str) -> float:
        count, parts = self._count[key], key.split(_APART)
        halves = ((_APART.join(parts[:n]), _APART.join(parts[n:])) for n in range(1, len(parts)))
        # A part that was let go stood no more often than its whole does.
        products = (max(count, self._count[one]) * max(count, self._count[other]) for one, other in halves)
        return math.log2(count * self._tokens / max(products))


def _han_runs(tokens: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Neighbouring tokens of Han characters, as far as nothing else parts them, and what stands before."""
    before, run = "", list[str]()
    for token in tokens:
        if _HAN.fullmatch(token) and not _NUMBER.fullmatch(token):
            run.append(token)
            continue
        if run:
            yield before, run
        before, run = token, []
    if run:
        yield before, run


def _by_run(beside: Mapping[str, int], runs: set[str]) -> Mapping[str, list[int]]:
    """How often each neighbour stands beside each of ``runs``."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for key, number in beside.items():
        run = key.partition(_BESIDE)[0]
        if run in runs:
            numbers[run].append(number)
    return numbers


def _entropy(numbers: Sequence[int], total: int) -> float:
    """Bits of the neighbours; those not among ``numbers``, up to ``total``, are different each time."""
    single = total - sum(numbers)
    bits = sum(number / total * math.log2(total / number) for number in numbers)
    return bits + single / total * math.log2(total)


def _rank(one: Proposal) -> tuple[float, str]:
    """What is in many texts, coherent and free first; the word decides between equals."""
    return -math.log2(one.texts) * one.cohesion * one.freedom, one.word


def _without_parts(ranked: Sequence[Proposal]) -> list[Proposal]:
    """``ranked`` without words that stand mostly inside a longer one that is proposed too."""
    kept = []
    for one in ranked:
        longer = (other for other in ranked if one.word in other.word and one.word != other.word)
        if not any(2 * other.count > one.count for other in longer):
            kept.append(one)
    return kept


def _example(text: str, word: str) -> str:
    """The first sentence of ``text`` with ``word``."""
    return next((sentence for sentence in sentences(text) if word in sentence), "")
