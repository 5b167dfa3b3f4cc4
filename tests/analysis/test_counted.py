"""Counted rows say what the measures say, and the archive takes them back when that changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analysis.counted import count
from analysis.items import NO_ROWS, Reader
from analysis.measure import Waiting, measure, waiting
from cityecho.address import canonical
from cityecho.archive import Archive, Correction
from cityecho.archive.forgetting import forget
from cityecho.archive.purging import Retention, purge
from cityecho.watchlist import Days, Watchlist
from tests.analysis.test_measure import keep, web
from tests.analysis.township import REGISTRY, watchlist

NOW = datetime(2024, 1, 1, tzinfo=UTC)
ELSEWHERE = {one: replace(one, region="别处") for one in REGISTRY.outlets}
OTHER = watchlist(
    registry=replace(
        REGISTRY,
        outlets=tuple(ELSEWHERE.values()),
        by_domain={
            name: tuple(map(ELSEWHERE.__getitem__, rows)) for name, rows in REGISTRY.by_domain.items()
        },
    )
)


def checked(archive: Archive, settings: Watchlist) -> int:
    """How many rows are stale; what is read by rows is what is read of measures, each day's count too."""
    with archive.read() as tx:
        by_rows, by_measures = Reader.of(tx, settings), Reader(tx, settings, NO_ROWS)
        assert list(by_rows.items()) == list(by_measures.items())
        days = [item.day for item in by_rows.items()]
        spans = [by.seen(Days(min(days), max(days))) for by in (by_rows, by_measures)]
        assert sorted(spans[0].rows) == sorted(spans[1].rows)
        assert spans[0].counts == spans[1].counts
        passing = [sorted(by.passing(Days(min(days), max(days)))) for by in (by_rows, by_measures)]
        assert passing[0] == passing[1]
        assert len(passing[0]) == len(days)
        return len(by_rows.stale)


def corrected(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.measures.correct(Correction(web()[2].id, "sentiment", "neutral", "甲", "看过", NOW))


def came(archive: Archive) -> None:
    keep(archive, web(7))


def purged(archive: Archive) -> None:
    purge(archive, Retention(1, 1), NOW)


@pytest.mark.parametrize(("change", "stale", "left"), [(corrected, 1, 0), (came, 1, 1), (purged, 6, 0)])
def test_a_row_is_taken_back_with_what_it_was_made_of(
    archive: Archive, change: Callable[[Archive], None], stale: int, left: int
) -> None:
    keep(archive, web())
    assert measure(archive, watchlist())["counted"] == 6
    assert checked(archive, watchlist()) == 0
    change(archive)
    assert checked(archive, watchlist()) == stale
    assert count(archive, watchlist()) == stale - left  # what waits for a measure waits to be counted
    assert checked(archive, watchlist()) == left


def test_a_forgotten_page_stands_in_no_row(archive: Archive) -> None:
    keep(archive, [replace(one, key=canonical(one.url)) for one in web()])
    measure(archive, watchlist())
    proof = forget(archive, web()[0].url, NOW)
    assert proof.was_stored
    assert "counted" not in proof.found
    assert checked(archive, watchlist()) == 1  # its copy, whose story began with it
    measure(archive, watchlist())
    assert checked(archive, watchlist()) == 0


def test_another_registry_counts_anew_and_measures_nothing(archive: Archive) -> None:
    keep(archive, web())
    measure(archive, watchlist())
    assert waiting(archive, OTHER) == Waiting(measured=0, counted=6)
    assert checked(archive, OTHER) == 6
    counts = measure(archive, OTHER)
    assert {name: number for name, number in counts.items() if number} == {"counted": 6}
    assert waiting(archive, OTHER) == Waiting(0, 0)
    assert checked(archive, OTHER) == 0
