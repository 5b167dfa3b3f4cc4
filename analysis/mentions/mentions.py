"""Is the city meant? Which places and summits an article names (pure).

A place that is named inside another's name counts once, and streets, surnames, firms, datelines and links not
at all (:mod:`analysis.mentions.places`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from analysis.mentions.places import LISTS as PLACE_LISTS
from analysis.mentions.places import Spot, Spotter
from analysis.mentions.summits import LISTS as SUMMIT_LISTS
from analysis.mentions.summits import SummitReader
from analysis.wordlists import word_list
from cityecho.article import Article
from cityecho.watchlist.values import Brand, Summit

Prominence = Literal["title", "lead", "body", "passing"]
LISTS = tuple(dict.fromkeys(("places", *PLACE_LISTS, *SUMMIT_LISTS)))
"""The shipped lists that mentions are read with."""

_LEAD_LENGTH = 200
_CLAUSE_END = re.compile(r"[，。；！？\n]")
_LIST_REACH = 60
"""Characters of a clause on both sides of a name that are looked through for a list."""
_FEWEST_LISTED = 4


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """How an article names one place: where at its most prominent, and how often in which words.

    ``forms`` tells a county from its city: {"濮阳": 3, "濮阳县": 1}.
    """

    prominence: Prominence
    forms: Mapping[str, int]

    @property
    def count(self) -> int:
        """How often the place is named in any words."""
        return sum(self.forms.values())

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {"prominence": self.prominence, "count": self.count, "forms": dict(self.forms)}


@dataclass(frozen=True, slots=True)
class Mentions:
    """What an article names: places by name, summits by id."""

    places: Mapping[str, PlaceMention]
    summits: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {
            "places": {name: one.to_json() for name, one in self.places.items()},
            "summits": list(self.summits),
        }


class MentionReader:
    """Reads articles for one city's brand and summits."""

    def __init__(self, brand: Brand, summits: Sequence[Summit]) -> None:
        city = brand.city
        self._city = city.name
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
        names_city = self._city in places
        return Mentions(places, self._summits.summits(whole, article.day, names_city=names_city))

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
        return {
            name: PlaceMention(
                _prominence(
                    [spot.start for spot in spots if not _is_listed(whole, spot)],
                    len(spots),
                    body_start,
                    lead_end,
                ),
                dict(Counter(spot.form for spot in spots)),
            )
            for name, spots in by_place.items()
        }


def _other_places(brand: Brand) -> dict[str, str]:
    """Every place we know but the city and its province."""
    mine = {*brand.city.names, *brand.city.places, brand.city.province}
    return {form: form for form in word_list("places") if form not in mine}


def _lead_length(text: str) -> int:
    """The first two paragraphs, but never more than the lead's length."""
    second = text.find("\n", text.find("\n") + 1)
    return min(_LEAD_LENGTH, len(text) if second < 0 else second)


def _is_listed(text: str, spot: Spot) -> bool:
    """Whether the clause around ``spot`` only lists."""
    before = _CLAUSE_END.split(text[max(0, spot.start - _LIST_REACH) : spot.start])[-1]
    after = _CLAUSE_END.split(text[spot.end : spot.end + _LIST_REACH], maxsplit=1)[0]
    return before.count("、") + after.count("、") >= _FEWEST_LISTED - 1


def _prominence(free: Sequence[int], count: int, body_start: int, lead_end: int) -> Prominence:
    """The most prominent of the places where ``free`` namings begin, those that are no mere lists.

    A single naming (of ``count``) below the lead, or names in lists only, is passing.
    """
    if not free or (count == 1 and free[0] >= lead_end):
        return "passing"
    return "title" if free[0] < body_start else "lead" if free[0] < lead_end else "body"
