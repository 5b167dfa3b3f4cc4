"""Whether a post says the opposite of what it means (pure): praise, thanks or advice beside a hardship.

What no word or sticker shows isn't seen. News doesn't jest: the rule is for posts alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.wordlists import longest_of, word_list

LISTS = ("irony_signs", "irony_praise", "hardships")
"""The shipped lists read here."""

_THANKS = re.compile(
    r"感谢[^，。！？\n]{1,16}[，,]?[^，。！？\n]{0,4}(?:让我|让咱|给我|给咱|把我)|谢谢[^，。！？\n]{0,6}(?:让我|把我)"
)
_LENGTHS = re.compile(
    r"[一两二三四五六七八九十百半0-9]+(?:多)?(?:趟|次|回|遍|个小时|小时|分钟|秒|天|个月|年|公里|斤)"
)
_IN_QUOTES = re.compile(r"[“\"「](?=[^”\"」\n]{2,14}[”\"」])")
_ENOUGH = 2


def is_ironic(post: str) -> bool:
    """Whether there are signs enough: mocking praise beside a hardship, stickers, scare quotes, lengths.

    ``post`` is as it was written, stickers and all.
    """
    of_jest, of_praise, of_hardship = _words()
    hardship = len(of_hardship.findall(post))
    if not hardship:
        return False
    praise = len(of_praise.findall(post)) + len(_THANKS.findall(post))
    signs = min(2, len(of_jest.findall(post)))
    if not praise:
        return signs > 0 and hardship > 1
    told = (_IN_QUOTES.search(post) is not None) + (_LENGTHS.search(post) is not None)
    return min(praise, 2) + min(hardship, 2) + signs + told > _ENOUGH


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], ...]:
    return tuple(longest_of(word_list(name)) for name in LISTS)
