"""Uplift, placebo and half-life: planted worlds give back what was planted, holes give nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from analysis.coverage import Lane
from analysis.exposure import Estimate, Found, SummitStudy, study
from analysis.exposure.echo import new_stories, uplift
from analysis.exposure.panel import LEAST_DAYS, choose
from analysis.exposure.placebo import over_dates
from analysis.item import Item
from cityecho.watchlist import Days
from tests.analysis.planted import BRAND, FIRST, LAST, SUMMIT, after_start, covered, item, world

FADING = after_start([60, 42, 30, 21, 15, 11, 8, 5, 4, 3, 2, 1, 1])
PLANTED = sum(FADING.values())
HOLE = {date(2022, 7, 20): "gap"}


def studied(items: list[Item], **more) -> SummitStudy:
    holes = more.pop("holes", None)
    summits = more.pop("summits", (SUMMIT,))
    return study(Found.of(items), covered(holes, **more), SUMMIT, brand=BRAND, summits=summits)


def lifted(items: list[Item]) -> Estimate:
    """Only the uplift, for many worlds."""
    baseline = choose(covered(), items, SUMMIT.echo, (SUMMIT,)).baseline
    return uplift(new_stories(items), baseline, SUMMIT.echo, None, seed=1)[0].stories


def test_a_planted_uplift_is_found() -> None:
    lift = studied(world(1, 4, FADING)).echo.uplift
    assert lift.stories.value == pytest.approx(PLANTED, rel=0.12)
    assert lift.stories.low is not None
    assert lift.stories.high is not None
    assert lift.stories.low <= PLANTED <= lift.stories.high
    assert lift.ratio.value is not None
    assert lift.ratio.value > 2


def test_a_ratio_lies_within_its_interval_where_almost_nothing_is_expected() -> None:
    baseline = tuple(FIRST + timedelta(days=n) for n in range(140))
    counts = dict.fromkeys(baseline[::14], 1)
    echo = Days(FIRST + timedelta(days=150), FIRST + timedelta(days=152))
    lift, _ = uplift(counts | {echo.first: 3}, baseline, echo, None, seed=1)
    assert lift.expected.value is not None
    assert lift.expected.value < 0.5
    assert lift.ratio.low is not None
    assert lift.ratio.high is not None
    assert lift.ratio.value is not None
    assert lift.ratio.low <= lift.ratio.value <= lift.ratio.high


def test_no_uplift_is_claimed_where_none_was_planted() -> None:
    claims = 0
    for seed in range(40):
        low = lifted(world(seed, 4, spread=1.5)).low
        assert low is not None
        claims += low > 0
    assert claims <= 6  # nominally 5 % of 40; more than 6 happens once in a hundred thousand


def test_intervals_hold_what_was_planted_as_often_as_they_promise() -> None:
    inside = 0
    for seed in range(60):
        chance = np.random.default_rng(1000 + seed)
        planted = after_start(chance.poisson(level) for level in (30, 20, 14, 10, 7, 5, 3))
        lift = lifted(world(seed, 3, planted, spread=1.5))
        assert lift.low is not None
        assert lift.high is not None
        inside += lift.low <= sum(planted.values()) <= lift.high
    assert inside >= 46  # 90 % of 60 is 54; fewer than 46 of a true 90 % has p < .001


def test_the_same_seed_gives_the_same_interval() -> None:
    items = world(3, 4, FADING)
    assert studied(items).echo.uplift == studied(items).echo.uplift


def test_a_day_that_nobody_covers_withholds_uplift_and_half_life_but_not_counts() -> None:
    found = studied(world(1, 4, FADING), holes=HOLE)
    for estimate in (found.echo.uplift.stories, found.echo.uplift.ratio, found.echo.half_life):
        assert estimate.value is None
        assert "7月20日未采集" in (estimate.withheld or "")
    assert found.windows["after"].holes == (date(2022, 7, 20),)
    assert found.windows["after"].stories > 0


def test_a_hole_outside_the_echo_only_leaves_the_baseline() -> None:
    outside = date(2022, 5, 10)
    found = studied(world(1, 4, FADING), holes={outside: "gap"})
    assert found.echo.uplift.stories.value is not None
    assert outside not in found.echo.uplift.baseline


def test_a_short_baseline_is_withheld() -> None:
    first = SUMMIT.span.first - timedelta(days=LEAST_DAYS - 1)
    found = studied(world(1, 4, FADING), first=first, last=SUMMIT.span.last)
    assert "基线过短" in (found.echo.uplift.stories.withheld or "")
    assert "基线过短" in (found.echo.placebo.dates.withheld or "")


def test_a_thin_baseline_is_withheld() -> None:
    others = [
        replace(item(100 + n, day), places=frozenset()) for n, day in enumerate(Days(FIRST, LAST).each())
    ]
    quiet = [item(n, SUMMIT.start) for n in range(30)] + others
    assert "基线过稀" in (studied(quiet).echo.uplift.stories.withheld or "")


def test_the_windows_of_other_summits_are_no_baseline() -> None:
    other = replace(
        SUMMIT, id="other", start=date(2022, 9, 5), end=date(2022, 9, 6), before_days=3, after_days=4
    )
    found = studied(world(1, 4, FADING), summits=(SUMMIT, other))
    assert not [day for day in found.echo.uplift.baseline if day in other.span or day in SUMMIT.span]
    assert found.overlapping == ()
    near = replace(other, start=date(2022, 7, 22), end=date(2022, 7, 22))
    assert studied(world(1, 4, FADING), summits=(SUMMIT, near)).overlapping == (near,)


def test_copies_are_no_uplift() -> None:
    items = world(5, 4)
    story = next(one for one in items if one.day == SUMMIT.start)
    copies = [
        item(90_000 + n, SUMMIT.start + timedelta(days=n % 9), story=story.story, role="repost")
        for n in range(300)
    ]
    assert studied([*items, *copies]).echo.uplift.seen == studied(items).echo.uplift.seen


def test_placebo_spans_seldom_claim_an_uplift() -> None:
    """Of a baseline of two stretches of 50 days four spans of 23 days fit, but not of 29."""
    found = [over_placebo(seed) for seed in range(8)]
    assert {length for length, _ in found} == {23}
    assert all(share.value is not None and share.low is not None for _, share in found)
    assert sum(share.value or 0 for _, share in found) / len(found) < 0.15


def test_a_placebo_span_that_holds_every_story_counts_in_neither() -> None:
    """Without the one loud week nothing is left to learn from: of 22 spans 21 can be tested."""
    days = Days(FIRST, FIRST + timedelta(days=27)).each()
    counts = dict.fromkeys(days[7:14], 3)
    echo = Days(LAST - timedelta(days=6), LAST)
    length, share = over_dates(counts, days, echo, None, 1)
    assert length == 7
    assert share.value is not None
    assert 0 < share.value < 1
    assert share.value * 21 == pytest.approx(round(share.value * 21))


def over_placebo(seed: int) -> tuple[int, Estimate]:
    items = world(seed, 4)
    baseline = choose(covered(), items, SUMMIT.echo, (SUMMIT,)).baseline
    return over_dates(new_stories(items), baseline, SUMMIT.echo, None, seed)


@pytest.mark.parametrize(("days", "first"), [(1.5, 120), (3.0, 80), (6.0, 80)])
def test_a_planted_half_life_is_found(days: float, first: int) -> None:
    """A short one must be loud: of few days in a row it can't be said whether they fall or are uneven."""
    fading = after_start(round(first * 2 ** (-place / days)) for place in range(29))
    half = studied(world(2, 4, fading)).echo.half_life
    assert half.value == pytest.approx(days, rel=0.25)
    assert half.low is not None
    assert half.high is not None
    assert half.low <= half.value <= half.high


def test_no_half_life_without_an_echo() -> None:
    half = studied(world(4, 4)).echo.half_life
    assert half.value is None
    assert half.withheld


def test_the_echo_of_another_summit_does_not_stretch_the_half_life() -> None:
    own = after_start(round(60 * 2 ** (-place / 2)) for place in range(12))
    days = [day for day, stories in own.items() for _ in range(stories)]
    ours = [item(40_000 + n, day, summits=("h2",) if n % 3 else ()) for n, day in enumerate(days)]
    other = [
        item(50_000 + n, SUMMIT.start + timedelta(days=10 + n % 6), summits=("other",)) for n in range(180)
    ]
    later = replace(
        SUMMIT, id="other", start=SUMMIT.start + timedelta(days=10), end=SUMMIT.end + timedelta(days=14)
    )
    half = studied([*world(2, 4), *ours, *other], summits=(SUMMIT, later)).echo.half_life
    assert half.value == pytest.approx(2, rel=0.3)


def test_years_apart_share_weekdays_but_not_a_level() -> None:
    """A louder year far away must not raise what this summer would have brought."""
    far = [replace(one, day=one.day.replace(year=2020), id=f"f{one.id}", story=f"f{one.story}")
           for one in world(9, 12)]  # fmt: skip
    days = {day.replace(year=2020): state for day, state in covered().days.items()}
    every = days | dict(covered().days)
    both = replace(covered(), days=every, lanes=(Lane(("list",), frozenset(every)),))
    found = study(Found.of([*far, *world(1, 4, FADING)]), both, SUMMIT, brand=BRAND, summits=(SUMMIT,))
    assert min(found.echo.uplift.baseline).year < FIRST.year
    assert found.echo.uplift.stories.value == pytest.approx(PLANTED, rel=0.15)
