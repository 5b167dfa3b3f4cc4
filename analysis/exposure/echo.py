"""How much louder a summit made its city, and how often that is a false alarm. Pure.

All of it looks at **new stories**: a story counts once, on the day of its first item that names the city.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.exposure.controls import Control
from analysis.exposure.counterfactual import Counterfactual, fit
from analysis.exposure.found import Naming
from analysis.exposure.intervals import Estimate, wilson, withheld
from analysis.exposure.panel import LEAST_DAYS
from cityecho.watchlist import Days
from cityecho.watchlist.values import ONE_DAY

LEAST_STORIES = 10
"""Under ten stories in the whole baseline the level itself is a guess."""
LEAST_EXPECTED = 0.5
"""The least stories that a lower bound of the expected may divide by: less than half of one is none."""
DRAWS = 4000
PLACEBO_DAYS = 7
PLACEBO_DRAWS = 1000
MOST_PLACEBOS = 60
LEAST_PLACEBOS = 4


@dataclass(frozen=True, slots=True)
class Uplift:
    """New stories from build-up to tail: those seen, those expected without the summit, and what is above.

    ``ratio`` is seen over expected. ``baseline`` are the days it was learnt from; ``controlled`` says that
    the peers' stories were a control.
    """

    seen: int
    expected: Estimate
    stories: Estimate
    ratio: Estimate
    baseline: tuple[date, ...]
    controlled: bool


def new_stories(items: Iterable[Naming]) -> dict[date, int]:
    """Stories by the day of their first item; days without one are left out."""
    first: dict[str, date] = {}
    for item in items:
        known = first.get(item.story)
        if known is None or item.day < known:
            first[item.story] = item.day
    return Counter(first.values())


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
    """Stories of ``echo`` above the counterfactual, with its model; withheld (model None) for ``reason``."""
    seen = sum(counts.get(day, 0) for day in echo.each())
    reason = reason or too_little(counts, baseline)
    if reason is not None:
        none = withheld(reason)
        return Uplift(seen, none, none, none, baseline, False), None
    model = fit({day: counts.get(day, 0) for day in baseline}, echo, control)
    days = echo.each()
    mean = float(model.expected(days).sum())
    low, high = np.quantile(model.simulate(days, DRAWS, seed).sum(axis=1), (0.05, 0.95))
    expected = Estimate(mean, min(mean, float(low)), max(mean, float(high)))
    above = Estimate(seen - mean, min(seen - mean, seen - float(high)), max(seen - mean, seen - float(low)))
    return Uplift(seen, expected, above, _ratio(seen, expected), baseline, control is not None), model


def _ratio(seen: int, expected: Estimate) -> Estimate:
    """Seen over expected. Its upper end divides by at least half a story: by none it would be endless."""
    mean, low, high = (number or 0.0 for number in (expected.value, expected.low, expected.high))
    ratio = seen / mean
    return Estimate(ratio, seen / high, max(ratio, seen / max(low, LEAST_EXPECTED)))


def placebo(
    counts: Mapping[date, int],
    baseline: Sequence[date],
    reason: str | None,
    seed: int,
    *,
    control: Control | None = None,
) -> Estimate:
    """Share of ordinary weeks for which the same method claims an uplift (nominally .05).

    Each run of seven consecutive baseline days is held out in turn, the model learnt from the rest, and an
    interval wholly above zero is a false alarm. Overlapping weeks are not independent: the interval is
    Wilson's with as many units as there are weeks side by side. Withheld for ``reason`` where there is one.
    """
    reason = reason or too_little(counts, baseline)
    weeks = _weeks(baseline)
    apart = len(_side_by_side(weeks))
    if reason is None and apart < LEAST_PLACEBOS:
        reason = f"安慰剂检验需要至少{LEAST_PLACEBOS}个互不重叠的基线周，现有{apart}个"
    if reason is not None:
        return withheld(reason)
    chosen = weeks[:: -(-len(weeks) // MOST_PLACEBOS)]
    alarms = sum(_alarm(counts, baseline, week, seed + place, control) for place, week in enumerate(chosen))
    share = alarms / len(chosen)
    spread = wilson(round(share * apart), apart)
    return Estimate(share, min(share, spread.low or 0.0), max(share, spread.high or 0.0))


def _alarm(
    counts: Mapping[date, int], baseline: Sequence[date], week: Days, seed: int, control: Control | None
) -> bool:
    rest = {day: counts.get(day, 0) for day in baseline if day not in week}
    if not any(rest.values()):
        return False
    seen = sum(counts.get(day, 0) for day in week.each())
    drawn = fit(rest, week, control).simulate(week.each(), PLACEBO_DRAWS, seed).sum(axis=1)
    return seen > float(np.quantile(drawn, 0.95))


def _weeks(baseline: Sequence[date]) -> list[Days]:
    known = set(baseline)
    spans = [Days(day, day + ONE_DAY * (PLACEBO_DAYS - 1)) for day in baseline]
    return [span for span in spans if all(day in known for day in span.each())]


def _side_by_side(weeks: Sequence[Days]) -> list[Days]:
    chosen: list[Days] = []
    for week in weeks:
        if not chosen or week.first > chosen[-1].last:
            chosen.append(week)
    return chosen
