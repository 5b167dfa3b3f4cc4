"""SnowNLP's segmenter and the sums of its Bayes, run by LuaJIT (reader.lua)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import exp

from analysis.sentiment import prepared
from analysis.sentiment.laid import Laid
from cityecho.compiled import Program

_FIRST, _FURTHER = 1, 2


class Reader:
    """Cuts texts as ``snownlp.seg.seg`` does, by the segmenter that is ``laid``."""

    def __init__(self, laid: Laid) -> None:
        self._program = Program("analysis.sentiment", "reader.lua")
        self.laid = laid
        self._marks, self._adder = self._program.result(self._program.table(laid.given))

    def words(self, text: str) -> list[str]:
        """The words of ``text`` in order, blanks left out."""
        words: list[str] = []
        for sign, mark in zip(text, self._marks(_utf32(text)), strict=True):
            if mark == _FIRST:
                words.append(sign)
            elif mark == _FURTHER:
                words[-1] += sign
        return words

    def scorer(self, vocabulary: Laid) -> Scorer:
        """What scores texts by the words of ``vocabulary``."""
        return Scorer(self, vocabulary, self._adder(self._program.table(vocabulary.given)))


class Scorer:
    """A naive Bayes over a reader's words. It keeps both: Lua reads their arrays where they lie."""

    def __init__(self, reader: Reader, words: Laid, add: Callable[..., tuple[float, float]]) -> None:
        self._behind = reader, words
        self._priors = words.given["neg_prior"], words.given["pos_prior"]
        self._add = add

    def chance(self, text: str) -> float:
        """The chance of "pos", added up in SnowNLP's order so that it rounds alike."""
        neg, pos = self._add(_utf32(text), *self._priors)
        return _share(pos, neg) if pos >= neg else 1 - _share(neg, pos)


@lru_cache(maxsize=1)
def shipped_reader() -> Reader:
    """The reader of the installed SnowNLP's model."""
    return Reader(prepared.load())


def _utf32(text: str) -> bytes:
    return text.encode("utf-32-le", "surrogatepass")


def _share(mine: float, other: float) -> float:
    """My share of the probability; 0 where the other's lead is past a float."""
    try:
        return 1 / (1 + exp(other - mine))
    except OverflowError:
        return 0.0
