"""Long words in pieces of so many bytes: at sentence ends, never inside a character or a link. Pure."""

from __future__ import annotations

import re

# A link whole, else a sign with the marks on it; without a bound a headline of marks alone would be one sign.
_TOKEN = re.compile(
    r"\[[^\[\]\n]*\]\([^()\s]*\)|https?://[^\s()\[\]<>，。；！？（）《》“”、]+"
    r"|.[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f]{0,8}",
    re.DOTALL,
)
_ENDS = frozenset("。！？；…!?;\n")
_CLOSING = frozenset("”’」』）》")
_PAUSES = frozenset("，、：, ")
_LONGEST_SIGN = 4 * 9  # bytes of a sign with all its marks


def size(text: str) -> int:
    """Bytes of ``text`` in UTF-8."""
    return len(text.encode())


def split(text: str, limit: int) -> tuple[str, ...]:
    """``text`` in pieces of at most ``limit`` bytes, which together are the text again.

    A piece ends at the last sentence end within it, else at the last pause, else between two signs. Raises
    ValueError for a limit under 36 bytes, and for a link that is longer than the limit.
    """
    if limit < _LONGEST_SIGN:
        raise ValueError(f"{limit} bytes can be too few for one sign")
    pieces: list[str] = []
    tokens = _TOKEN.findall(text)
    start = 0
    while start < len(tokens):
        end = _fitting(tokens, start, limit)
        if end < len(tokens):
            end = _good_end(tokens, start, end)
        pieces.append("".join(tokens[start:end]))
        start = end
    return tuple(pieces)


def _fitting(tokens: list[str], start: int, limit: int) -> int:
    """The end of the longest run of tokens from ``start`` that fits."""
    used, end = 0, start
    while end < len(tokens) and used + size(tokens[end]) <= limit:
        used += size(tokens[end])
        end += 1
    if end == start:
        raise ValueError(f"a link of {size(tokens[start])} bytes is longer than {limit}")
    return end


def _good_end(tokens: list[str], start: int, end: int) -> int:
    """The best place to stop in (start, end]."""
    for stops in (_ENDS, _PAUSES):
        for place in range(end, start, -1):
            before = place - 1
            while before > start and stops is _ENDS and tokens[before] in _CLOSING:
                before -= 1
            if tokens[before] in stops and (place == len(tokens) or tokens[place] not in _ENDS | _CLOSING):
                return place
    return end
