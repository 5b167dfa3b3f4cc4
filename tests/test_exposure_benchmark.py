"""The simulated worlds: what is planted is known, and the plain worlds are estimated well."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from benchmarks.exposure.__main__ import Kept
from benchmarks.exposure.differences import Case, editions, feeling
from benchmarks.exposure.followed import followed
from benchmarks.exposure.gaps import gapped
from benchmarks.exposure.overlaps import OVERLAPS, overlapping
from benchmarks.exposure.score import Outcome, Told, outcome, scored, told_idle, told_of_first, told_of_panel
from benchmarks.exposure.worlds import FAMILIES, Loudness, world


def test_same_seed_same_world() -> None:
    for family in FAMILIES:
        assert world(family, 3) == world(family, 3)
        assert world(family, 3).counts != world(family, 4).counts


def test_planted_stories_are_inside_the_echo() -> None:
    worlds = [world(family, seed) for family in FAMILIES for seed in range(20)]
    for one in worlds:
        assert 0 <= one.planted <= sum(one.counts[day] for day in one.echo.each())
        assert not any(day in one.echo for day in one.baseline)
    assert {one.planted == 0 for one in worlds} == {True, False}


def test_score_counts_cover_error_and_alarms() -> None:
    told = scored(
        [Outcome(0, 2, 1, 3), Outcome(0, 0, -1, 1), Outcome(40, 44, 41, 47), Outcome(10, 30, 5, 55)]
    )
    assert (told.worlds, told.covered, told.alarms) == (4, 0.5, 0.5)
    assert told.error == 0.1


def test_plain_worlds_are_covered() -> None:
    told = [outcome(world("weekday", seed), seed) for seed in range(60)]
    figures = scored(one for one in told if one is not None)
    assert figures.worlds >= 58
    assert figures.covered >= 0.8
    assert figures.error is not None
    assert figures.error <= 0.12


def test_of_worlds_with_gaps_those_stories_are_asked_for_that_the_panel_saw() -> None:
    one = gapped(2)
    assert one == gapped(2)
    for source, read in one.read.items():
        assert sum(one.told[source].values()) >= one.planted[source]
        assert all(day in read for day, stories in one.told[source].items() if stories)
    told = [told_of_panel(gapped(seed), seed).stories for seed in range(24)]
    figures = scored(told)
    assert 8 <= figures.worlds < 24  # a busy source that was lost within the echo leaves no figure
    assert figures.covered >= 0.7  # fewer than 6 of 8 of a true 90 % has p < .04


def test_an_idle_world_has_the_alarms_of_its_placebos() -> None:
    told = told_idle(world("weekday", 3, lifts=(0.0,)), 3)
    assert told.stories is not None
    assert told.stories.planted == 0
    assert told.dates is not None
    assert told.peers is not None
    assert Told.read(asdict(told)) == told


def test_what_was_said_of_a_world_is_not_asked_again(tmp_path: Path) -> None:
    said = Told(Outcome(40, 44, 41, 47), dates=0.05)
    file = tmp_path / "kept.jsonl"
    assert Kept(file).told("weekday 1", 1, lambda _: said) == said
    assert Kept(file).told("weekday 1", 1, lambda _: Told(None)) == said
    assert Kept(None).told("weekday 1", 1, lambda _: Told(None)) == Told(None)


def test_worlds_of_overlapping_summits_tell_what_each_brought() -> None:
    for family in OVERLAPS:
        one = overlapping(family, 3)
        assert one == overlapping(family, 3)
        for event, planted, rising in zip(one.events, one.planted, one.rising, strict=True):
            named = one.told[frozenset({event.id})]
            assert named.total() <= planted
            assert set(named) <= set(event.echo.each())
            assert 0 <= rising < 1
        assert one.counts.total() >= sum(one.planted)


def test_overlapping_summits_are_told_apart() -> None:
    told = [told_of_first(overlapping("named", seed), seed) for seed in range(8)]
    stories = scored(one.stories for one in told)
    assert stories.worlds == 8
    assert stories.covered >= 5 / 8  # fewer than 5 of a true 90 % has p < .005
    assert stories.error is not None
    assert stories.error <= 0.2
    half_life = scored((one.half_life for one in told), 0)
    assert half_life.worlds >= 3
    assert half_life.error is not None
    assert half_life.error <= 0.25


@pytest.mark.parametrize("family", [feeling, editions])
def test_intervals_of_differences_hold_the_truth(family: Callable[[np.random.Generator], Case]) -> None:
    told = [family(np.random.default_rng(seed)) for seed in range(60)]
    held = [(one.low or 0.0) <= truth <= (one.high or 0.0) for truth, one in told if one.value is not None]
    assert len(held) > 50
    assert 0.78 <= sum(held) / len(held) < 1.0


def test_a_world_of_articles_is_counted_as_it_was_planted() -> None:
    one = world("sparse", 2, Loudness((0.2, 0.3), (0.01, 0.02)))
    found = followed(one, 2)
    assert found.articles > sum(one.counts.values()) + sum(one.peers.values())
    assert found.wrong == ()
    assert found.told is not None
    assert found.told.planted == one.planted > 0
