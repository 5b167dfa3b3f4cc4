"""What the texts behind a study add to it: words that stand out, the cloud, the evidence of blame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from analysis.analysers import SENTIMENT, WORDS
from analysis.exposure import SummitStudy
from analysis.item import Item
from analysis.keywords import Counted, count, fallen, fewest_documents, keyness
from cityecho.archive import Transaction
from cityecho.watchlist import Brand
from reports.data import CloudWord
from reports.summit.beside import Beside, own_names
from reports.summit.drivers import Carrier
from reports.summit.material import Word

CLOUD_WORDS = 120
Counts = Mapping[str, Mapping[str, int]]


def counted_words(tx: Transaction, items: Iterable[Item]) -> Counts:
    """The counted words of ``items``, by id; an item whose words were not measured has none."""
    measured = tx.measures.some(WORDS, (item.id for item in items))
    return {one.article: one.value["counts"] for one in measured}


def evidence(tx: Transaction, study: SummitStudy, carriers: Iterable[Carrier]) -> Mapping[str, str]:
    """The sentences that decided of negative items and of ``carriers``, by item id, without the headline."""
    titles = {item.id: item.title for item in study.span_items if item.sentiment == "negative"}
    titles |= {one.item.id: one.item.title for one in carriers}
    return {
        one.article: "……".join(told for told in one.value["evidence"] if told != titles[one.article])
        for one in tx.measures.some(SENTIMENT, titles)
    }


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


def cloud(study: SummitStudy, counts: Counts, brand: Brand) -> tuple[CloudWord, ...]:
    """The most frequent words during and after; ``tone`` is the mean score of their items."""
    heard = [item for item in study.span_items if item.day >= study.summit.start and item.id in counts]
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


def _sides(study: SummitStudy, counts: Counts) -> tuple[Counted, Counted]:
    """The words of the windows during and after, and of that before; none of one that nobody read."""
    start, unseen = study.summit.start, study.windows["before"].blank
    heard = [item for item in study.span_items if item.id in counts]
    here = count(counts[item.id] for item in heard if item.day >= start)
    there = count(counts[item.id] for item in heard if item.day < start and not unseen)
    return here, there
