"""How much louder its city became around a summit. Pure.

All of it looks at **new stories**: a story counts once, on the day of its first item that names the city.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.exposure.controls import Control, Name
from analysis.exposure.counterfactual import Counterfactual, fit
from analysis.exposure.found import Naming
from analysis.exposure.intervals import Estimate, middle, withheld
from analysis.exposure.panel import LEAST_DAYS
from cityecho.watchlist import Days

LEAST_STORIES = 10
"""Under ten stories in the whole baseline the level itself is a guess."""
LEAST_EXPECTED = 0.5
"""The least stories that a lower bound of the expected may divide by: less than half of one is none."""
DRAWS = 4000


@dataclass(frozen=True, slots=True)
class Uplift:
    """New stories from build-up to tail: those seen, those expected without any summit, and what is above.

    ``together`` is what all events brought that are heard in these days, ``stories`` what the summit itself
    did, ``ratio`` is expected plus ``stories`` over expected. ``baseline`` are the days it was learnt from;
    ``leant_on`` are the controls of its model.
    """

    seen: int
    expected: Estimate
    together: Estimate
    stories: Estimate
    ratio: Estimate
    baseline: tuple[date, ...]
    leant_on: tuple[Name, ...]


def first_days(items: Iterable[Naming]) -> dict[str, date]:
    """The day of each story's first item."""
    first: dict[str, date] = {}
    for item in items:
        story, day = item.story, item.day
        known = first.get(story)
        if known is None or day < known:
            first[story] = day
    return first


def new_stories(items: Iterable[Naming]) -> dict[date, int]:
    """Stories by the day of their first item; days without one are left out."""
    return Counter(first_days(items).values())


def too_little(counts: Mapping[date, int], baseline: Sequence[date]) -> str | None:
    """Why nothing can be learnt from this baseline, in Chinese; None when it is enough."""
    stories = sum(counts.get(day, 0) for day in baseline)
    if len(baseline) < LEAST_DAYS:
        return f"基线过短：各项活动时段以外采集完整的日子只有{len(baseline)}天，不足{LEAST_DAYS}天"
    if stories < LEAST_STORIES:
        return f"基线过稀：{len(baseline)}天基线内只有{stories}条报道，不足{LEAST_STORIES}条"
    return None


def uplift(
    counts: Mapping[date, int],
    baseline: tuple[date, ...],
    echo: Days,
    reason: str | None,
    seed: int,
    *,
    control: Control | None = None,
) -> tuple[Uplift, Counterfactual | None]:
    """Stories of ``echo`` above the counterfactual, with its model; withheld (model None) for ``reason``.

    All are taken for the summit's own: where others are heard as well, :func:`own` says which are.
    """
    seen = sum(counts.get(day, 0) for day in echo.each())
    reason = reason or too_little(counts, baseline)
    if reason is not None:
        none = withheld(reason)
        return Uplift(seen, none, none, none, none, baseline, ()), None
    model = fit({day: counts.get(day, 0) for day in baseline}, echo, control)
    days = echo.each()
    mean = float(model.expected(days).sum())
    low, high = middle(model.simulate(days, DRAWS, seed).sum(axis=1), 0.05, 0.95)
    low, high = max(0.0, min(mean, low)), max(mean, high)
    expected, above = Estimate(mean, low, high), Estimate(seen - mean, seen - high, seen - low)
    every = Uplift(seen, expected, above, above, above, baseline, control.names if control else ())
    return own(every, above), model


def own(lift: Uplift, stories: Estimate) -> Uplift:
    """The uplift of a summit that brought so many of the stories that all events brought together."""
    return replace(lift, stories=stories, ratio=_ratio(stories, lift.expected))


def _ratio(stories: Estimate, expected: Estimate) -> Estimate:
    """Expected and own stories over expected. The upper end divides by at least half a story.

    A high bound of the expected goes with a low one of what is above it: both are one uncertainty.
    """
    if stories.value is None or stories.low is None or stories.high is None:
        return stories
    mean, low, high = (number or 0.0 for number in (expected.value, expected.low, expected.high))
    ratio = 1 + stories.value / mean
    least, most = 1 + stories.low / high, 1 + stories.high / max(low, LEAST_EXPECTED)
    return Estimate(ratio, min(ratio, least), max(ratio, most))
