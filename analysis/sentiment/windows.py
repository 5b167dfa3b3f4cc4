"""Which parts of a text speak of the city, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.places import Spotter
from analysis.sentences import sentences
from analysis.sentiment.tone import clauses
from analysis.wordlists import word_list

_HERE = "here"
NAMED, CONTINUED, AROUND = 1.0, 0.7, 0.5
"""Weights of a sentence that names the city, of one that goes on about it, of one in the same text."""
_REACH = 2
"""Sentences over which a text goes on about a place without naming it again."""


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence, its clauses that may be about the city, and the weight of what they say."""

    sentence: str
    clauses: tuple[str, ...]
    weight: float


def windows(text: str, names: Sequence[str]) -> list[Window]:
    """The sentences of ``text`` that may speak of the place with these ``names``; other places' are left out.

    A text that never names the place has none.
    """
    spotter = _spotter(tuple(names))
    found = []
    since = _REACH + 1
    for sentence in sentences(text):
        parts = clauses(sentence)
        spots = [{spot.place for spot in spotter.spots(part)} for part in parts]
        here = any(_HERE in places for places in spots)
        elsewhere = any(places - {_HERE} for places in spots)
        if here:
            found.append(Window(sentence, _unmasked(parts, spots), NAMED))
            since = 0
            continue
        since = _REACH + 1 if elsewhere else since + 1
        if not elsewhere:
            goes_on = since <= _REACH and sentence.startswith(word_list("continuations"))
            found.append(Window(sentence, tuple(parts), CONTINUED if goes_on or since == 1 else AROUND))
    return found if any(window.weight == NAMED for window in found) else []


def _unmasked(parts: Sequence[str], spots: Sequence[set[str]]) -> tuple[str, ...]:
    """The clauses that are about the city: not those that name another place, nor what follows on them."""
    kept = []
    about_other = False
    for part, places in zip(parts, spots, strict=True):
        if places:
            about_other = _HERE not in places
        if not about_other:
            kept.append(part)
    return tuple(kept)


@lru_cache(maxsize=64)
def _spotter(names: tuple[str, ...]) -> Spotter:
    others = {
        form: form
        for form in word_list("places")
        if form not in names and not any(form in name for name in names)
    }
    return Spotter(others | dict.fromkeys(names, _HERE))
