"""Rows of the exported tables, from items. Pure; an iterator each, so that a million rows need no memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from analysis.coverage import Coverage
from analysis.exposure import StoryItems, stories
from analysis.item import LABELS, Item
from cityecho.watchlist import Days, Summit
from reports.disclosure import may_be_listed
from reports.tables.spec import Row


def article_rows(
    items: Iterable[Item], city: str, more: Callable[[Sequence[Item]], Sequence[tuple[str, ...]]]
) -> Iterator[Row]:
    """A row an item that may be listed, in the order given; ``more`` gives the cells appended to a batch."""
    batch: list[Item] = []
    for item in items:
        if may_be_listed(item):
            batch.append(item)
        if len(batch) == 500:
            yield from _article_batch(batch, city, more)
            batch = []
    yield from _article_batch(batch, city, more)


def _article_batch(
    batch: Sequence[Item], city: str, more: Callable[[Sequence[Item]], Sequence[tuple[str, ...]]]
) -> Iterator[Row]:
    for item, extra in zip(batch, more(batch), strict=True):
        yield (
            item.url,
            item.title,
            item.published_at,
            item.captured_at,
            item.source,
            item.kind,
            item.outlet,
            item.tier,
            item.region,
            item.owned,
            item.origin_outlet,
            item.author,
            city in item.places,
            item.summits,
            item.story,
            item.role,
            item.sentiment,
            item.sentiment_score,
            item.snownlp_score,
            item.topic,
            *extra,
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
    first = story.first if may_be_listed(story.first) else next(filter(may_be_listed, story.items), None)
    if first is None:
        return None
    about = [item for item in story.items if city in item.places] or list(story.items)
    votes = Counter(item.sentiment for item in about)
    return (
        story.id,
        first.url,
        first.outlet,
        first.published_at,
        len(story.items),
        story.outlets,
        tuple(sorted({summit for item in story.items for summit in item.summits})),
        next(item.sentiment for item in about if votes[item.sentiment] == max(votes.values())),
    )


class _Key(NamedTuple):
    day: date
    place: str


def daily_rows(
    items: Iterable[Item], places: Sequence[str], summits: Sequence[Summit], coverage: Coverage
) -> Iterator[Row]:
    """A row a day and place, days without an item too; the first place is the city.

    Stories and outlets are distinct within the day. Sentiment is about the city: peers have none. ``summit``
    holds the ids of the summits whose windows the day lies in, joined by ``|``.
    """
    found: dict[_Key, list[Item]] = defaultdict(list)
    everything: Counter[date] = Counter()
    for item in items:
        everything[item.day] += 1
        for place in item.places:
            found[_Key(item.day, place)].append(item)
    for day, state in sorted(coverage.days.items()):
        near = "|".join(summit.id for summit in summits if day in summit.span)
        for place in places:
            of = found[_Key(day, place)]
            yield (day, place, near, *_counts(of), everything[day], *_labels(of, place == places[0]), state)


def _counts(items: Sequence[Item]) -> tuple[int, int, int]:
    return len(items), len({item.story for item in items}), len({item.outlet for item in items})


def _labels(items: Sequence[Item], measured: object) -> tuple[int | None, ...]:
    votes: Mapping[str, int] = Counter(item.sentiment for item in items)
    return tuple(votes.get(label, 0) if measured else None for label in LABELS)
