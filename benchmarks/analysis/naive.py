"""The stack that stands in every tutorial: jieba, SnowNLP and jieba's keywords, as they are installed."""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Callable, Iterable
from typing import Any

USER_WORD_FREQUENCY = 2_000_000


def jieba() -> Any:
    """The library, quiet, its cache in a folder of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba as library  # noqa: PLC0415
        import jieba.analyse  # noqa: PLC0415

    library.setLogLevel(logging.ERROR)
    library.dt.tmp_dir = tempfile.mkdtemp(prefix="jieba-")
    return library


def tokenizer(words: Iterable[str]) -> Any:
    """jieba with ``words`` in its dictionary."""
    library = jieba()
    made = library.Tokenizer()
    made.tmp_dir = library.dt.tmp_dir
    for word in words:
        made.add_word(word, USER_WORD_FREQUENCY)
    return made


def sentiments() -> Callable[[str], float]:
    """``SnowNLP(text).sentiments``."""
    import snownlp  # noqa: PLC0415 (2 s and 400 MB)

    return lambda text: snownlp.SnowNLP(text).sentiments


def listening() -> tuple[Callable[[str], float], Callable[[], list[str]]]:
    """:func:`sentiments`, and what gives the words that it cut its last text into (cutting takes long)."""
    import snownlp  # noqa: PLC0415

    heard: list[list[str]] = [[]]
    cut = snownlp.seg.seg

    def kept(text: str) -> list[str]:
        heard[0] = cut(text)
        return heard[0]

    def listened(text: str) -> float:
        snownlp.seg.seg = kept
        try:
            return float(snownlp.SnowNLP(text).sentiments)
        finally:
            snownlp.seg.seg = cut

    return listened, lambda: heard[0]


def whole() -> Callable[[str], object]:
    """All three of a text."""
    library, feeling = jieba(), sentiments()
    return lambda text: (library.lcut(text), feeling(text), library.analyse.extract_tags(text))
