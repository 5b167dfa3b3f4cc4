"""What may be shown one by one: ordinary people's posts leave the archive as counts only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

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


def sayable(
    tx: Transaction,
    items: Iterable[Item],
    counts: Mapping[str, Mapping[str, int]],
    cell: Callable[[Item], str],
) -> Mapping[str, Mapping[str, int]]:
    """The counted words by item id, without words that too few ordinary people wrote.

    Every word of what may be listed stays. A word of other posts stays where posts that hold it and lie in
    one ``cell`` (a window, a month) have enough authors; the word of a few people is theirs, not the city's.
    """
    private = [item for item in items if item.id in counts and not may_be_listed(item)]
    cells: defaultdict[str, list[str]] = defaultdict(list)
    for item in private:
        for word in counts[item.id]:
            cells[f"{cell(item)} {word}"].append(item.id)
    shown = tx.authors.crowded(cells)
    kept = {
        item.id: {word: n for word, n in counts[item.id].items() if f"{cell(item)} {word}" in shown}
        for item in private
    }
    return {**counts, **kept}
