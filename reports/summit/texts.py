"""What the texts behind a study add to it: words that stand out, the cloud, the evidence of blame."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from analysis.analysers import SENTIMENT, WORDS
from analysis.exposure import SummitStudy
from analysis.item import Item
from analysis.keywords import Counted, count, fallen, fewest_documents, keyness
from analysis.sentiment.mixed import is_mixed
from cityecho.archive import Transaction
from cityecho.watchlist import Brand
from reports.data import CloudWord
from reports.summit.beside import Beside, own_names
from reports.summit.material import Word

CLOUD_WORDS = 120
DAILY_WORDS = 6
Counts = Mapping[str, Mapping[str, int]]


def counted_words(tx: Transaction, items: Iterable[Item]) -> Counts:
    """The counted words of ``items``, by id; an item whose words were not measured has none."""
    measured = tx.measures.some(WORDS, (item.id for item in items))
    return {one.article: one.value["counts"] for one in measured}


def evidence(tx: Transaction, items: Iterable[Item]) -> Mapping[str, str]:
    """The sentences that decided of ``items``, by item id, without the headline."""
    titles = {item.id: item.title for item in items}
    return {
        one.article: "……".join(told for told in one.value["evidence"] if told != titles[one.article])
        for one in tx.measures.some(SENTIMENT, titles)
    }


def told_both_ways(tx: Transaction, item: Item) -> bool:
    """Whether ``item`` calls what it tells good and bad at once; of a purged text the headline tells."""
    return any(is_mixed(item.title) or is_mixed(one.text) for one in tx.articles.some([item.id]))


def standing_out(study: SummitStudy, counts: Counts, brand: Brand, beside: Beside) -> tuple[Word, ...]:
    """Words of the windows during and after by G² against the window before, the most telling first.

    The city's own names are left out, here and in the cloud: they are why the items were chosen.
    """
    here, there = _sides(study, counts)
    unseen, own = study.windows["before"].blank, own_names(brand)
    found = keyness(here, there, fewest_documents=fewest_documents(here.total))
    ordinary, peers = beside.against_ordinary(here), beside.against_peers(here)
    return tuple(
        Word(
            one.word,
            one.documents,
            one.count,
            one.g2 if there.tokens else None,
            None if unseen else there.documents.get(one.word, 0),
            ordinary(one),
            peers(one),
        )
        for one in found
        if one.word not in own
    )


def fallen_words(study: SummitStudy, counts: Counts, brand: Brand) -> tuple[Word, ...]:
    """Words that the windows during and after have less of than before, the most telling first.

    None where too little was looked at to tell an effect: what was not collected must not look like a fall.
    """
    if study.echo.panel.refused:
        return ()
    here, there = _sides(study, counts)
    own = own_names(brand)
    found = fallen(here, there, fewest_documents=fewest_documents(there.total)) if here.tokens else []
    return tuple(
        Word(one.word, one.documents, one.count, one.g2, there.documents[one.word])
        for one in found
        if one.word not in own
    )


def cloud(items: Iterable[Item], counts: Counts, brand: Brand) -> tuple[CloudWord, ...]:
    """The most frequent words of ``items``; ``tone`` is the mean score of those that hold one."""
    heard = [item for item in items if item.id in counts]
    tones: dict[str, list[float]] = defaultdict(list)
    for item in heard:
        for word in counts[item.id]:
            tones[word].append(item.sentiment_score)
    here = count(counts[item.id] for item in heard)
    words = keyness(here, count(()), fewest_documents=fewest_documents(here.total))
    frequent = sorted(words, key=lambda one: (-one.count, one.word))
    own = own_names(brand)
    chosen = [one for one in frequent if one.word not in own][:CLOUD_WORDS]
    return tuple(
        CloudWord(one.word, float(one.count), round(sum(tones[one.word]) / len(tones[one.word]), 4))
        for one in chosen
    )


def word_days(study: SummitStudy, counts: Counts, words: Sequence[Word]) -> tuple[tuple[date, str, int], ...]:
    """By day and word how many texts of the span hold the first of ``words``; zeros are rows too."""
    chosen = [word.text for word in words[:DAILY_WORDS]]
    holding = Counter(
        (item.day, word) for item in study.span_items for word in chosen if word in counts.get(item.id, ())
    )
    return tuple((day, word, holding[day, word]) for day in study.summit.span.each() for word in chosen)


def _sides(study: SummitStudy, counts: Counts) -> tuple[Counted, Counted]:
    """The words of the windows during and after, and of that before; none of one that nobody read."""
    start, unseen = study.summit.start, study.windows["before"].blank
    heard = [item for item in study.span_items if item.id in counts]
    here = count(counts[item.id] for item in heard if item.day >= start)
    there = count(counts[item.id] for item in heard if item.day < start and not unseen)
    return here, there
