"""What a summit's words are held against: the city's ordinary days, the peers, and the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.analysers import WORDS
from analysis.exposure import Naming, SummitStudy
from analysis.keywords import Counted, Keyword, count, g2
from analysis.trends import FEWEST_DOCUMENTS, Burst, bursts
from cityecho.archive import Transaction
from cityecho.watchlist import Brand, Watchlist

_YEAR = timedelta(days=365)
_MOST_TEXTS = 3_000
"""Of more, as many at equal distances: a word's words cost a tenth of a millisecond to read."""
_MOST_WORDS = 1_000
Words = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Beside:
    """``ordinary`` are the words of the city's days outside all summits, ``peers`` those of the peers' alone.

    ``before`` has the words of each text of the year before the windows with its day.
    """

    ordinary: Counted
    peers: Counted
    before: Sequence[tuple[date, Words]]

    def against_ordinary(self, here: Counted) -> Callable[[Keyword], float | None]:
        """G² of a word of ``here`` against ordinary days."""
        return _against(here, self.ordinary)

    def against_peers(self, here: Counted) -> Callable[[Keyword], float | None]:
        """G² of a word of ``here`` against the peers."""
        return _against(here, self.peers)

    def bursts(
        self, study: SummitStudy, counts: Mapping[str, Words], brand: Brand
    ) -> tuple[tuple[str, Burst], ...]:
        """Bursts that touch the three windows, the strongest first, of words in five of their texts."""
        now = [(item.day, counts[item.id]) for item in study.span_items if item.id in counts]
        texts = [*self.before, *now]
        totals = Counter(day for day, _ in texts)
        days = sorted(totals)
        words = _frequent([one for _, one in now], own_names(brand))
        hits = [[0] * len(days) for _ in words]
        rows, columns = ({one: n for n, one in enumerate(some)} for some in (words, days))
        for day, told in texts:
            for word in told.keys() & rows.keys():
                hits[rows[word]][columns[day]] += 1
        found = bursts(days, hits, [totals[day] for day in days]) if words else []
        since = study.summit.span.first
        touching = [
            (word, one) for word, some in zip(words, found, strict=True) for one in some if one.last >= since
        ]
        return tuple(sorted(touching, key=lambda pair: (-pair[1].strength, pair[0], pair[1].first)))


def read_beside(tx: Transaction, study: SummitStudy, found: Iterable[Naming], watchlist: Watchlist) -> Beside:
    """Read the words to hold against; posts of ordinary people are left out."""
    city, span = watchlist.brand.city.name, study.summit.span
    listed = [one for one in found if one.alike is None]
    year = [one for one in listed if city in one.places and span.first - _YEAR <= one.day < span.first]
    peers = [one for one in listed if city not in one.places and one.day in study.heard.days]
    texts = _texts(tx, year)
    busy = {day for summit in watchlist.summits for day in summit.span.each()}
    return Beside(
        count(words for day, words in texts if day not in busy),
        count(words for _, words in _texts(tx, peers)),
        texts,
    )


def own_names(brand: Brand) -> frozenset[str]:
    """What the city is called: words that are why its items were chosen."""
    return frozenset((brand.city.name, *brand.city.names))


def _texts(tx: Transaction, items: Sequence[Naming]) -> list[tuple[date, Words]]:
    ordered = sorted(items, key=lambda item: (item.day, item.id))
    some = ordered[:: -(-len(items) // _MOST_TEXTS) or 1]
    days = {item.id: item.day for item in some}
    return [(days[one.article], one.value["counts"]) for one in tx.measures.some(WORDS, days)]


def _against(here: Counted, there: Counted) -> Callable[[Keyword], float | None]:
    mine, theirs = here.tokens, there.tokens

    def told(one: Keyword) -> float | None:
        return g2(one.count, mine, there.counts.get(one.word, 0), theirs) if theirs else None

    return told


def _frequent(texts: Sequence[Words], without: frozenset[str]) -> list[str]:
    holding = Counter(word for words in texts for word in words)
    enough = [word for word, n in holding.items() if n >= FEWEST_DOCUMENTS and word not in without]
    return sorted(enough, key=lambda word: (-holding[word], word))[:_MOST_WORDS]
