"""Which summit a text names: by full name or alias, editions told apart by year, day and words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from analysis.places import Spotter
from analysis.width import folded
from cityecho.watchlist.values import Summit

_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉「」『』·—-]")
_YEAR = re.compile(r"(20\d\d)年?(?:中国|全国|的|度)?$")
_LAST_YEAR = re.compile(r"(?:去年|上一?届|上年)[的在举办召开]{0,4}$")
_LOOK_BACK = 8


@dataclass(frozen=True, slots=True)
class _Hit:
    """``summit``'s ``words`` at ``start``; ``own`` when they hold the city's name or the summit's year."""

    summit: Summit
    words: str
    start: int
    own: bool


class SummitReader:
    """Finds summits in the articles about one city."""

    def __init__(self, summits: Sequence[Summit], city_names: Iterable[str], places: Spotter) -> None:
        names = tuple(city_names)
        self._places = places
        self._wordings = [
            (summit, words, str(summit.start.year) in words or any(name in words for name in names))
            for summit in summits
            for words in dict.fromkeys(map(plain, (summit.name, *summit.aliases)))
        ]

    def summits(self, text: str, day: date, *, names_city: bool) -> tuple[str, ...]:
        """Ids of the summits that ``text`` of ``day`` names, in the order of the configuration.

        A short alias without the city's name (氢能峰会) counts inside the summit's own windows, or with a
        witness: the city's name or another wording of the same summit. Editions that share an alias are told
        apart by the year before it, else by the day: the edition in whose windows it lies, else the last one
        begun.
        """
        flat = plain(text)
        hits = [hit for hit in self._hits(flat) if self._said_before(flat, hit, day) != "another"]
        rivals: dict[tuple[str, int], list[Summit]] = defaultdict(list)
        wordings: dict[str, set[str]] = defaultdict(set)
        for hit in hits:
            rivals[hit.words, hit.start].append(hit.summit)
            wordings[hit.summit.id].add(hit.words)
        named = set()
        for hit in hits:
            witness = names_city or len(wordings[hit.summit.id]) > 1
            said = hit.own or self._said_before(flat, hit, day) == "this"
            known = said or witness or day in hit.summit.span
            if known and hit.summit == _edition(rivals[hit.words, hit.start], day):
                named.add(hit.summit.id)
        return tuple(dict.fromkeys(summit.id for summit, _, _ in self._wordings if summit.id in named))

    def _hits(self, flat: str) -> Iterator[_Hit]:
        for summit, words, own in self._wordings:
            start = flat.find(words) if words else -1  # an alias of signs alone is nothing to look for
            while start >= 0:
                yield _Hit(summit, words, start, own)
                start = flat.find(words, start + len(words))

    def _said_before(self, flat: str, hit: _Hit, day: date) -> Literal["this", "another", "nothing"]:
        """What the year or the place right before the words says of the edition."""
        before = flat[max(0, hit.start - _LOOK_BACK) : hit.start]
        year = _YEAR.search(before)
        if year:
            return "this" if int(year[1]) == hit.summit.start.year else "another"
        if _LAST_YEAR.search(before):
            return "this" if hit.summit.start.year == day.year - 1 else "another"
        elsewhere = any(spot.end == len(before) for spot in self._places.spots(before))
        return "another" if elsewhere and not hit.own else "nothing"


def plain(text: str) -> str:
    """``text`` without what wordings of one name differ in: full-width signs, blanks, quotation marks."""
    return _NOISE.sub("", folded(text))


def _edition(rivals: Sequence[Summit], day: date) -> Summit:
    """Of the editions that one wording may mean, the one that is meant on ``day``."""
    inside = [summit for summit in rivals if day in summit.span]
    begun = [summit for summit in rivals if summit.start <= day]
    if inside:
        return min(inside, key=lambda summit: abs((summit.start - day).days))
    if begun:
        return max(begun, key=lambda summit: summit.start)
    return min(rivals, key=lambda summit: summit.start)
