"""Whether the city is told of better or worse than before, and whether praise came in a tide. Pure.

The unit is the story: it has the label of most of its items, so copies are no independent praise.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from analysis.exposure.changes import SIDES, Change, Feeling, Praise, Side
from analysis.exposure.intervals import SEED, Estimate, clustered, difference, wilson, withheld
from analysis.exposure.values import EARNED, OWNED, StoryItems
from analysis.item import Item, Label
from analysis.sentiment.errors import corrected, simulated
from cityecho.watchlist import WindowName

Labels = Mapping[str, Label]
"""Stories' labels by their ids."""
LEAST_STORIES = 5
"""With fewer stories at either time nothing is said of a change: one story would be a fifth."""
DRAWS = 1000
COMPARED: tuple[WindowName, ...] = ("during", "after")


def labels(items: Iterable[Item]) -> Labels:
    """The label that most of a story's ``items`` have, which come by publication: of equals the earliest."""
    votes: dict[str, dict[Label, int]] = defaultdict(dict)
    for item in items:
        told = votes[item.story]
        told[item.sentiment] = told.get(item.sentiment, 0) + 1
    return {story: max(told, key=told.__getitem__) for story, told in votes.items()}


def change(label: Side, before: Labels, now: Labels, reason: str | None = None) -> Change:
    """How a share changed; withheld for ``reason`` where there is one."""
    first, second = (wilson(sum(one == label for one in told.values()), len(told)) for told in (before, now))
    few = min(len(before), len(now)) < LEAST_STORIES
    reason = reason or (f"至少一个阶段不足{LEAST_STORIES}条报道，不作比较" if few else None)
    if reason:
        return Change(label, first, second, withheld(reason))
    return Change(label, first, second, difference(second, first, _together(before, now, label)))


def _together(before: Labels, now: Labels, label: Side) -> float:
    """Correlation of the two shares: stories that are told at both times count in both (Newcombe 1998)."""
    first, second = (sum(one == label for one in told.values()) / len(told) for told in (before, now))
    both = before.keys() & now.keys()
    shared = math.fsum(((before[one] == label) - first) * ((now[one] == label) - second) for one in both)
    spread = math.sqrt(first * (1 - first) * len(before) * second * (1 - second) * len(now))
    return max(-1.0, min(1.0, shared / spread)) if spread else 0.0


def true(told: Change, before: Labels, now: Labels) -> Estimate:
    """A change after the known errors of the judge; withheld where the change is."""
    if told.told.value is None:
        return told.told
    earlier, later = Counter(before.values()), Counter(now.values())
    value = corrected(earlier, later, told.label)
    low, high = np.quantile(simulated(earlier, later, told.label, DRAWS, SEED), (0.05, 0.95))
    return Estimate(value, min(value, float(low)), max(value, float(high)))


def by_group(
    before: Sequence[Item], now: Sequence[Item], group: Callable[[Item], str], reason: str | None
) -> dict[tuple[str, Side], Change]:
    """The change within each group that told something now, the largest first; both sides each."""
    changes: dict[tuple[str, Side], Change] = {}
    for name, _ in Counter(map(group, now)).most_common():
        first, second = (labels(item for item in items if group(item) == name) for items in (before, now))
        changes |= {(name, side): change(side, first, second, reason) for side in SIDES}
    return changes


def quoted(
    side: Side, before: Iterable[tuple[str, Label]], now: Iterable[tuple[str, Label]], reason: str | None
) -> Change:
    """The change among quotes, given as (story, label): stories are clusters."""
    first, second = _clusters(before, side), _clusters(now, side)
    few = min(first.of or 0, second.of or 0) < LEAST_STORIES
    reason = reason or (f"至少一个阶段不足{LEAST_STORIES}条引语，不作比较" if few else None)
    told = difference(second, first).unless(reason)
    return Change(side, first, second, told)


def _clusters(quotes: Iterable[tuple[str, Label]], side: Side) -> Estimate:
    sizes: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for story, label in quotes:
        sizes[story] += 1
        parts[story] += label == side
    return clustered([parts[story] for story in sizes], list(sizes.values()), "没有可计的引语")


def praise(before: Sequence[Item], now: Sequence[StoryItems], reason: str | None) -> Praise:
    """Praise by others than the city's own outlets; ``now`` are the stories told during and after."""
    earned = labels(item for story in now for item in story.items if not item.owned)
    praising = [story for story in now if earned.get(story.id) == "positive"]
    own = sum(story.first.owned for story in praising)
    others = labels(item for item in before if not item.owned)
    told = change("positive", others, earned, reason)
    copied = wilson(own, len(praising), "没有外部媒体的正面报道")
    return Praise(told, true(told, others, earned), copied)


def feeling(
    by_window: Mapping[WindowName, Sequence[Item]],
    told: Sequence[StoryItems],
    reasons: Mapping[WindowName, str | None],
) -> Feeling:
    """All changes against the window before; ``told`` are the stories during and after together.

    ``reasons`` say of each window why it can't be compared.
    """
    before, now = by_window["before"], [*by_window["during"], *by_window["after"]]
    first = labels(before)
    either = reasons["before"] or reasons["during"] or reasons["after"]
    later = {name: labels(by_window[name]) for name in COMPARED}
    changes = {
        (side, name): change(side, first, told_then, reasons["before"] or reasons[name])
        for name, told_then in later.items()
        for side in SIDES
    }
    return Feeling(
        changes=changes,
        true={(side, name): true(one, first, later[name]) for (side, name), one in changes.items()},
        ownership=by_group(before, now, lambda item: OWNED if item.owned else EARNED, either),
        tiers=by_group(before, now, lambda item: item.tier, either),
        whole=tuple(change(side, first, labels(now), either) for side in SIDES),
        praise=praise(before, told, either),
        unlike=either,
    )
