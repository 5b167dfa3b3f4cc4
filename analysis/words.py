"""The only door to jieba: Chinese text to words.

``cut`` gives jieba's default tokens (exact mode, HMM on), a :class:`Segmenter` the same with the city's own
words added, ``content_words`` those of them that say what a text is about.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from analysis.wordlists import word_list

LISTS = ("stopwords",)
"""The shipped lists read here."""

_HAN_WORD = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.+-]{1,19}")
_USER_WORD_FREQUENCY = 2_000_000
"""Above jieba's own words (的 has 318,825), so that a user word wins over any way to cut it."""


class Segmenter:
    """jieba's default tokens, with ``words`` of the user's own added to its dictionary."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = tuple(sorted(set(words)))
        self._tokenizer: Any = None

    def cut(self, text: str) -> list[str]:
        """The tokens of ``text`` in order; joined they give ``text`` again."""
        if self._tokenizer is None:
            self._tokenizer = _tokenizer(self.words)
        tokens: list[str] = self._tokenizer.lcut(text)
        return tokens


def cut(text: str) -> list[str]:
    """jieba's default tokens of ``text``; joined they give ``text`` again."""
    return _default().cut(text)


def content_words(tokens: Iterable[str], stop: frozenset[str] = frozenset()) -> list[str]:
    """Tokens that carry meaning: two Han characters or more, or a Latin word; no stop words, no numbers.

    ``stop`` adds to the shipped list. Latin words are lower-cased.
    """
    never = stop | shipped_stop_words()
    kept = []
    for token in tokens:
        word = token.strip().lower()
        if (_HAN_WORD.fullmatch(word) or _LATIN_WORD.fullmatch(word)) and word not in never:
            kept.append(word)
    return kept


@lru_cache(maxsize=1)
def shipped_stop_words() -> frozenset[str]:
    """The stop words that ship with the product."""
    return frozenset(word_list("stopwords"))


@lru_cache(maxsize=1)
def _default() -> Segmenter:
    return Segmenter()


def _tokenizer(words: tuple[str, ...]) -> Any:
    """A tokenizer of our own with its dictionary read, past jieba's cache file.

    jieba would unmarshal ``jieba.cache`` from the shared temporary folder, where anybody can put one; reading
    the dictionary itself takes less than a second.
    """
    with warnings.catch_warnings():
        # jieba 0.42.1 has invalid escapes in its patterns and imports pkg_resources: both only warn.
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415 (takes .2 s, wanted only where text is cut)

    jieba.default_logger.setLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word, _USER_WORD_FREQUENCY)
    return tokenizer
