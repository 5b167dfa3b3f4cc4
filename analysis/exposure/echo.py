"""How much louder a summit made its city, how often that is a false alarm, and how fast it faded. Pure.

All of it looks at **new stories**: a story counts once, on the day of its first item that names the city.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.coverage import Coverage
from analysis.exposure.counterfactual import Counterfactual, Floats, fit
from analysis.exposure.intervals import Z90, Estimate, wilson, withheld
from analysis.item import Item
from cityecho.watchlist import Days, Summit
from cityecho.watchlist.values import ONE_DAY

LEAST_DAYS = 14
"""A baseline under two of each weekday can't tell a weekday from a day."""
LEAST_STORIES = 10
"""Under ten stories in the whole baseline the level itself is a guess."""
DRAWS = 4000
PLACEBO_DAYS = 7
PLACEBO_DRAWS = 1000
MOST_PLACEBOS = 60
LEAST_PLACEBOS = 4
PEAK_SLACK = 3
"""A summit's peak is looked for up to this many days after its end (the week's papers)."""
LEAST_EXCESS = 5.0
_HALF_LIVES = np.geomspace(0.25, 60.0, 160)
_CHI90 = Z90**2


@dataclass(frozen=True, slots=True)
class Uplift:
    """New stories from build-up to tail: those seen, those expected without the summit, and what is above.

    ``ratio`` is seen over expected. ``baseline`` are the days it was learnt from.
    """

    seen: int
    expected: Estimate
    stories: Estimate
    ratio: Estimate
    baseline: tuple[date, ...]


def new_stories(items: Iterable[Item]) -> dict[date, int]:
    """Stories by the day of their first item; days without one are left out."""
    first: dict[str, date] = {}
    for item in items:
        known = first.get(item.story)
        if known is None or item.day < known:
            first[item.story] = item.day
    return Counter(first.values())


def baseline_days(coverage: Coverage, summits: Iterable[Summit]) -> tuple[date, ...]:
    """Every wholly covered day outside all windows of all summits, in order."""
    spans = [summit.span for summit in summits]
    return tuple(
        day
        for day, state in sorted(coverage.days.items())
        if state == "ok" and not any(day in span for span in spans)
    )


def too_little(counts: Mapping[date, int], baseline: Sequence[date]) -> str | None:
    """Why nothing can be learnt from this baseline, in Chinese; None when it is enough."""
    stories = sum(counts.get(day, 0) for day in baseline)
    if len(baseline) < LEAST_DAYS:
        return f"基线过短：各活动时段以外采集完整的日子只有{len(baseline)}天，不足{LEAST_DAYS}天"
    if stories < LEAST_STORIES:
        return f"基线过稀：{len(baseline)}天基线内只有{stories}条报道，不足{LEAST_STORIES}条"
    return None


def uplift(
    counts: Mapping[date, int], baseline: tuple[date, ...], echo: Days, reason: str | None, seed: int
) -> tuple[Uplift, Counterfactual | None]:
    """Stories of ``echo`` above the counterfactual, with its model; withheld (model None) for ``reason``."""
    seen = sum(counts.get(day, 0) for day in echo.each())
    reason = reason or too_little(counts, baseline)
    if reason is not None:
        none = withheld(reason)
        return Uplift(seen, none, none, none, baseline), None
    model = fit({day: counts.get(day, 0) for day in baseline}, echo)
    days = echo.each()
    mean = float(model.expected(days).sum())
    low, high = np.quantile(model.simulate(days, DRAWS, seed).sum(axis=1), (0.05, 0.95))
    expected = Estimate(mean, min(mean, float(low)), max(mean, float(high)))
    above = Estimate(seen - mean, min(seen - mean, seen - float(high)), max(seen - mean, seen - float(low)))
    ratio = Estimate(seen / mean, seen / max(float(high), mean), seen / max(min(float(low), mean), 0.5))
    return Uplift(seen, expected, above, ratio, baseline), model


def placebo(counts: Mapping[date, int], baseline: Sequence[date], reason: str | None, seed: int) -> Estimate:
    """Share of ordinary weeks for which the same method claims an uplift (nominally .05).

    Each run of seven consecutive baseline days is held out in turn, the model learnt from the rest, and an
    interval wholly above zero is a false alarm. Overlapping weeks are not independent: the interval is
    Wilson's with as many units as there are weeks side by side.
    """
    reason = reason or too_little(counts, baseline)
    weeks = _weeks(baseline)
    apart = len(_side_by_side(weeks))
    if reason is None and apart < LEAST_PLACEBOS:
        reason = f"安慰剂检验需要至少{LEAST_PLACEBOS}个互不重叠的基线周，现有{apart}个"
    if reason is not None:
        return withheld(reason)
    chosen = weeks[:: -(-len(weeks) // MOST_PLACEBOS)]
    alarms = sum(_alarm(counts, baseline, week, seed + place) for place, week in enumerate(chosen))
    share = alarms / len(chosen)
    spread = wilson(round(share * apart), apart)
    return Estimate(share, min(share, spread.low or 0.0), max(share, spread.high or 0.0))


def _alarm(counts: Mapping[date, int], baseline: Sequence[date], week: Days, seed: int) -> bool:
    rest = {day: counts.get(day, 0) for day in baseline if day not in week}
    if not any(rest.values()):
        return False
    seen = sum(counts.get(day, 0) for day in week.each())
    drawn = fit(rest, week).simulate(week.each(), PLACEBO_DRAWS, seed).sum(axis=1)
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


def half_life(
    counts: Mapping[date, int], model: Counterfactual | None, summit: Summit, reason: str | None
) -> Estimate:
    """Days in which the excess over the counterfactual halves, after the summit's loudest day.

    ``counts`` are new stories that may be this summit's. The excess is A·2^(−t/h) from the loudest day t = 0
    (between the summit's start and three days past its end) to the end of the tail; h by maximum likelihood,
    its interval by profile likelihood scaled by the model's dispersion. Withheld when there is no clear
    excess, or when it fades more slowly than the tail can show.
    """
    if reason is not None or model is None:
        return withheld(reason or "没有可用的基线")
    days = Days(summit.start, summit.echo.last).each()
    seen = np.array([counts.get(day, 0) for day in days], dtype=np.float64)
    usual = model.expected(days)
    candidates = len(Days(summit.start, summit.end)) + PEAK_SLACK
    peak = int(np.argmax((seen - usual)[:candidates]))
    seen, usual = seen[peak:], usual[peak:]
    if len(seen) < 3 or float((seen - usual).sum()) < LEAST_EXCESS:
        return withheld("活动后没有明显高出基线的报道，谈不上回落")
    return _decay(seen, usual, model.dispersion)


def _decay(seen: Floats, usual: Floats, dispersion: float) -> Estimate:
    """Half-life of the excess over ``usual`` by maximum likelihood over a grid of half-lives."""
    shapes = 2.0 ** (-np.arange(len(seen))[None, :] / _HALF_LIVES[:, None])
    heights = _heights(seen, usual, shapes)
    mean = usual + heights[:, None] * shapes
    likelihood = (seen * np.log(mean) - mean).sum(axis=1)
    flat = float((seen * np.log(usual) - usual).sum())
    best = int(np.argmax(likelihood))
    if 2 * (likelihood[best] - flat) / dispersion < _CHI90:
        return withheld("活动后高出基线的报道太少，无法估计半衰期")
    if _HALF_LIVES[best] > len(seen):
        return withheld("活动后报道在观察期内没有减半")
    inside = _HALF_LIVES[2 * (likelihood[best] - likelihood) / dispersion <= _CHI90]
    return Estimate(float(_HALF_LIVES[best]), float(inside.min()), float(inside.max()))


def _heights(seen: Floats, usual: Floats, shapes: Floats) -> Floats:
    """The best height A ≥ 0 for each shape: the likelihood is concave in A, so bisect its slope."""
    low = np.zeros(len(shapes))
    high = np.full(len(shapes), float(seen.max()) * 4 + 1)
    for _ in range(60):
        middle = (low + high) / 2
        slope = (shapes * (seen / (usual + middle[:, None] * shapes) - 1)).sum(axis=1)
        low, high = np.where(slope > 0, middle, low), np.where(slope > 0, high, middle)
    return np.asarray((low + high) / 2, dtype=np.float64)
