"""A disk that is full, a lock that is held, a clock that was wrong: nothing is lost, and it goes on later."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from cityecho.archive import Archive, Lead
from cityecho.archive.engine import wal_is_safe
from cityecho.errors import TryLaterError

NOW = datetime(2022, 7, 20, 2, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def leads(first: int, count: int) -> list[Lead]:
    return [
        Lead(f"yunling.example/{n}", f"http://yunling.example/{'x' * 500}/{n}", "h", "s", "article", 1)
        for n in range(first, first + count)
    ]


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        with archive.begin() as tx:
            tx.frontier.add(leads(0, 10), NOW)
        pages = 0

        def bound(connection: sqlite3.Connection, *_: object) -> None:
            nonlocal pages
            pages = pages or connection.execute("PRAGMA page_count").fetchone()[0] + 4
            connection.execute(f"PRAGMA max_page_count={pages}")  # SQLite's own "disk is full"

        sa.event.listen(archive._engine, "checkout", bound)
        with pytest.raises(TryLaterError, match="disk is full"), archive.begin() as tx:
            tx.frontier.add(leads(10, 500), NOW)
        with archive.read() as tx:
            assert tx.frontier.open_count(["s"]) == 10
            assert tx.connection.scalar(sa.text("PRAGMA integrity_check")) == "ok"
        pages += 10_000
        with archive.begin() as tx:
            tx.frontier.add(leads(10, 500), NOW)
        with archive.read() as tx:
            assert tx.frontier.open_count(["s"]) == 510


def test_room_is_asked_for_where_the_archive_writes(tmp_path: Path) -> None:
    with Archive(f"sqlite:///{tmp_path}/archive.db", tmp_path / "not" / "there" / "yet") as archive:
        archive.demand_room(1)
        with pytest.raises(TryLaterError, match="minimum_free_mb"):
            archive.demand_room(10**12)


def test_a_step_has_the_lock_its_command_holds_and_another_archive_has_not(archive_url: str) -> None:
    with Archive(archive_url) as first, Archive(archive_url) as second:
        with first.alone(), first.alone(), pytest.raises(TryLaterError), second.alone():
            pass
        with first.alone():
            pass
        with second.alone():
            pass


def test_the_journal_is_told_about_exactly_where_it_must_be(tmp_path: Path) -> None:
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        with archive.read() as tx:
            journal = tx.connection.scalar(sa.text("PRAGMA journal_mode"))
        safe = wal_is_safe(sqlite3.sqlite_version_info)
        assert (journal, bool(archive.journal_note)) == (("wal", False) if safe else ("truncate", True))


def test_a_clock_that_was_wrong_hides_no_run(archive: Archive) -> None:
    with archive.begin() as tx:
        ahead = tx.ledger.begin("crawl", NOW + timedelta(days=400))
        tx.ledger.visited("s", NOW + timedelta(days=400), "ok", ahead)
        right = tx.ledger.begin("crawl", NOW)
        tx.ledger.visited("s", NOW, "ok", right)
        assert tx.ledger.last_started("crawl") == {"s": NOW}


def test_an_hour_that_brought_something_stays_ok(archive: Archive) -> None:
    with archive.begin() as tx:
        run = tx.ledger.begin("crawl", NOW)
        for state in ("nothing-new", "ok", "nothing-new"):
            tx.ledger.visited("s", NOW, state, run)
        assert tx.ledger.last_visit("s") == "ok"
        tx.ledger.visited("s", NOW, "blocked", run)
        assert tx.ledger.last_visit("s") == "blocked"
        tx.ledger.visited("s", NOW + HOUR, "nothing-new", run)
        assert [state for _, _, state in tx.ledger.visits(NOW + HOUR / 2)] == ["nothing-new"]
        assert tx.ledger.last_visit("other") is None
        assert tx.ledger.yields(date(2022, 1, 1), date(2022, 12, 31)) == {}


def test_a_killed_run_is_interrupted_and_keeps_its_counts(archive: Archive) -> None:
    with archive.begin() as tx:
        killed = tx.ledger.begin("crawl", NOW)
        tx.ledger.count(killed, {"fetched": 3, "stored": 3})
    with archive.begin() as tx:
        tx.ledger.begin("crawl", NOW + HOUR)
        first, second = tx.ledger.runs()
    assert (first.state, first.ended_at, first.counts["fetched"]) == ("interrupted", NOW + HOUR, 3)
    assert second.state == "running"


def test_a_bad_look_leaves_the_good_one_of_its_hour(archive: Archive) -> None:
    with archive.begin() as tx:
        first, second, third = (tx.ledger.begin("crawl", NOW) for _ in range(3))
        tx.ledger.visited("s", NOW, "ok", first)
        tx.ledger.visited("s", NOW, "failed", second, "HTTP 500")
        tx.ledger.visited("s", NOW + HOUR, "failed", third, "HTTP 502")
        assert [state for _, _, state in tx.ledger.visits()] == ["ok", "failed", "failed"]
        assert (tx.ledger.last_visit("s"), tx.ledger.last_whole("s")) == ("failed", first)
        assert tx.ledger.failures() == {"s": 2}
        tx.ledger.visited("s", NOW + HOUR, "nothing-new", tx.ledger.begin("crawl", NOW))
        assert tx.ledger.failures() == {}
