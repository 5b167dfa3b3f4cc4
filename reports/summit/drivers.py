"""What carried the praise and the blame: words, stories and quotes of either side that may be listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from analysis.exposure import SIDES, StoryItems, SummitStudy, stories
from analysis.exposure.changes import Side
from analysis.item import Item
from analysis.keywords import count, fewest_documents, keyness
from cityecho.watchlist import Brand
from reports import terms
from reports.data import Cell, Table
from reports.disclosure import first_listed
from reports.quotes import Quote
from reports.summit.beside import own_names
from reports.summit.headings import table
from reports.summit.voices import worded_once

_WORDS = 12
_STORIES = 6
_QUOTES = 4
_LONGEST = 100
"""Characters of evidence and of a quote in a table."""
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Driver:
    """A word of the stories of one side: in how many of them, of the others and of that side's before."""

    side: Side
    word: str
    documents: int
    documents_other: int
    documents_before: int
    g2: float


@dataclass(frozen=True, slots=True)
class Carrier:
    """A story of one side by an item of it with that feeling that may be listed."""

    side: Side
    story: StoryItems
    item: Item


def words(study: SummitStudy, counts: Counts, brand: Brand) -> tuple[Driver, ...]:
    """The words of each side's stories during and after against the other stories there, by G²."""
    now = _texts(study.spread.stories, counts)
    start, own = study.summit.start, own_names(brand)
    before = _texts(stories(item for item in study.span_items if item.day < start), counts)
    found = []
    for side in SIDES:
        here, there = count(now[side]), count(text for label in now if label != side for text in now[label])
        earlier = count(before[side]).documents
        ranked = keyness(here, there, fewest_documents=fewest_documents(here.total)) if there.tokens else []
        telling = [one for one in ranked if one.g2 > 0 and one.word not in own][:_WORDS]
        found += [
            Driver(side, one.word, one.documents, there.documents[one.word], earlier[one.word], one.g2)
            for one in telling
        ]
    return tuple(found)


def _texts(told: Iterable[StoryItems], counts: Counts) -> dict[str, list[Mapping[str, int]]]:
    """The words of one item of each story, by the story's label: copies are no independent praise."""
    found: dict[str, list[Mapping[str, int]]] = {label: [] for label in terms.LABELS}
    for story in told:
        item = first_listed(story)
        if item and item.id in counts:
            found[story.label].append(counts[item.id])
    return found


def carriers(study: SummitStudy, is_mixed: Callable[[Item], bool]) -> tuple[Carrier, ...]:
    """Each side's stories during and after, the most carried first, of equal ones the most outspoken.

    One that praises and blames stands for neither side.
    """
    ranked = (_carriers(side, study.spread.stories) for side in SIDES)
    plain = ((one for one in found if not is_mixed(one.item)) for found in ranked)
    return tuple(one for found in plain for one in islice(found, _STORIES))


def _carriers(side: Side, told: Sequence[StoryItems]) -> list[Carrier]:
    found = []
    for story in told:
        felt = [item for item in story.items if item.sentiment == side]
        item = first_listed(StoryItems(story.id, tuple(felt), felt[0], side)) if felt else None
        if story.label == side and item:
            found.append(Carrier(side, story, item))
    found.sort(key=lambda one: (-len(one.story.items), -abs(one.item.sentiment_score), one.item.id))
    return found


def words_table(drivers: Sequence[Driver]) -> Table:
    """The words of either side."""
    rows = (
        (terms.LABELS[one.side], one.word, one.documents, one.documents_other, one.documents_before, one.g2)
        for one in drivers
    )
    note = (
        "会中及会后正面（负面）报道中比其余报道突出的词，按G²由高到低；每条报道取一篇，个人发布不计；"
        "词只说明写了什么，不说明原因。"
    )
    columns = "side word stories stories_other stories_before g2"
    return table("mood_words", "正面与负面报道的用词", columns, rows, note)


def told_table(carried: Sequence[Carrier], evidence: Mapping[str, str], quotes: Sequence[Quote]) -> Table:
    """The stories and quotes of either side."""
    rows = [row for side in SIDES for row in _rows(side, carried, evidence, quotes)]
    note = (
        f"每侧列刊发最广的报道至多{_STORIES}条、引语至多{_QUOTES}条，自称褒贬兼有的报道不列；依据为最能说明该判断的句子，均为原文照录；"
        "个人发布不列。"
    )
    columns = "side kind title outlet items evidence url"
    return table("mood_told", "正面与负面的代表报道与引语", columns, rows, note)


def _rows(
    side: Side, carried: Sequence[Carrier], evidence: Mapping[str, str], quotes: Sequence[Quote]
) -> Iterator[tuple[Cell, ...]]:
    said = terms.LABELS[side]
    for one in carried:
        if one.side == side:
            why = _short(evidence.get(one.item.id, ""))
            items = len(one.story.items)
            yield said, "报道", one.item.title, one.item.outlet, items, why, one.item.url
    for quote in worded_once(one for one in quotes if one.sentiment == side)[:_QUOTES]:
        speaker = quote.said.speaker or quote.said.organization or terms.VOICES[quote.said.voice]
        item = quote.item
        yield said, f"引语（{speaker}）", item.title, item.outlet, None, _short(quote.words), item.url


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "……"
