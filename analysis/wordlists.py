"""The general word lists that ship in ``analysis/lexicon``: words parted by blanks, ``#`` comments."""

from __future__ import annotations

import re
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
