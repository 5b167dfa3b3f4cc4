"""Which summit a text names: by full name or alias, editions told apart by year, number, day and words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from analysis.mentions import occasions
from analysis.mentions.occasions import Saying, ordinals, saying
from analysis.mentions.places import Spotter
from analysis.width import folded
from analysis.wordlists import longest_of
from cityecho.watchlist.values import Summit

LISTS = occasions.LISTS
"""The shipped lists read here, beside those of places."""

_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉「」『』·—-]")
_UNITS = "市县区"
_MOST = 100
"""Namings read of one text: what names its summits more often is a page made to take time."""
_LATER, _REMEMBERED = 180, 365
"""Days after its end up to which an event with the city in its name is meant, and one that is looked back on.
As early as the first, one that is looked forward to is meant before its start."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """``words`` of a summit's and what their sentence says; ``own`` when the city's name is bound to them."""

    words: str
    said: Saying
    own: bool


class SummitReader:
    """Finds summits in the articles about one city."""

    def __init__(self, summits: Sequence[Summit], city_names: Iterable[str], places: Spotter) -> None:
        self._places = places
        names = tuple(city_names)
        self._city = longest_of(names)
        self._stem = longest_of(
            {name[:-1] if len(name) > 2 and name[-1] in _UNITS else name for name in names}
        )
        self._editions: dict[str, list[Summit]] = defaultdict(list)
        for summit in summits:
            for words in dict.fromkeys(map(plain, (summit.name, *summit.aliases))):
                if words:  # an alias of signs alone is nothing to look for
                    self._editions[words].append(summit)
        self._wording = longest_of(self._editions)
        self._numbers = {summit.id: ordinals("、".join((summit.name, *summit.aliases))) for summit in summits}
        self._successors = {summit.id: self._opens_after(summit, summits) for summit in summits}
        self._order = tuple(dict.fromkeys(summit.id for summit in summits))

    def summits(self, text: str, day: date, *, names_city: bool) -> tuple[str, ...]:
        """Ids of the summits that ``text`` of ``day`` names, in the order of the configuration.

        A wording with the edition's year or number holds on any day, as does one beside its year (去年的).
        One with the city's name, or bound to it (在濮阳举行的), holds inside the summit's windows and half a
        year after. A short alias (氢能峰会) holds inside the windows unless it is bound to another place
        (北京国际, 在上海开幕); outside only with a witness: the event's day, or the city or another wording
        with words that look back or ahead, no further than a year and not past the next edition's windows.
        """
        flat = plain(text.replace("\n", "。"))
        hits = [self._hit(flat, found) for found in islice(self._wording.finditer(flat), _MOST)]
        wordings: dict[str, set[str]] = defaultdict(set)
        for hit in hits:
            for summit in self._editions[hit.words]:
                if self._edition_said(hit, summit, day) != "another":
                    wordings[summit.id].add(hit.words)
        named = set()
        for hit in hits:
            meant = [
                summit
                for summit in self._editions[hit.words]
                if self._is_meant(hit, summit, day, names_city=names_city, known=len(wordings[summit.id]) > 1)
            ]
            if meant:
                named.add(_nearest(meant, day).id)
        return tuple(name for name in self._order if name in named)

    def _hit(self, flat: str, found: re.Match[str]) -> _Hit:
        said = saying(flat, *found.span(), self._namings)
        return _Hit(found[0], said, said.host == "ours" or bool(self._stem.search(found[0])))

    def _namings(self, sentence: str) -> list[tuple[int, int, bool]]:
        ours = [(*found.span(), True) for found in self._city.finditer(sentence)]
        return sorted([*ours, *((spot.start, spot.end, False) for spot in self._places.spots(sentence))])

    def _is_meant(self, hit: _Hit, summit: Summit, day: date, *, names_city: bool, known: bool) -> bool:
        """Whether ``hit`` means ``summit`` on ``day``; ``known``: the text has another wording of it."""
        said = hit.said
        edition = self._edition_said(hit, summit, day)
        if edition != "unsaid":
            return edition == "this"
        if day in summit.span:
            return hit.own or names_city or not said.elsewhere
        if said.is_on(summit.start, summit.end, day) and (summit.start - day).days <= _LATER:
            return hit.own or said.city or not said.elsewhere
        return (hit.own or said.city or known) and self._is_in_mind(hit, summit, day)

    def _edition_said(self, hit: _Hit, summit: Summit, day: date) -> Literal["this", "another", "unsaid"]:
        """What the sentence says of the edition by place, year and number."""
        said, year = hit.said, summit.start.year
        if said.host == "elsewhere" and not hit.own:
            return "another"
        if str(year) in hit.words or ordinals(hit.words):
            return "this"
        if said.year is not None:
            return "this" if year in (said.year, day.year + said.year) else "another"
        if said.ordinal is not None and not (said.ordinal == 1 and not self._numbers[summit.id] and hit.own):
            return "this" if said.ordinal in self._numbers[summit.id] else "another"
        return "this" if year in said.years and (hit.own or said.city) else "unsaid"

    def _is_in_mind(self, hit: _Hit, summit: Summit, day: date) -> bool:
        """Whether one still or already speaks of ``summit`` on ``day``, outside its windows."""
        if day < summit.start:
            return hit.said.is_ahead and (summit.start - day).days <= _LATER
        if hit.said.is_ahead or day >= self._successors[summit.id]:
            return False
        gone = (day - summit.end).days
        return (hit.own and gone <= _LATER) or (hit.said.is_past and gone <= _REMEMBERED)

    def _opens_after(self, summit: Summit, summits: Sequence[Summit]) -> date:
        """The first day of the next edition's windows."""
        sharing = {one.id for editions in self._editions.values() if summit in editions for one in editions}
        later = [
            one.span.first
            for one in summits
            if one.start > summit.start and (one.previous == summit.id or one.id in sharing)
        ]
        return min(later, default=date.max)


def plain(text: str) -> str:
    """``text`` without what wordings of one name differ in: full-width signs, blanks, quotation marks."""
    return _NOISE.sub("", folded(text))


def _nearest(meant: Sequence[Summit], day: date) -> Summit:
    """Of the editions that one wording may mean, the one that is meant on ``day``."""
    inside = [summit for summit in meant if day in summit.span]
    if inside:
        return min(inside, key=lambda summit: abs((summit.start - day).days))
    begun = [summit for summit in meant if summit.start <= day]
    return max(begun, key=lambda summit: summit.start) if begun else min(meant, key=lambda one: one.start)
