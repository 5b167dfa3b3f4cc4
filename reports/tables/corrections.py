"""The table ``corrections``: what people said against the measure, with the text: to train on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.corrections import words_on_sentiment
from analysis.item import Item
from cityecho.archive import Correction
from cityecho.article import Article
from reports.disclosure import may_be_listed
from reports.tables.spec import Row


def correction_rows(
    corrections: Iterable[Correction],
    items: Mapping[str, Item],
    articles: Mapping[str, Article],
    measured: Mapping[str, str],
    names: Sequence[str],
) -> Iterator[Row]:
    """A row a correction that holds, of an article that may be listed and whose words are here.

    ``items``, ``articles`` and ``measured`` (the label before) are by article id; ``names`` is all that means
    the city, of which the column ``city`` has those that stand in the text.
    """
    for word in words_on_sentiment(corrections):
        item = items.get(word.article)
        if item is None or not may_be_listed(item) or articles[item.id].purged_hash:
            continue
        text = f"{item.title}\n{articles[item.id].text}"
        measure = measured.get(item.id)
        there = "|".join(name for name in names if name in text)
        if not there:  # it names no city that could be judged
            continue
        yield (item.url, item.title, text, there, word.value, item.kind, measure, word.by, word.why, word.at)
