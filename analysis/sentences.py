"""A text's sentences, and what makes two of them the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from analysis.width import folded

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;]+[”’」』）)]*|[^。！？!?；;\n]+")
_NOT_WORD = re.compile(r"[\W_]+")
_SHORTEST = 8
"""Characters below which a sentence is a phrase that stands in any text (记者了解到 …)."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of ``text`` in order, their marks kept, blank ones left out."""
    return (text[start:end] for start, end in sentence_spans(text))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of :func:`sentences` begins and ends."""
    for found in _SENTENCE.finditer(text):
        whole = found[0]
        bare = whole.strip()
        if bare:
            start = found.start() + len(whole) - len(whole.lstrip())
            yield start, start + len(bare)


def bare_sentences(text: str) -> Iterator[str]:
    """The sentences of at least eight characters, folded, without blanks and punctuation."""
    for sentence in sentences(text):
        bare = _NOT_WORD.sub("", folded(sentence))
        if len(bare) >= _SHORTEST:
            yield bare


def sentence_hashes(text: str) -> tuple[int, ...]:
    """A 48-bit hash of each different sentence of at least eight characters, in order.

    Blanks, punctuation and full or half width make no difference. 48 bits pass through JSON unharmed.
    """
    return hashes_of(bare_sentences(text))


def hashes_of(bare: Iterable[str]) -> tuple[int, ...]:
    """:func:`sentence_hashes` of a text by its ``bare`` sentences."""
    digests = (hashlib.blake2b(sentence.encode(), digest_size=6).digest() for sentence in bare)
    return tuple(dict.fromkeys(map(int.from_bytes, digests)))
