"""Tables that name single items: only what may be listed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.exposure import StoryItems, published
from analysis.item import Item
from reports import terms
from reports.data import Cell, Table
from reports.disclosure import first_listed, may_be_listed
from reports.summit.headings import as_text, table
from reports.summit.material import Material

TOP_STORIES = 20
COPIES = 200
NEGATIVES = 30
EVIDENCE = 200


def top_stories(material: Material) -> Table:
    """The most carried stories."""
    rows = [_top_story(story, first) for story, first in most_carried(material)]
    return table("top_stories", "热门报道", _TOP, rows)


def copies(material: Material) -> Table:
    """Who carried the most carried stories, the first publisher first."""
    rows = [row for story, first in most_carried(material) for row in _copies(story, first)]
    note = f"热门报道的各次刊发，至多{COPIES}行；全部稿件见附录。"
    return table("copies", "首发与转载", _COPIES, rows[:COPIES], note)


def most_carried(material: Material) -> list[tuple[StoryItems, Item]]:
    """The most carried stories that may be listed, each with the item that stands for it."""
    told = ((story, first_listed(story)) for story in material.study.spread.stories)
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


def negative_items(material: Material) -> tuple[Item, ...]:
    """Items judged negative about the city during and after, the gravest first."""
    study = material.study
    items = [
        item
        for item in study.span_items
        if item.sentiment == "negative" and item.day >= study.windows["during"].days.first
    ]
    return tuple(sorted(items, key=lambda item: (item.sentiment_score, item.day, item.id)))


def negative_stories(material: Material) -> list[tuple[Item, ...]]:
    """The negative items by story, each story's in order of publication, the story with the gravest first."""
    told: dict[str, list[Item]] = {}
    for item in negative_items(material):
        told.setdefault(item.story, []).append(item)
    return [tuple(sorted(items, key=published)) for items in told.values()]


def negatives(material: Material) -> Table:
    """The gravest negative stories during and after, each by its first item, with the words that decided."""
    told = ([item for item in items if may_be_listed(item)] for items in negative_stories(material))
    rows = [_negative(material, items) for items in told if items]
    columns = "title outlet published_at items score url evidence"
    made = table("negatives", "负面稿件", columns, rows[:NEGATIVES], "稿件数为其中判为负面的篇数。")
    heard = material.study.heard
    nothing = "已采集到的稿件中没有判为负面的稿件" if heard.holes else "没有判为负面的稿件"
    return replace(made, nothing=nothing, withheld=None if rows else heard.mute)


def _negative(material: Material, items: Sequence[Item]) -> tuple[Cell, ...]:
    first = items[0]
    gravest = min(items, key=lambda item: item.sentiment_score)
    evidence = material.evidence.get(gravest.id, "")[:EVIDENCE]
    score = round(gravest.sentiment_score, 3)
    return first.title, first.outlet, first.appeared, len(items), score, first.url, evidence


def articles(material: Material) -> Table:
    """Every item of the span that names the city, in order of publication."""
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
        for item in material.study.span_items
        if may_be_listed(item)
    )
    columns = "url title outlet tier region owned published_at story role sentiment"
    made = as_text(table("articles", "稿件清单", columns, rows), "owned")
    return replace(made, nothing="没有可逐篇列出的稿件")
