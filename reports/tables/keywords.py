"""The table ``keywords``: months, words, keyness and bursts. Pure."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.item import Item
from analysis.keywords import fewest_documents, g2
from analysis.trends import FEWEST_DOCUMENTS, gains
from reports.tables.contract import KEYWORDS
from reports.tables.spec import Row

Counts = Iterable[tuple[str, Mapping[str, int]]]
_WORDS_AT_ONCE = 1_000
"""Words by days of four years: 12 MB a thousand, held a few times over."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What one pass over the texts leaves.

    ``rows`` has one a document and word (day, word, count). There days and words are numbers, their places in
    ``days`` and ``words``: as strings they take ten times the memory. ``documents`` counts those of each day.
    """

    rows: pd.DataFrame
    days: Sequence[date]
    documents: Sequence[int]
    words: Sequence[str]


def keyword_rows(items: Iterable[Item], city: str, counts: Counts) -> Iterator[Row]:
    """A row a month and word of the items that name the city, a month's most telling word first.

    ``counts`` are the counted words of articles by id. G² sets the month against all other months and is
    missing where there are none; ``burst`` is the weight of the month's days inside a burst of the word, 0
    when there is none.
    """
    said = _said({item.id: item.day for item in items if city in item.places}, counts)
    months = np.array([f"{day:%Y-%m}" for day in said.days], dtype=object)
    rows = said.rows.assign(period=months[said.rows["day"]])
    made = rows.groupby(["period", "word"])["count"].agg(documents="size", count="sum").reset_index()
    made = made.assign(
        everywhere=made.groupby("word")["count"].transform("sum"),
        tokens=made.groupby("period")["count"].transform("sum"),
        all_tokens=made["count"].sum(),
    )
    spread = made.groupby("word")["documents"].transform("sum")
    made = made[spread >= fewest_documents(sum(said.documents))]
    bursts = _bursts(said, frozenset(made["word"]))
    pairs = zip(made["word"], made["period"], strict=True)
    made = made.assign(
        burst=[round(bursts.get(pair, 0.0), 4) for pair in pairs],
        g2=_g2(made),
        word=[said.words[word] for word in made["word"]],
    )
    ranked = made.assign(telling=made["g2"].fillna(0.0)).sort_values(
        ["period", "telling", "count", "word"], ascending=[True, False, False, True]
    )
    return KEYWORDS.typed(ranked)


def _said(days: Mapping[str, date], counts: Counts) -> _Said:
    """The counted words of the articles that have a day."""
    documents: Counter[date] = Counter()
    numbers: dict[str, int] = {}
    at, which, often = array("i"), array("i"), array("i")
    for article, words in counts:
        if article in days:
            day = days[article]
            documents[day] += 1
            for word, count in words.items():
                at.append(day.toordinal())
                which.append(numbers.setdefault(word, len(numbers)))
                often.append(count)
    known = sorted(documents)
    places = np.searchsorted([day.toordinal() for day in known], np.asarray(at))
    rows = pd.DataFrame({"day": places, "word": np.asarray(which), "count": np.asarray(often)})
    return _Said(rows, known, [documents[day] for day in known], tuple(numbers))


def _g2(made: pd.DataFrame) -> pd.Series:
    """G² of each word's count in its month against all others; missing where there are no others."""
    columns = zip(made["count"], made["tokens"], made["everywhere"], made["all_tokens"], strict=True)
    values = [
        round(g2(count, tokens, everywhere - count, all_tokens - tokens), 4) if all_tokens > tokens else None
        for count, tokens, everywhere, all_tokens in columns
    ]
    return pd.Series(values, made.index, dtype="Float64")


def _bursts(said: _Said, kept: frozenset[int]) -> Mapping[tuple[int, str], float]:
    """What the days of a month that lie inside bursts of a word save together, by word and month."""
    rows = said.rows[said.rows["word"].isin(kept)]
    documents = rows["word"].value_counts()
    words = sorted(int(word) for word in documents[documents >= FEWEST_DOCUMENTS].index)
    months = [f"{day:%Y-%m}" for day in said.days]
    found: defaultdict[tuple[int, str], float] = defaultdict(float)
    for start in range(0, len(words), _WORDS_AT_ONCE):
        some = words[start : start + _WORDS_AT_ONCE]
        mine = rows[rows["word"].isin(some)]
        hits = np.zeros((len(some), len(said.days)))
        np.add.at(hits, (np.searchsorted(some, mine["word"]), mine["day"]), 1)
        saved = gains(hits, said.documents)
        for at, day in zip(*np.nonzero(~np.isnan(saved)), strict=True):
            found[some[at], months[day]] += float(saved[at, day])
    return found
