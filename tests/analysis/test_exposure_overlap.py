"""Two summits heard in the same days: each is given what it brought, and no more than both did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from analysis.exposure import Found, SummitStudy, study
from analysis.exposure.counterfactual import fit
from analysis.exposure.overlap import by_names, drawn, parts
from analysis.item import Item
from cityecho.watchlist import Summit
from tests.analysis.planted import BRAND, SUMMIT, covered, item, world

LATER = replace(
    SUMMIT,
    id="coat",
    name="澄河涂料大会",
    start=SUMMIT.start + timedelta(days=8),
    end=SUMMIT.end + timedelta(days=7),
)
OWN, OTHERS = (30, 24, 18, 14, 10, 7, 5, 4, 3, 2, 1, 1), (20, 14, 10, 7, 5, 3, 2, 1)


def told(summit: Summit, stories: tuple[int, ...], first: int, every: int, lead: int = 0) -> list[Item]:
    """A summit's stories from ``lead`` days before it opens; one in ``every`` names it."""
    days = [
        summit.start + timedelta(days=place - lead) for place, of in enumerate(stories) for _ in range(of)
    ]
    return [
        item(first + number, day, summits=(summit.id,) if number % every == 0 else ())
        for number, day in enumerate(days)
    ]


def studied(*summits: Summit, items: list[Item]) -> SummitStudy:
    return study(Found.of(items), covered(), summits[0], brand=BRAND, summits=summits)


def both() -> list[Item]:
    return [*world(1, 4), *told(SUMMIT, OWN, 20_000, 3), *told(LATER, OTHERS, 30_000, 3)]


@pytest.mark.parametrize(("summit", "other", "planted"), [(SUMMIT, LATER, OWN), (LATER, SUMMIT, OTHERS)])
def test_each_summit_is_given_its_own_stories(
    summit: Summit, other: Summit, planted: tuple[int, ...]
) -> None:
    lift = studied(summit, other, items=both()).echo.uplift
    every = sum(OTHERS) + sum(
        of for place, of in enumerate(OWN) if SUMMIT.start + timedelta(days=place) in summit.echo
    )
    for estimate, truth in ((lift.stories, sum(planted)), (lift.together, every)):
        assert estimate.value == pytest.approx(truth, rel=0.2)
        assert estimate.low is not None
        assert estimate.high is not None
        assert estimate.low <= truth <= estimate.high
    assert lift.stories.high is not None
    assert lift.stories.high < every


def test_parts_are_at_least_what_names_them_and_sum_to_what_all_brought() -> None:
    named = by_names(both(), (SUMMIT, LATER))
    counts = sum(named.values(), start=type(named[frozenset()])())
    days = [*SUMMIT.echo.each()]
    model = fit({day: counts[day] for day in covered().days if day not in days}, SUMMIT.echo)
    found = parts(drawn(named, (SUMMIT, LATER), model, days, 1), SUMMIT.echo)
    above = sum(counts[day] for day in days) - model.expected(days).sum()
    assert sum(one.value or 0 for one in found) == pytest.approx(above, rel=0.15)
    for event, part in zip((SUMMIT, LATER), found, strict=True):
        naming = sum(named[frozenset({event.id})][day] for day in days)
        assert part.low is not None
        assert part.low >= naming - 0.5


def test_an_event_that_brought_nothing_is_given_nothing() -> None:
    items = [*world(1, 4), *told(LATER, OTHERS, 30_000, 3)]
    lift = studied(SUMMIT, LATER, items=items).echo.uplift.stories
    assert lift.low is not None
    assert lift.low <= 0


def test_days_as_uneven_as_news_makes_them_are_less_sure() -> None:
    spread = {}
    for name, day_by_day in (("even", OWN), ("uneven", (54, 0, 36, 0, 20, 0, 10, 0, 6, 0, 2, 0))):
        named = by_names(told(SUMMIT, day_by_day, 20_000, 1), (SUMMIT,))
        model = fit(dict.fromkeys((day for day in covered().days if day not in SUMMIT.echo), 3), SUMMIT.echo)
        halves = drawn(named, (SUMMIT,), model, SUMMIT.echo.each(), 1).half_life[:, 0]
        spread[name] = np.quantile(halves, 0.95) / np.quantile(halves, 0.05)
    assert spread["uneven"] > 1.3 * spread["even"]


def test_a_story_that_names_both_counts_once_between_them() -> None:
    shared = [item(40_000 + number, LATER.start, summits=(SUMMIT.id, LATER.id)) for number in range(60)]
    one, other = (
        studied(*pair, items=[*both(), *shared]).echo.uplift for pair in ((SUMMIT, LATER), (LATER, SUMMIT))
    )
    assert one.stories.value is not None
    assert other.stories.value is not None
    assert one.stories.value + other.stories.value == pytest.approx(sum(OWN) + sum(OTHERS) + 60, rel=0.15)


def test_twins_that_nothing_names_are_not_told_apart() -> None:
    twin = replace(LATER, start=SUMMIT.start, end=SUMMIT.end + timedelta(days=1))
    lift = studied(SUMMIT, twin, items=[*world(1, 4), *told(SUMMIT, OWN, 20_000, 1000)]).echo.uplift
    assert "无法分开" in (lift.stories.withheld or "")
    assert "无法分开" in (lift.ratio.withheld or "")
    assert lift.together.value == pytest.approx(sum(OWN), rel=0.2)
    named = studied(SUMMIT, twin, items=[*world(1, 4), *told(SUMMIT, OWN, 20_000, 3)]).echo.uplift
    assert named.stories.value is not None


def test_a_build_up_is_found_and_none_is_withheld() -> None:
    early = told(SUMMIT, (2, 4, 6, 8, 10, *OWN), 20_000, 2, lead=5)
    found = studied(SUMMIT, items=[*world(1, 4), *early]).echo.build_up
    assert found.share.value == pytest.approx(30 / 149, rel=0.3)
    assert found.days.value == pytest.approx(2, abs=1)
    late = studied(SUMMIT, items=[*world(1, 4), *told(SUMMIT, OWN, 20_000, 2)]).echo.build_up
    assert late.share.low is not None
    assert late.share.low < 0.05
    assert late.days.withheld
    nothing = studied(SUMMIT, items=world(1, 4)).echo
    assert nothing.build_up.share.withheld
    assert nothing.half_life.withheld
