"""Lines of a text that only lead elsewhere: links, tags, channels, what else there is to read."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.wordlists import longest_of, word_list

LISTS = ("places", "link_labels")
"""The shipped lists read here."""

_PARTS = re.compile(r"[\s|｜·>›/]+")
_NO_LINK = re.compile(r"[。！？；]")
_LONGEST = 400
"""Characters: a longer line is no list of links, or the page is hostile."""
_FEWEST, _SHARE = 3, 0.7
"""Parts of a list of channels, and what share of them must be places, outlets or parts of a site."""


def is_link(text: str, start: int) -> bool:
    """Whether what begins at ``start`` stands in a line of links."""
    begin = text.rfind("\n", max(0, start - _LONGEST - 1), start) + 1
    end = text.find("\n", start, start + _LONGEST + 1)
    line = text[begin or max(0, start - _LONGEST - 1) : end if end >= 0 else start + _LONGEST + 1]
    return _leads_elsewhere(line)


def _leads_elsewhere(line: str) -> bool:
    if len(line) > _LONGEST or _NO_LINK.search(line):
        return False
    if _label().match(line):
        return True
    parts = [part for part in _PARTS.split(line) if part]
    return len(parts) >= _FEWEST and sum(map(_is_channel, parts)) >= _SHARE * len(parts)


def _is_channel(part: str) -> bool:
    return bool(_channel().fullmatch(part))


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"\s*[\[【]?(?:{longest_of(word_list('link_labels')).pattern})[\]】]?\s*(?:[:：|｜>]|\s)"
    )


@lru_cache(maxsize=1)
def _channel() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{longest_of(word_list('places')).pattern})[市省站网]?|\S{{0,12}}(?:网|报|台|站|频道|我们|地图)"
    )
