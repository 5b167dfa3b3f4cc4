"""What may be shown one by one: ordinary people's posts leave the archive as counts only."""

from __future__ import annotations

from analysis.exposure import StoryItems
from analysis.item import Item


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
