"""The scoring of bursts and topics: what counts as met, and what as too much."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analysis.trends import Burst
from benchmarks.trends import coherence, fairs
from cityecho.watchlist import Days

HELD = Days(date(2024, 11, 5), date(2024, 11, 10))


def burst(first: date, days: int = 3) -> Burst:
    return Burst(first, first + timedelta(days=days), 9.0)


def test_the_list_holds_fairs_of_several_editions_in_order() -> None:
    listed = fairs.fairs()
    assert sum(len(fair.held) for fair in listed) >= 40
    assert all(list(fair.held) == sorted(fair.held, key=lambda days: days.first) for fair in listed)


def test_an_edition_is_met_once_and_a_second_burst_is_too_many() -> None:
    assert fairs.score([HELD], [burst(date(2024, 11, 4))]).f == 1.0
    assert fairs.score([HELD], [burst(date(2024, 11, 4)), burst(date(2024, 11, 9))]) == fairs.Score(1, 2, 1)
    assert fairs.score([HELD], [burst(date(2024, 8, 1))]).f == 0.0
    assert fairs.score([HELD], []) == fairs.Score(0, 0, 1)


def test_bursts_of_any_of_a_fairs_names_are_found() -> None:
    fair = fairs.Fair(("甲会", "甲博览会"), (HELD,))
    days = [date(2024, 6, 1) + timedelta(days=n) for n in range(300)]
    texts = [(day, "别的新闻") for day in days for _ in range(10)]
    texts += [(day, name) for day in HELD.each() for name in ("甲会开幕", "甲博览会开幕")]
    [found] = fairs.found(fair, texts)
    assert (found.first, found.last) == (HELD.first, HELD.last)
    assert fairs.named_near(fair, HELD, texts) == 12


def test_topics_of_words_that_stand_together_are_coherent() -> None:
    themes = [[f"{letter}{n}" for n in range(12)] for letter in "甲乙丙"]
    words = {f"{n:03}": dict.fromkeys(themes[n % 3], 1) for n in range(90)}
    found = coherence.measured(words)
    assert found.npmi == pytest.approx(1.0)
    assert found.diversity == pytest.approx(1.0)
    assert coherence.kept(words) == 1.0
