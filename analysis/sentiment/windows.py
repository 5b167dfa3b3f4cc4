"""Which parts of a text speak of the city, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.places import LISTS as PLACE_LISTS
from analysis.places import Spotter
from analysis.sentences import sentences
from analysis.sentiment.tone import clauses
from analysis.wordlists import word_list

LISTS = ("places", "continuations", *PLACE_LISTS)
"""The shipped lists that windows are found with."""

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

    A text that never names the place has none. One that names it only inside other names (a firm's, a
    street's) is taken at the caller's word: its sentences with the name count.
    """
    spotter = _spotter(tuple(names))
    read = [
        (sentence, parts, [{spot.place for spot in spotter.spots(part)} for part in parts])
        for sentence in sentences(text)
        for parts in [clauses(sentence)]
    ]
    if not any(_HERE in places for _, _, spots in read for places in spots):
        read = [(sentence, parts, _literal(parts, names)) for sentence, parts, _ in read]
    found = list(_weighed(read))
    return found if any(window.weight == NAMED for window in found) else []


def _literal(parts: Sequence[str], names: Sequence[str]) -> list[set[str]]:
    return [{_HERE} if any(name in part for name in names) else set() for part in parts]


def _weighed(read: Sequence[tuple[str, list[str], list[set[str]]]]) -> Iterator[Window]:
    """Each sentence that isn't another place's, by how near it is to a naming of ours."""
    since = _REACH + 1
    for sentence, parts, spots in read:
        if any(_HERE in places for places in spots):
            since = 0
            yield Window(sentence, _unmasked(parts, spots), NAMED)
        elif any(spots):
            since = _REACH + 1
        else:
            since += 1
            goes_on = since <= _REACH and sentence.startswith(word_list("continuations"))
            yield Window(sentence, tuple(parts), CONTINUED if goes_on or since == 1 else AROUND)


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
