"""The table ``keywords``: months, words, keyness and bursts. Pure."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.item import Item
from analysis.keywords import fewest_documents, g2
from analysis.trends import weights_by_month
from reports.tables.contract import KEYWORDS
from reports.tables.spec import Row

Counts = Iterable[tuple[str, Mapping[str, int]]]


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
        burst=[round(bursts[word].get(period, 0.0), 4) for word, period in pairs],
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


def _bursts(said: _Said, kept: frozenset[int]) -> dict[int, Mapping[str, float]]:
    """Burst weight by month of each of the ``kept`` words."""
    rows = said.rows[said.rows["word"].isin(kept)]
    found: dict[int, Mapping[str, float]] = {}
    for _, mine in rows.groupby("word"):
        hits = np.bincount(mine["day"], minlength=len(said.days)).tolist()
        found[int(mine["word"].iloc[0])] = weights_by_month(said.days, hits, said.documents)
    return found
