"""Quotes with their words, of the items that may be listed: what reports and exports tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.analysers import VOICES
from analysis.item import Item, Label
from analysis.voices.quoted import Quoted
from analysis.voices.voices import Said
from cityecho.archive import Transaction
from reports.disclosure import may_be_listed


@dataclass(frozen=True, slots=True)
class Quote:
    """``words`` as they stand in the text of ``item``, whose they are, and their feeling about the city."""

    item: Item
    said: Said
    sentiment: Label
    words: str


def quotes(tx: Transaction, items: Iterable[Item]) -> Iterator[Quote]:
    """The quotes of ``items``, in their order; of a purged text no words are left, and no quote."""
    listed = {item.id: item for item in items if may_be_listed(item)}
    measured = {one.article: one.value["said"] for one in tx.measures.some(VOICES, listed)}
    quoting = [name for name in listed if measured.get(name)]
    texts = {article.id: article.text for article in tx.articles.some(quoting)}
    for name in quoting:
        for one in map(Quoted.from_json, measured[name]):
            words = texts[name][one.said.start : one.said.end]
            if words:
                yield Quote(listed[name], one.said, one.sentiment, words)
