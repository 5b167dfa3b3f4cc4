"""Rows of the table ``keywords``: months, words, keyness and bursts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from analysis.item import Item
from analysis.keywords import g2
from analysis.trends import weights_by_month
from reports.tables.spec import Row

FEWEST_DOCUMENTS = 2
"""Among many documents a word of a single one tells of that document, not of the span."""
MANY_DOCUMENTS = 20
"""Among fewer than so many every word is listed."""


def fewest_documents(total: int) -> int:
    """In how many of ``total`` documents a word must stand to be listed."""
    return FEWEST_DOCUMENTS if total >= MANY_DOCUMENTS else 1


class _Tally:
    """Counts of words by month, of documents by day: what one pass over the texts leaves."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.documents: dict[str, Counter[str]] = defaultdict(Counter)
        self.days: dict[str, Counter[date]] = defaultdict(Counter)
        self.totals: Counter[date] = Counter()

    def add(self, day: date, words: Mapping[str, int]) -> None:
        """Count one document."""
        month = f"{day:%Y-%m}"
        self.counts[month].update(words)
        self.documents[month].update(words.keys())
        self.totals[day] += 1
        for word in words:
            self.days[word][day] += 1


def keyword_rows(
    items: Iterable[Item], city: str, counts: Iterable[tuple[str, Mapping[str, int]]]
) -> Iterator[Row]:
    """A row a month and word of the items that name the city, a month's most telling word first.

    ``counts`` are the counted words of articles by id. G² sets the month against all other months and is
    None where there are none; ``burst`` is the weight of the month's days inside a burst of the word, 0 when
    there is none.
    """
    days = {item.id: item.day for item in items if city in item.places}
    tally = _Tally()
    for article, words in counts:
        if article in days:
            tally.add(days[article], words)
    fewest = fewest_documents(tally.totals.total())
    kept = {word for word, by_day in tally.days.items() if by_day.total() >= fewest}
    bursts = _bursts(tally, kept)
    for month in sorted(tally.counts):
        yield from _month(tally, month, kept, bursts)


def _month(tally: _Tally, month: str, kept: set[str], bursts: Mapping[str, Mapping[str, float]]) -> list[Row]:
    tokens = {name: words.total() for name, words in tally.counts.items()}
    others = [name for name in tokens if name != month]
    elsewhere = sum(tokens[name] for name in others)
    rows: list[tuple[str, int, int, float | None, float]] = []
    for word, count in tally.counts[month].items():
        if word in kept:
            there = sum(tally.counts[name][word] for name in others)
            telling = round(g2(count, tokens[month], there, elsewhere), 4) if elsewhere else None
            burst = round(bursts[word].get(month, 0.0), 4)
            rows.append((word, tally.documents[month][word], count, telling, burst))
    rows.sort(key=lambda row: (-(row[3] or 0.0), -row[2], row[0]))
    return [(month, *row) for row in rows]


def _bursts(tally: _Tally, kept: Iterable[str]) -> dict[str, Mapping[str, float]]:
    days: Sequence[date] = sorted(tally.totals)
    totals = [tally.totals[day] for day in days]
    return {
        word: weights_by_month(days, [tally.days[word][day] for day in days], totals) for word in sorted(kept)
    }
