"""What may be shown one by one: ordinary people's posts leave the archive as counts only."""

from __future__ import annotations

from analysis.item import Item


def may_be_listed(item: Item) -> bool:
    """Whether an item may stand in a list with its title and address.

    Every news page may. Of posts only those of organizations in the registry: the registry's entry for a
    platform as such (tier self-media-platform) says nothing of who posted there.
    """
    return item.kind == "news" or item.tier not in {"", "self-media-platform"}
