"""Tables that name single items: only what may be listed one by one."""

from __future__ import annotations

from analysis.exposure import StoryItems
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
    return table("top_stories", "热门报道", _TOP, rows, "会中及会后。")


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
        first.published_at,
        len(story.items),
        story.outlets,
        story.reposts,
        terms.LABELS[story.label],
        first.url,
    )


_COPIES = "story title outlet role published_at origin url"


def _copies(story: StoryItems, first: Item) -> list[tuple[Cell, ...]]:
    """The first publisher, who may have come before the windows, then the rest by time."""
    if not story.reposts:
        return []
    rest = (item for item in story.items if item != first and may_be_listed(item))
    return [_copy(story, item) for item in (first, *rest)]


def _copy(story: StoryItems, item: Item) -> tuple[Cell, ...]:
    role = terms.ROLES[item.role]
    return story.id, item.title, item.outlet, role, item.published_at, item.origin_outlet, item.url


def negative_items(material: Material) -> tuple[Item, ...]:
    """Items judged negative about the city during and after, the gravest first."""
    study = material.study
    items = [
        item
        for item in study.span_items
        if item.sentiment == "negative" and item.day >= study.windows["during"].days.first
    ]
    return tuple(sorted(items, key=lambda item: (item.sentiment_score, item.day, item.id)))


def negatives(material: Material) -> Table:
    """The gravest negative items during and after, with the words that decided."""
    items = [item for item in negative_items(material) if may_be_listed(item)][:NEGATIVES]
    rows = (
        (
            item.title,
            item.outlet,
            item.published_at,
            round(item.sentiment_score, 3),
            item.url,
            material.evidence.get(item.id, "")[:EVIDENCE],
        )
        for item in items
    )
    return table(
        "negatives", "负面稿件", "title outlet published_at score url evidence", rows, "会中及会后。"
    )


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
            item.published_at,
            item.story,
            terms.ROLES[item.role],
            terms.LABELS[item.sentiment],
        )
        for item in material.study.span_items
        if may_be_listed(item)
    )
    columns = "url title outlet tier region owned published_at story role sentiment"
    return as_text(table("articles", "稿件清单", columns, rows), "owned")
