"""What a sentence is about beside its feeling: an occasion praises little, a firm's woes blame little."""

from __future__ import annotations

import re
from functools import cache

from analysis.sentiment.tone import Tone
from analysis.wordlists import word_list

LISTS = ("ceremonies", "firms", "ambivalence")
"""The shipped lists read here."""

_OCCASION = 0.3
"""What praise weighs in a sentence that reports a meeting, a visit or an exhortation."""
_SOMEBODY = 0.3
"""What blame weighs in a sentence about a firm or a private person: it is theirs, not the city's."""
_LESSER = 0.5
"""What the quieter side of a sentence weighs."""


def damped(sentence: str, tone: Tone) -> Tone:
    """``tone`` of ``sentence``, less what is no news of the city itself."""
    praise, blame = tone.praise, tone.blame
    if _names("ceremonies").search(sentence):
        praise *= _OCCASION
    if _names("firms").search(sentence):
        blame *= _SOMEBODY
    if praise < blame:  # 批评签约: what the criticism is about is no praise against it
        praise *= _LESSER
    elif blame < praise:
        blame *= _LESSER
    return Tone(praise, blame, tone.words)


def torn(sentence: str) -> bool:
    """Whether ``sentence`` says of itself that both sides are true (喜忧参半)."""
    return bool(_names("ambivalence").search(sentence))


@cache
def _names(listed: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, word_list(listed))))
