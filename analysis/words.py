"""The only door to jieba: Chinese text to words.

``cut`` gives jieba's default tokens (exact mode, HMM on), a :class:`Segmenter` the same with the city's own
words added, ``content_words`` those of them that say what a text is about.

rjieba cuts, ten times as fast. It differs from jieba in names and numbers with a sign inside (C-130, 1.5k)
and at rare characters: what holds these is cut by jieba itself.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from analysis.wordlists import word_list

LISTS = ("stopwords",)
"""The shipped lists read here."""

_RARE = "\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters to rjieba, signs that stand alone to jieba."""
_ASCII = "a-zA-Z0-9+#&._%-"
_BLOCK = re.compile(f"[\u4e00-\u9fd5{_ASCII}]+|[{_RARE}]")
"""What jieba cuts as one (or a sign that it must not cut)."""
_ODD = re.compile(
    r"(?<![a-zA-Z0-9])[a-zA-Z0-9]+(?:[_-][a-zA-Z0-9]|\.(?:[a-zA-Z]|[0-9]+(?:[a-zA-Z]|[._-][a-zA-Z0-9])))"
    f"|[{_RARE}]"
)
"""What the two cut differently: C-130, 1.5k, 2015.11.17 or v2.beta, but not 5G, 12.5 or 3-."""
_LONGEST_ODD = 1_000
"""Signs of an odd block that jieba is given at once: it takes time by their square where it knows no word."""
_HAN_WORD = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.+-]{1,19}")
_COMMON = 50
_REMEMBERED = 1 << 15
"""Tokens: most of any text are among the commonest."""
_USER_WORD_FREQUENCY = 2_000_000
"""Above jieba's own words (的 has 318,825), so that a user word wins over any way to cut it."""


class Segmenter:
    """jieba's default tokens, with ``words`` of the user's own added to its dictionary."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = tuple(sorted(set(words)))

    def cut(self, text: str) -> list[str]:
        """The tokens of ``text`` in order; joined they give ``text`` again.

        jieba's to the token, but for ties between readings and odd runs of over a thousand signs.
        """
        if not _ODD.search(text):
            return self._cut_plain(text)
        tokens: list[str] = []
        done = 0
        for block in _BLOCK.finditer(text):
            if _ODD.search(block[0]):
                tokens += self._cut_plain(text[done : block.start()])
                tokens += self._cut_odd(block[0])
                done = block.end()
        return tokens + self._cut_plain(text[done:])

    def knows(self, word: str) -> bool:
        """Whether ``word`` stands in the dictionary."""
        return bool(self._rjieba.has_word(word))

    def by_dictionary(self, text: str) -> list[str]:
        """The tokens of ``text`` where no unknown word is guessed."""
        tokens: list[str] = self._rjieba.cut(text, False)
        return tokens

    def _cut_plain(self, text: str) -> list[str]:
        tokens: list[str] = self._rjieba.cut(text)
        return tokens

    def _cut_odd(self, block: str) -> list[str]:
        starts = range(0, len(block), _LONGEST_ODD)
        return [token for at in starts for token in self._jieba.lcut(block[at : at + _LONGEST_ODD])]

    @cached_property
    def _rjieba(self) -> Any:
        return _rjieba(self.words)

    @cached_property
    def _jieba(self) -> Any:
        return _jieba(self.words)


def cut(text: str) -> list[str]:
    """jieba's default tokens of ``text``; joined they give ``text`` again."""
    return _default().cut(text)


def known_words(text: str) -> list[str]:
    """``text`` cut by jieba's dictionary alone: a character that is in no word of it stands by itself."""
    return _default().by_dictionary(text)


def is_word(text: str) -> bool:
    """Whether all of ``text`` is one word of jieba's dictionary."""
    return _default().knows(text)


def content_words(tokens: Iterable[str], stop: frozenset[str] = frozenset()) -> list[str]:
    """Tokens that carry meaning: two Han characters or more, or a Latin word; no stop words, no numbers.

    ``stop`` adds to the shipped list. Latin words are lower-cased.
    """
    never = stop | shipped_stop_words()
    return [word for word in map(_bearing, tokens) if word and word not in never]


@lru_cache(maxsize=_REMEMBERED)
def _bearing(token: str) -> str:
    """``token`` as it is counted; "" where it can't carry meaning."""
    word = token.strip().lower()
    return word if _HAN_WORD.fullmatch(word) or _LATIN_WORD.fullmatch(word) else ""


@lru_cache(maxsize=1)
def shipped_stop_words() -> frozenset[str]:
    """The stop words that ship with the product."""
    return frozenset(word_list("stopwords"))


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The Han words of two to four characters that jieba's dictionary counts fifty times or more.

    What is among them is hardly anybody's name. Reading the file takes .2 s, and no jieba.
    """
    folder = find_spec("jieba").submodule_search_locations[0]  # type: ignore[union-attr,index]
    with (Path(folder) / "dict.txt").open(encoding="utf-8") as lines:
        rows = (line.split(" ", 2) for line in lines)
        return frozenset(word for word, count, _ in rows if 2 <= len(word) <= 4 and int(count) >= _COMMON)


@lru_cache(maxsize=1)
def _default() -> Segmenter:
    return Segmenter()


def _rjieba(words: Iterable[str]) -> Any:
    import rjieba  # noqa: PLC0415 (its dictionary takes .2 s)

    tokenizer = rjieba.Jieba()
    for word in words:
        tokenizer.add_word(word, _USER_WORD_FREQUENCY, None)
    return tokenizer


def _jieba(words: Iterable[str]) -> Any:
    """A tokenizer of our own with its dictionary read, past jieba's cache file.

    jieba would unmarshal ``jieba.cache`` from the shared temporary folder, where anybody can put one; reading
    the dictionary itself takes less than a second.
    """
    with warnings.catch_warnings():
        # jieba 0.42.1 has invalid escapes in its patterns and imports pkg_resources: both only warn.
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415 (takes .2 s, wanted only where odd blocks are cut)

    jieba.default_logger.setLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word, _USER_WORD_FREQUENCY)
    return tokenizer
