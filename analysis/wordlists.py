"""The general word lists that ship in ``analysis/lexicon``: words parted by blanks, ``#`` comments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_COMMENT = re.compile(r"(^|\s)#.*")


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The entries of ``analysis/lexicon/NAME.txt``, each once, in the order of the file.

    Entries may share a line, parted by blanks. Raises FileNotFoundError for a list that does not ship.
    """
    text = (files("analysis") / "lexicon" / f"{name}.txt").read_text("utf-8")
    entries: dict[str, None] = {}
    for line in text.splitlines():
        entries.update(dict.fromkeys(_COMMENT.sub("", line).split()))
    return tuple(entries)


def longest_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of ``words``, the longest of those that begin at one place; nothing where there are none."""
    by_sign: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_sign[word[0]].append(re.escape(word[1:]))
    # Branches that begin with a letter each: `re` passes over all places where none can begin.
    return re.compile(
        "|".join(f"{re.escape(sign)}(?:{'|'.join(by_sign[sign])})" for sign in by_sign) or r"(?!)"
    )
