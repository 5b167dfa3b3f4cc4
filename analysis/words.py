"""Chinese text to words, as jieba cuts it.

``cut`` gives jieba's default tokens (exact mode, HMM on), a :class:`Segmenter` the same with the city's own
words added, ``content_words`` those of them that say what a text is about.

rjieba cuts, with jieba's dictionary and model. It differs in two things, which are mended here: names and
numbers with a sign inside (C-130, 1.5k), and rare characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any

from analysis.wordlists import word_list

LISTS = ("stopwords",)
"""The shipped lists read here."""

_RARE = re.compile("([\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
"""Han to rjieba, to jieba signs that stand alone."""
_CHAINED = re.compile(
    r"(?<![a-zA-Z0-9])[a-zA-Z0-9]+(?:[_-][a-zA-Z0-9]|\.(?:[a-zA-Z]|[0-9]+(?:[a-zA-Z]|[._-][a-zA-Z0-9])))"
)
"""The beginning of what is one token to rjieba, several to jieba: C-130, 1.5k, 2015.11.17, not 5G or 12.5."""
_ASCII = re.compile(r"[a-zA-Z0-9+#&._%-]+")
_LINK = re.compile(r"([a-zA-Z0-9]+(?:\.[0-9]+)?%?)")
"""One token of such a chain to jieba; what lies between is another."""
_HAN_WORD = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.+-]{1,19}")
_USER_WORD_FREQUENCY = 2_000_000
"""Above jieba's own words (的 has 318,825), so that a user word wins over any way to cut it."""


class Segmenter:
    """jieba's default tokens, with ``words`` of the user's own added to its dictionary."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = tuple(sorted(set(words)))

    def cut(self, text: str) -> list[str]:
        """The tokens of ``text`` in order; joined they give ``text`` again.

        jieba's to the token, but where two readings tie: with words added, 快快快 may be 快快|快 or 快|快快.
        """
        if not _RARE.search(text):
            return self._cut(text)
        parts = enumerate(_RARE.split(text))
        return [token for at, part in parts for token in ([part] if at % 2 else self._cut(part))]

    def _cut(self, text: str) -> list[str]:
        tokens: list[str] = self._tokenizer.cut(text)
        if not _CHAINED.search(text):
            return tokens
        return [link for token in tokens for link in self._links(token)]

    def _links(self, token: str) -> list[str]:
        """``token``, or what jieba makes of it when it is a chain that the user's words don't hold."""
        if not _CHAINED.search(token) or not _ASCII.fullmatch(token) or token in self._whole:
            return [token]
        return [link for link in _LINK.split(token) if link]

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def _tokenizer(self) -> Any:
        import rjieba  # noqa: PLC0415 (its dictionary takes .2 s, wanted only where text is cut)

        tokenizer = rjieba.Jieba()
        for word in self.words:
            tokenizer.add_word(word, _USER_WORD_FREQUENCY, None)
        return tokenizer


def cut(text: str) -> list[str]:
    """jieba's default tokens of ``text``; joined they give ``text`` again."""
    return _default().cut(text)


def content_words(tokens: Iterable[str], stop: frozenset[str] = frozenset()) -> list[str]:
    """Tokens that carry meaning: two Han characters or more, or a Latin word; no stop words, no numbers.

    ``stop`` adds to the shipped list. Latin words are lower-cased.
    """
    never = stop | shipped_stop_words() | {""}
    return [word for word in map(_content_word, tokens) if word not in never]


@lru_cache(maxsize=50_000)
def _content_word(token: str) -> str:
    """``token`` as it is counted, "" when it is no word."""
    word = token.strip().lower()
    return word if _HAN_WORD.fullmatch(word) or _LATIN_WORD.fullmatch(word) else ""


@lru_cache(maxsize=1)
def shipped_stop_words() -> frozenset[str]:
    """The stop words that ship with the product."""
    return frozenset(word_list("stopwords"))


@lru_cache(maxsize=1)
def _default() -> Segmenter:
    return Segmenter()
