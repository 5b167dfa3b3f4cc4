"""How far stories went: whose outlets told them, and how many copies lie between. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.exposure.intervals import Estimate, clustered, ratio, wilson, withheld
from analysis.exposure.values import Circle, Distance, StoryItems
from analysis.item import Item
from cityecho.watchlist import Brand

OFFICIAL = frozenset({"government", "trade"})
FAR = 2
"""Hops from which a copy was taken from a copy."""


def circles(told: Sequence[StoryItems], brand: Brand, reason: str | None, nothing: str) -> dict[str, Circle]:
    """Stories and outlets outside each circle, and central ones; withheld for ``reason``.

    An outlet that the registry doesn't know counts as not owned and as nothing else.
    """
    return {name: _circle(told, is_outside, reason, nothing) for name, is_outside in _tests(brand).items()}


def _tests(brand: Brand) -> dict[str, Callable[[Item], bool]]:
    home = brand.city.province
    return {
        "earned": lambda item: not item.owned,
        "beyond_trade": lambda item: not item.owned and item.tier not in {"", *OFFICIAL},
        "outside_province": lambda item: item.province not in {"", home},
        "central": lambda item: item.tier == "central",
    }


def _circle(
    told: Sequence[StoryItems], is_outside: Callable[[Item], bool], reason: str | None, nothing: str
) -> Circle:
    outlets = {item.outlet: is_outside(item) for story in told for item in story.items}
    reached = sum(outlets.values())
    stories = sum(any(map(is_outside, story.items)) for story in told)
    count = Estimate(reached, part=reached, of=len(outlets)) if told else withheld(nothing)
    return Circle(stories=wilson(stories, len(told), nothing).unless(reason), outlets=count.unless(reason))


def distance(told: Sequence[StoryItems], known: Iterable[Item], reason: str | None, nothing: str) -> Distance:
    """How many hops copies lie from their first publisher; ``known`` may hold what they were copied from."""
    items = {item.id: item for item in known}
    items |= {item.id: item for story in told for item in story.items}
    copies = [(story.id, item.outlet, hops(item, items)) for story in told for item in story.reposted]
    found: dict[str, list[int | None]] = defaultdict(list)
    outlets: dict[int | None, set[str]] = defaultdict(set)
    for story_id, outlet, far in copies:
        found[story_id].append(far)
        outlets[far].add(outlet)
    walked = [way for story in found.values() if (way := [far for far in story if far is not None])]
    sizes = [len(story) for story in walked]
    none = "转载稿件的来路均不清楚" if found else nothing
    mean = ratio([sum(story) for story in walked], sizes, none)
    far_ones = [sum(one >= FAR for one in story) for story in walked]
    lost = [story.count(None) for story in found.values()]
    return Distance(
        mean=replace(mean, part=None).unless(reason),
        far=clustered(far_ones, sizes, none).unless(reason),
        unknown=clustered(lost, [len(story) for story in found.values()], nothing).unless(reason),
        copies=Counter(far for _, _, far in copies),
        outlets={far: len(names) for far, names in outlets.items()},
    )


def hops(item: Item, known: Mapping[str, Item]) -> int | None:
    """Copies from ``item`` back to its first publisher: 0 for that; None where the way is lost.

    It is lost where an outlet is named as the source that is none of the items, where a source is not among
    ``known``, and in a circle.
    """
    here, walked = item, {item.id}
    while True:
        above = known.get(here.copied_from or "")
        if here.origin_outlet not in {"", here.outlet, above.outlet if above else ""}:
            return None
        if above is None:
            return len(walked) - 1 if here.copied_from is None and here.role != "repost" else None
        if above.id in walked:
            return None
        walked.add(above.id)
        here = above
