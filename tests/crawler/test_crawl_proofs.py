"""The proofs of ``benchmarks/crawl``, each in a size that fits into the ordinary suite."""

from __future__ import annotations

import pytest

from benchmarks.crawl import bombs, company, disk_full, fuzz, kills, manners, probes


def test_kills_lose_and_double_nothing() -> None:
    told = kills.run(crawls=1, kills=3, articles=60, seed=7)
    assert told["kills"] == 3
    assert told["passed"], told


def test_no_probe_reaches_a_private_network() -> None:
    told = probes.run()
    assert told["probes"] >= 30
    assert told["counts"]["changing_was_asked"]
    assert told["passed"], told


def test_bombs_are_dropped() -> None:
    told = bombs.run(32, drip=False)
    assert told["passed"], told


def test_bad_input_is_accounted_for() -> None:
    told = fuzz.run(130, 400, seed=3, over_http=50)
    assert told["unreadable"] > 30  # or the inputs are not bad
    assert told["passed"], told


@pytest.mark.parametrize("mood", ["429", "disallow"])
def test_robots_txt_is_kept_to(mood: str) -> None:
    told = manners.robots((mood,))
    assert told["passed"], told


def test_a_shared_host_sees_no_gap_under_the_delay() -> None:
    told = manners.delays(8, 0.2)
    assert told["passed"], told


def test_a_second_run_fetches_little_and_stores_nothing() -> None:
    told = manners.second_run(20)
    assert told["passed"], told


def test_a_full_disk_ends_with_try_later_and_is_survived() -> None:
    told = disk_full.run(1, 60, mount=False)
    assert told["passed"], told


def test_one_failing_source_leaves_the_others_whole() -> None:
    told = company.one_fails(12)
    assert told["passed"], told


def test_of_many_starts_one_runs_and_nothing_listens() -> None:
    told = company.starts(3)
    assert told["passed"], told
