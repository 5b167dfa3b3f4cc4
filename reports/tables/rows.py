"""Rows of the tables ``articles``, ``stories``, ``quotes`` and ``projects``. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from analysis.deals.timelines import Project
from analysis.exposure import StoryItems, stories
from analysis.item import Item
from cityecho.watchlist import Days
from reports.disclosure import first_listed, may_be_listed
from reports.quotes import Quote
from reports.tables.spec import Row

_UNMEASURED: Row = (None,) * 8  # what was not looked at is not said to be neutral


def article_rows(items: Iterable[Item], city: str) -> Iterator[Row]:
    """A row an item that may be listed, in the order given."""
    for item in filter(may_be_listed, items):
        yield (
            item.url,
            item.title,
            item.appeared,
            item.captured_at,
            item.source,
            item.kind,
            item.outlet,
            item.tier,
            item.region,
            item.owned,
            item.origin_outlet,
            item.author,
            *(_measures(item, city) if item.is_measured else _UNMEASURED),
        )


def _measures(item: Item, city: str) -> Row:
    return (
        city in item.places,
        item.summits,
        item.story,
        item.role,
        item.sentiment,
        item.sentiment_score,
        item.snownlp_score,
        item.topic,
    )


def quote_rows(quotes: Iterable[Quote]) -> Iterator[Row]:
    """A row a quote, in the order given."""
    for one in quotes:
        yield (
            one.item.url,
            one.item.appeared,
            one.said.speaker,
            one.said.title,
            one.said.organization,
            one.said.voice,
            one.words,
            one.sentiment,
        )


def project_rows(projects: Iterable[Project], span: Days) -> Iterator[Row]:
    """A row an event in the span, the project's claimed amount beside it; the day is empty where unknown."""
    for project in projects:
        for event in project.events:
            if event.days.last in span:
                yield (
                    project.project,
                    project.firm,
                    project.yuan,
                    event.stage,
                    event.day,
                    event.urls[0],
                )


def story_rows(items: Iterable[Item], city: str, span: Days) -> Iterator[Row]:
    """A row a story that has an item in the span, told whole: all its items count, whenever they came out.

    A story that only ordinary people's posts tell has no row: nothing of one person's post leaves.
    """
    for story in stories(items):
        if any(item.day in span for item in story.items):
            row = _story_row(story, city)
            if row is not None:
                yield row


def _story_row(story: StoryItems, city: str) -> Row | None:
    first = first_listed(story)
    if first is None:
        return None
    about = [item for item in story.items if city in item.places] or list(story.items)
    votes = Counter(item.sentiment for item in about)
    return (
        story.id,
        first.url,
        first.outlet,
        first.appeared,
        len(story.items),
        story.outlets,
        tuple(sorted({summit for item in story.items for summit in item.summits})),
        next(item.sentiment for item in about if votes[item.sentiment] == max(votes.values())),
    )
