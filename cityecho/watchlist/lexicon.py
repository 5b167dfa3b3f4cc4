"""``lexicon/*.txt``: the city's own words, added to the general lists that ship inside ``analysis``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from cityecho.errors import ConfigurationError
from cityecho.watchlist.document import text_of

_COMMENT = re.compile(r"(^|\s)#.*")


def read_lexicon(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """The words of each list, under the file's name without ``.txt``; no folder, no lists."""
    return {path.stem: _words(path) for path in sorted(folder.glob("*.txt"))}


def _words(path: Path) -> tuple[str, ...]:
    words: dict[str, None] = {}  # keeps the order, drops repetitions
    for number, line in enumerate(text_of(path).split("\n"), 1):
        word = _COMMENT.sub("", line).strip()
        if len(word.split()) > 1:
            raise ConfigurationError(
                path, word, "is more than one word: each needs a line of its own", number
            )
        if word:
            words[word] = None
    return tuple(words)
