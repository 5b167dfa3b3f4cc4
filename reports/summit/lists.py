"""Tables that name single items: only what may be listed one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.exposure import Heard, StoryItems, published
from analysis.item import Item
from reports import terms
from reports.data import Cell, Table
from reports.disclosure import first_listed, may_be_listed
from reports.summit.headings import as_text, table

TOP_STORIES = 20
COPIES = 200
NEGATIVES = 30
EVIDENCE = 200


def top_stories(stories: Sequence[StoryItems]) -> Table:
    """The most carried stories."""
    rows = [_top_story(story, first) for story, first in most_carried(stories)]
    return table("top_stories", "热门报道", _TOP, rows)


def copies(stories: Sequence[StoryItems]) -> Table:
    """Who carried the most carried stories, the first publisher first."""
    rows = [row for story, first in most_carried(stories) for row in _copies(story, first)]
    note = f"热门报道的各次刊发，至多{COPIES}行；全部稿件见附录。"
    return table("copies", "首发与转载", _COPIES, rows[:COPIES], note)


def most_carried(stories: Sequence[StoryItems]) -> list[tuple[StoryItems, Item]]:
    """The most carried of ``stories`` that may be listed, each with the item that stands for it."""
    told = ((story, first_listed(story)) for story in stories)
    return [(story, first) for story, first in told if first][:TOP_STORIES]


_TOP = "story title first_outlet first_published_at items outlets reposts sentiment url"


def _top_story(story: StoryItems, first: Item) -> tuple[Cell, ...]:
    return (
        story.id,
        first.title,
        first.outlet,
        first.appeared,
        len(story.items),
        story.outlets,
        story.reposts,
        terms.LABELS[story.label],
        first.url,
    )


_COPIES = "story title outlet role published_at origin copied_from url"


def _copies(story: StoryItems, first: Item) -> list[tuple[Cell, ...]]:
    """The first publisher, who may have come before the windows, then the rest by time."""
    if not story.reposts:
        return []
    rest = (item for item in story.items if item != first and may_be_listed(item))
    outlets = {item.id: item.outlet for item in (first, *story.items)}
    return [_copy(story, item, outlets.get(item.copied_from or "", "")) for item in (first, *rest)]


def _copy(story: StoryItems, item: Item, copied_from: str) -> tuple[Cell, ...]:
    role = terms.ROLES[item.role]
    return story.id, item.title, item.outlet, role, item.appeared, item.origin_outlet, copied_from, item.url


def negative_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """Those judged negative about the city, the gravest first."""
    blaming = (item for item in items if item.sentiment == "negative")
    return tuple(sorted(blaming, key=lambda item: (item.sentiment_score, item.day, item.id)))


def negative_stories(all_items: Iterable[Item]) -> list[tuple[Item, ...]]:
    """The negative items by story, each story's in order of publication, the story with the gravest first."""
    told: dict[str, list[Item]] = {}
    for item in negative_items(all_items):
        told.setdefault(item.story, []).append(item)
    return [tuple(sorted(items, key=published)) for items in told.values()]


def negatives(all_items: Iterable[Item], evidence: Mapping[str, str], heard: Heard) -> Table:
    """The gravest negative stories of days ``heard``, each by its first item, with the words that decided."""
    told = ([item for item in items if may_be_listed(item)] for items in negative_stories(all_items))
    rows = [_negative(items, evidence) for items in told if items]
    columns = "title outlet published_at items score url evidence"
    made = table("negatives", "负面稿件", columns, rows[:NEGATIVES], "稿件数为其中判为负面的篇数。")
    nothing = "已采集到的稿件中没有判为负面的稿件" if heard.holes else "没有判为负面的稿件"
    return replace(made, nothing=nothing, withheld=None if rows else heard.mute)


def _negative(items: Sequence[Item], evidence: Mapping[str, str]) -> tuple[Cell, ...]:
    first = items[0]
    gravest = min(items, key=lambda item: item.sentiment_score)
    why = evidence.get(gravest.id, "")[:EVIDENCE]
    score = round(gravest.sentiment_score, 3)
    return first.title, first.outlet, first.appeared, len(items), score, first.url, why


def articles(items: Iterable[Item]) -> Table:
    """Every one of ``items`` that may be listed, in their order."""
    rows = (
        (
            item.url,
            item.title,
            item.outlet,
            terms.TIERS[item.tier],
            item.region or terms.UNKNOWN,
            terms.yes(item.owned),
            item.appeared,
            item.story,
            terms.ROLES[item.role],
            terms.LABELS[item.sentiment],
        )
        for item in items
        if may_be_listed(item)
    )
    columns = "url title outlet tier region owned published_at story role sentiment"
    made = as_text(table("articles", "稿件清单", columns, rows), "owned")
    return replace(made, nothing="没有可逐篇列出的稿件")
