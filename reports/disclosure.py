"""What may be shown one by one: ordinary people's posts leave the archive as counts only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable

from analysis.exposure import Naming, StoryItems
from analysis.item import Item
from cityecho.archive import Transaction


def may_be_listed(item: Item) -> bool:
    """Whether an item may stand in a list with its title and address: of posts only organizations' own."""
    return item.may_be_listed


def first_listed(story: StoryItems) -> Item | None:
    """The item that stands for a story: its first, or the first that may be listed; None when none may."""
    return next(filter(may_be_listed, (story.first, *story.items)), None)


def uncounted(tx: Transaction, items: Iterable[Naming], shown: Collection[str] = ()) -> frozenset[str]:
    """Ids of ordinary people's posts that no count may hold: the likes of them have fewer than ten authors.

    Likes agree in everything that a table or figure divides by; that is their story where another item of it
    may be listed: of ``items``, or those of ``shown``. So no cell holds fewer than ten authors of such posts,
    and neither does the difference of two cells or of a total and a list.
    """
    private: list[tuple[str, str, str]] = []
    listed = set(shown)
    for item in items:
        alike = item.alike
        if alike is None:
            listed.add(item.story)
        else:
            private.append((item.id, alike, item.story))
    cells: dict[Hashable, list[str]] = defaultdict(list)
    for name, alike, story in private:
        cells[alike, story if story in listed else ""].append(name)
    enough = tx.authors.enough_each(cells)
    return frozenset(name for cell, names in cells.items() if cell not in enough for name in names)
