"""Counting items, stories and outlets. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from analysis.coverage import Coverage
from analysis.exposure.values import DayCounts, Group, OutletCounts, StoryItems, WindowCounts, WindowId
from analysis.item import Item, Label
from cityecho.watchlist import Days


def stories(items: Iterable[Item], known: Iterable[Item] = ()) -> tuple[StoryItems, ...]:
    """The stories of some items, the largest first.

    Who published first may be among ``known``: other items of the same stories that don't count here.
    """
    members: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        members[item.story].append(item)
    others: dict[str, list[Item]] = defaultdict(list)
    for item in known:
        if item.story in members:
            others[item.story].append(item)
    told = (_story(story, of, others[story]) for story, of in members.items())
    return tuple(
        sorted(told, key=lambda story: (-len(story.items), -story.outlets, story.first.day, story.id))
    )


def _story(story: str, items: Sequence[Item], known: Sequence[Item]) -> StoryItems:
    ordered = tuple(sorted(items, key=published))
    everywhere = sorted((*ordered, *known), key=published) if known else ordered
    first = next((item for item in everywhere if item.role != "repost"), everywhere[0])
    votes = Counter(item.sentiment for item in ordered)
    most = max(votes.values())
    label = next(item.sentiment for item in ordered if votes[item.sentiment] == most)
    return StoryItems(story, ordered, first, label)


def published(item: Item) -> tuple[date, float, str]:
    """Sorts items by when they came out; those whose minute is not known last in their day."""
    moment = item.minute.timestamp() if item.minute else float("inf")
    return item.day, moment, item.id


def grouped(items: Sequence[Item], names: Callable[[Item], Iterable[str]]) -> tuple[Group, ...]:
    """Counts by the names an item has, most stories first; ``share`` is of the stories of all ``items``."""
    total = len({item.story for item in items})
    members: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for name in names(item):
            members[name].append(item)
    groups = (
        _group(name, of, len({item.story for item in of}) / total if total else 0.0)
        for name, of in members.items()
    )
    return tuple(sorted(groups, key=lambda group: (-group.stories, -group.items, group.name)))


def voice(items: Sequence[Item], places: Sequence[str]) -> tuple[Group, ...]:
    """Each place against all: its stories over the sum of every place's stories, in the order of ``places``.

    A story that names two places counts for both, so that swapping two names swaps their rows and shares sum
    to 1 (to 0 when nothing names any of them).
    """
    found = {group.name: group for group in grouped(items, lambda item: item.places)}
    total = sum(group.stories for name, group in found.items() if name in places)
    empty = Group("", 0, 0, 0, 0.0)
    rows = ((place, found.get(place, empty)) for place in places)
    return tuple(
        Group(place, row.items, row.stories, row.outlets, row.stories / total if total else 0.0)
        for place, row in rows
    )


def _group(name: str, items: Sequence[Item], share: float) -> Group:
    return Group(
        name, len(items), len({item.story for item in items}), len({item.outlet for item in items}), share
    )


def outlets(items: Sequence[Item], told: Sequence[StoryItems]) -> tuple[OutletCounts, ...]:
    """Counts by outlet, the busiest first."""
    firsts = Counter(story.first.outlet for story in told)
    members: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        members[item.outlet].append(item)
    rows = (
        OutletCounts(
            outlet=name,
            tier=of[-1].tier,
            region=of[-1].region,
            owned=of[-1].owned,
            items=len(of),
            stories=len({item.story for item in of}),
            first=firsts[name],
        )
        for name, of in members.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.stories, -row.items, row.outlet)))


def window(
    items: Sequence[Item], name: WindowId, days: Days, coverage: Coverage, summit: str = ""
) -> WindowCounts:
    """The counts of ``days``; ``items`` are those of them that name the city, ``summit`` whose they are."""
    told = stories(items)
    owned = sum(item.owned for item in items)
    return WindowCounts(
        name=name,
        days=days,
        items=len(items),
        stories=len(told),
        outlets=len({item.outlet for item in items}),
        owned=owned,
        earned=len(items) - owned,
        labels=Counter[Label](item.sentiment for item in items),
        story_labels=Counter[Label](story.label for story in told),
        named=len({item.story for item in items if summit in item.summits}),
        holes=coverage.holes(days),
        blank=coverage.blank(days),
    )


def daily(
    items: Sequence[Item], name: WindowId, days: Days, everything: Counter[date]
) -> tuple[DayCounts, ...]:
    """The days of one window; a story counts once, on the day of its first item within the window."""
    by_day: dict[date, list[Item]] = defaultdict(list)
    began: dict[str, date] = {}
    for item in sorted(items, key=published):
        by_day[item.day].append(item)
        began.setdefault(item.story, item.day)
    new = Counter(began.values())
    return tuple(
        DayCounts(
            day=day,
            window=name,
            items=len(by_day[day]),
            stories=new[day],
            outlets=len({item.outlet for item in by_day[day]}),
            labels=Counter[Label](item.sentiment for item in by_day[day]),
            all_items=everything[day],
        )
        for day in days.each()
    )
