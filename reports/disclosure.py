"""What may be shown one by one: ordinary people's posts leave the archive as counts only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from analysis.exposure import StoryItems
from analysis.item import Item
from cityecho.archive import Transaction


def may_be_listed(item: Item) -> bool:
    """Whether an item may stand in a list with its title and address.

    Every news page may. Of posts only those of organizations in the registry, which alone are named: where
    somebody posted (a platform, a newspaper's forum) says nothing of who it was.
    """
    is_named = item.author == item.outlet and item.tier not in {"", "self-media-platform"}
    return item.kind == "news" or is_named


def first_listed(story: StoryItems) -> Item | None:
    """The item that stands for a story: its first, or the first that may be listed; None when none may."""
    return next(filter(may_be_listed, (story.first, *story.items)), None)


def uncounted(tx: Transaction, items: Iterable[Item]) -> frozenset[str]:
    """Ids of ordinary people's posts that no count may hold: the likes of them have fewer than ten authors.

    Likes agree in everything that a table or figure divides by. So no cell holds fewer than ten authors of
    such posts, and neither does the difference of two cells or of a total and a list.
    """
    private: list[Item] = []
    shown: set[str] = set()
    for item in items:
        if may_be_listed(item):
            shown.add(item.story)
        else:
            private.append(item)
    alike: dict[Hashable, list[str]] = defaultdict(list)
    for item in private:
        alike[_kind(item, item.story if item.story in shown else "")].append(item.id)
    enough = tx.authors.enough_each(alike)
    return frozenset(name for kind, names in alike.items() if kind not in enough for name in names)


def _kind(item: Item, story: str) -> Hashable:
    """All that tables and figures divide posts by; ``story`` is "" for one that has no row."""
    named = (item.places, item.prominence, item.summits, item.messages, item.industries, item.topic)
    origin = (item.source, item.outlet, item.tier, item.region, item.owned, item.origin_outlet)
    return (item.day, story, item.role, item.sentiment, item.is_measured, *named, *origin)
