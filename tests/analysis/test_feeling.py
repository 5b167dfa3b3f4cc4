"""Changes of feeling: copies are no stories, stories told at both times, the judge's errors, a tide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from analysis.exposure import SIDES, Found, SummitStudy, intervals, published, study, tally
from analysis.exposure.feeling import change, labels
from analysis.exposure.intervals import Estimate, difference, wilson
from analysis.item import Item, Label
from analysis.sentiment.errors import KNOWN, MOODS, corrected, simulated
from tests.analysis.planted import BRAND, SUMMIT, covered, item

BEFORE = SUMMIT.start - timedelta(days=9)


def labelled(counts: dict[Label, int], first: int = 0) -> dict[str, Label]:
    told = [label for label, number in counts.items() for _ in range(number)]
    return {f"s{first + place}": label for place, label in enumerate(told)}


def studied(items: list[Item], holes: Mapping[date, str] | None = None) -> SummitStudy:
    return study(Found.of(items), covered(holes), SUMMIT, brand=BRAND, summits=(SUMMIT,))


def stories(first: int, day: date, praise: int, others: int, **more: object) -> list[Item]:
    marks: list[Label] = ["positive"] * praise + ["neutral"] * others
    return [item(first + n, day, sentiment=mark, **more) for n, mark in enumerate(marks)]


def test_difference_of_wilson_intervals_is_newcombes(monkeypatch: pytest.MonkeyPatch) -> None:
    """56/70 less 48/80 at 95 %: the first example of Newcombe 1998, method 10."""
    monkeypatch.setattr(intervals, "Z90", 1.959964)
    found = difference(wilson(56, 70), wilson(48, 80))
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))
    assert difference(wilson(0, 0), wilson(1, 2)).withheld
    assert difference(Estimate(3.0), wilson(1, 2)) == Estimate(2.5)


def test_a_change_that_is_there_is_found_where_single_intervals_still_touch() -> None:
    before, now = labelled({"positive": 40, "neutral": 60}), labelled({"positive": 52, "neutral": 48}, 1000)
    found = change("positive", before, now)
    assert (found.before.high or 0) > (found.now.low or 1)
    assert (found.told.low or 0) > 0


def test_stories_told_at_both_times_make_the_difference_surer() -> None:
    told = labelled({"positive": 40, "neutral": 60})
    other = change("positive", told, labelled({"positive": 50, "neutral": 50}, 1000)).told
    same = dict(told) | {f"s{place}": "positive" for place in range(40, 50)}
    again = change("positive", told, same).told
    assert again.value == pytest.approx(other.value)
    assert (again.high or 0) - (again.low or 0) < 0.6 * ((other.high or 0) - (other.low or 0))


def test_few_stories_are_not_compared() -> None:
    found = change("positive", labelled({"positive": 4}), labelled({"neutral": 40}, 1000))
    assert found.told.withheld == "至少一个阶段不足5条报道，不作比较"


def test_known_errors_are_taken_out() -> None:
    """Shares told by a judge that errs as ours is known to give back the true change."""
    errors = np.array([KNOWN[mood] for mood in MOODS], dtype=float)
    errors /= errors.sum(axis=1, keepdims=True)
    earlier, later = np.array([0.2, 0.6, 0.2]) @ errors, np.array([0.5, 0.45, 0.05]) @ errors
    told: list[dict[Label, int]] = [
        dict(zip(("positive", "neutral", "negative"), map(round, 1e6 * shares), strict=True))
        for shares in (earlier, later)
    ]
    assert corrected(*told, "positive") == pytest.approx(0.3, abs=1e-3)
    assert corrected(*told, "negative") == pytest.approx(-0.15, abs=1e-3)
    low, high = np.quantile(simulated(*told, "positive", 2000, 1), (0.05, 0.95))
    assert low < 0.3 < high
    assert high - low > 0.02, "errors are known from some hundred passages only"


def test_copies_are_no_independent_praise() -> None:
    copies = [item(500 + n, SUMMIT.end, story="one", role="repost", sentiment="positive") for n in range(60)]
    items = stories(0, BEFORE, 8, 8) + stories(100, SUMMIT.end, 7, 8) + copies
    told = studied(items).feeling.changes["positive", "during"]
    assert (told.now.part, told.now.of) == (8, 16)
    assert told.told.value == pytest.approx(0.0)


def test_labels_are_those_of_the_stories() -> None:
    chance = np.random.default_rng(5)
    marks: list[Label] = ["positive", "neutral", "negative"]
    items = [
        item(n, SUMMIT.end, story=f"s{chance.integers(40)}", sentiment=marks[chance.integers(3)])
        for n in range(150)
    ]
    told = sorted(items, key=published)
    assert labels(told) == {story.id: story.label for story in tally.stories(told)}


def test_a_hole_withholds_every_change_with_its_window() -> None:
    items = stories(0, BEFORE, 8, 8) + stories(100, SUMMIT.end, 8, 8)
    found = studied(items, {SUMMIT.end: "gap"}).feeling
    assert all(found.changes[side, "during"].told.withheld for side in SIDES)
    assert found.praise.doubts == ("unknown",)


@pytest.mark.parametrize(
    ("praise", "others", "first", "doubts"),
    [
        (60, 5, "江岸商报", ()),
        (60, 5, "澄河日报", ("own_text",)),
        (8, 2, "江岸商报", ("few",)),
        (22, 38, "江岸商报", ("minority", "not_risen")),
    ],
)
def test_a_tide_of_praise_needs_others_own_rising_praise(
    praise: int, others: int, first: str, doubts: tuple[str, ...]
) -> None:
    now = stories(100, SUMMIT.end, praise, others, outlet="国民新闻")
    own = [
        replace(one, id=f"{9000 + n:016x}", outlet=first, owned=first == "澄河日报", role="first",
                day=SUMMIT.start)
        for n, one in enumerate(now)
    ]  # fmt: skip
    told = [replace(one, role="repost", copied_from=f"{9000 + n:016x}") for n, one in enumerate(now)]
    found = studied(stories(0, BEFORE, 10, 30, outlet="国民新闻") + own + told).feeling.praise
    assert set(found.doubts) >= set(doubts)
    assert bool(found.doubts) == bool(doubts)
