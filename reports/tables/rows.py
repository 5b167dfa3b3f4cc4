"""Rows of the exported tables, from items. Pure; an iterator each, so that a million rows need no memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.coverage import Coverage
from analysis.exposure import StoryItems, stories
from analysis.item import LABELS, Item, Label
from cityecho.watchlist import Days, Summit
from reports.disclosure import first_listed, may_be_listed
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
    first = first_listed(story)
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


@dataclass(slots=True)
class _Cell:
    """What one day brought about one place."""

    items: int = 0
    stories: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    labels: Counter[Label] = field(default_factory=Counter)

    def add(self, item: Item) -> None:
        """Count one item."""
        self.items += 1
        self.stories.add(item.story)
        self.outlets.add(item.outlet)
        self.labels[item.sentiment] += 1


@dataclass(frozen=True, slots=True)
class DailyCounts:
    """Counts by day and place, and of everything by day; made in one pass over the items."""

    cells: Mapping[tuple[date, str], _Cell]
    everything: Mapping[date, int]

    @property
    def days(self) -> Days | None:
        """From the first day with an item to the last; None when there is none."""
        return Days(min(self.everything), max(self.everything)) if self.everything else None


def daily_counts(items: Iterable[Item]) -> DailyCounts:
    """Count items by day and place."""
    cells: dict[tuple[date, str], _Cell] = defaultdict(_Cell)
    everything: Counter[date] = Counter()
    for item in items:
        everything[item.day] += 1
        for place in item.places:
            cells[item.day, place].add(item)
    return DailyCounts(cells, everything)


def daily_rows(
    counts: DailyCounts, places: Sequence[str], summits: Sequence[Summit], coverage: Coverage
) -> Iterator[Row]:
    """A row a day and place, days without an item too; the first place is the city.

    Stories and outlets are distinct within the day. Sentiment is about the city: peers have none. ``summit``
    holds the ids of the summits whose windows the day lies in, joined by ``|``.
    """
    for day, state in sorted(coverage.days.items()):
        near = "|".join(summit.id for summit in summits if day in summit.span)
        for place in places:
            cell = counts.cells.get((day, place), _Cell())
            labels = (cell.labels[label] if place == places[0] else None for label in LABELS)
            numbers = (cell.items, len(cell.stories), len(cell.outlets), counts.everything.get(day, 0))
            yield (day, place, near, *numbers, *labels, state)
