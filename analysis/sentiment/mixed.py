"""Whether a text says of itself that it has praise and blame: 喜忧参半, 成绩不小，难题不少."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.wordlists import longest_of, word_list


def is_mixed(text: str) -> bool:
    """Whether ``text`` has a word for both sides of a matter."""
    return _both_sides().search(text) is not None


@lru_cache(maxsize=1)
def _both_sides() -> re.Pattern[str]:
    return longest_of(word_list("ambivalence"))
