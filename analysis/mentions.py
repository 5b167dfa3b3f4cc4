"""Is the city meant? Which places, summits, messages and industries an article names (pure).

A place that is named inside another's name counts once, and streets, surnames, firms and datelines not at all
(:mod:`analysis.places`). Lists of links never get here: extraction keeps them out of an article's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from analysis.places import LISTS as PLACE_LISTS
from analysis.places import Spot, Spotter
from analysis.summits import SummitReader, plain
from analysis.wordlists import word_list
from cityecho.article import Article
from cityecho.watchlist.values import Brand, Summit

Prominence = Literal["title", "lead", "body", "passing"]
LISTS = ("places", *PLACE_LISTS)
"""The shipped lists that mentions are read with."""

_LEAD_LENGTH = 200
_CLAUSE = re.compile(r"[^，。；！？\n]+")
_FEWEST_LISTED = 4


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """How an article names one place: where first, and how often."""

    prominence: Prominence
    count: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """What an article names; places by name, the rest by id. Messages only where the city is meant."""

    places: Mapping[str, PlaceMention]
    summits: tuple[str, ...]
    messages: tuple[str, ...]
    industries: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {
            "places": {
                name: {"prominence": one.prominence, "count": one.count} for name, one in self.places.items()
            },
            "summits": list(self.summits),
            "messages": list(self.messages),
            "industries": list(self.industries),
        }


class MentionReader:
    """Reads articles for one city's brand and summits."""

    def __init__(self, brand: Brand, summits: Sequence[Summit]) -> None:
        self._brand = brand
        city = brand.city
        self._messages = [(one.id, tuple(map(plain, (one.text, *one.variants)))) for one in brand.messages]
        self._industries = [(one.id, (one.name, *one.words)) for one in brand.industries]
        forms = {
            form: place.name for place in reversed(brand.places) for form in (*place.places, *place.names)
        }
        never = [form for place in brand.places for form in place.false_friends]
        self._spotter = Spotter(forms, never)
        self._summits = SummitReader(summits, (*city.names, *city.places), Spotter(_other_places(brand)))

    def mentions(self, article: Article) -> Mentions:
        """What ``article`` names."""
        places = self._places(article.title, article.text)
        whole = f"{article.title}\n{article.text}"
        names_city = self._brand.city.name in places
        messages = _named(self._messages, plain(whole)) if names_city else ()
        return Mentions(
            places=places,
            summits=self._summits.summits(whole, article.day, names_city=names_city),
            messages=messages,
            industries=_named(self._industries, whole),
        )

    def _places(self, title: str, text: str) -> dict[str, PlaceMention]:
        """Each place that is meant. Title and body are read as one: a body tells what its title's 濮阳 is."""
        body_start = len(title) + 1
        whole = f"{title}\n{text}"
        by_place: dict[str, list[Spot]] = {}
        for spot in self._spotter.spots(whole):
            by_place.setdefault(spot.place, []).append(spot)
        if not by_place:
            return {}
        lead_end = body_start + _lead_length(text)
        listed = [
            clause.span()
            for clause in _CLAUSE.finditer(whole, body_start)
            if clause[0].count("、") >= _FEWEST_LISTED - 1
        ]
        return {
            name: PlaceMention(_prominence(spots, body_start, lead_end, listed), len(spots))
            for name, spots in by_place.items()
        }


def _named(wordings: Iterable[tuple[str, Sequence[str]]], text: str) -> tuple[str, ...]:
    """The ids of those of which ``text`` holds a wording."""
    return tuple(name for name, words in wordings if any(map(text.__contains__, words)))


def _other_places(brand: Brand) -> dict[str, str]:
    """Every place we know but the city."""
    mine = {*brand.city.names, *brand.city.places}
    return {form: form for form in word_list("places") if form not in mine}


def _lead_length(text: str) -> int:
    """The first two paragraphs, but never more than the lead's length."""
    second = text.find("\n", text.find("\n") + 1)
    return min(_LEAD_LENGTH, len(text) if second < 0 else second)


def _prominence(
    spots: Sequence[Spot], body_start: int, lead_end: int, listed: Sequence[tuple[int, int]]
) -> Prominence:
    """The most prominent position; a single naming below the lead, or names in lists only, is passing."""
    if spots[0].start < body_start:
        return "title"
    free = [spot for spot in spots if not any(begin <= spot.start < end for begin, end in listed)]
    if not free or (len(spots) == 1 and spots[0].start >= lead_end):
        return "passing"
    return "lead" if free[0].start < lead_end else "body"
