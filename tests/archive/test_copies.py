"""Safety copies: what comes back is what was there, on every engine and from one to the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from cityecho.archive import Archive, Authorship, Correction, Covered, Issued, Lead, Quarantined, Telling
from cityecho.archive.copying import backup, holds, made
from cityecho.archive.restoring import restore
from cityecho.archive.rows import TABLES, columns, read_lines
from cityecho.archive.warc import CaptureFile, read_at
from cityecho.article import Capture
from cityecho.errors import UsageError, VerificationError
from tests.archive.test_articles import FIRST, NOW

MADE = datetime(2023, 9, 1, 4, 0, tzinfo=UTC)


def fill(archive: Archive, number: int = 1) -> None:
    """A row in every table, and two captures."""
    with CaptureFile(archive.captures_folder, f"run-{number:06d}.warc.gz") as file, archive.begin() as tx:
        run = tx.ledger.begin("crawl", NOW)
        for n in range(2):
            url = f"http://a.example/{number}/{n}?q=濮阳"
            taken = Capture(url, NOW, 200, (), f"第{n}页，𠮷".encode(), "lhrb")
            kept = tx.captures.add(taken, file.append(taken), run)
        item = replace(FIRST, key=f"{FIRST.key}/{number}")
        tx.articles.save(item)
        tx.articles.save(replace(item, title="改了", captured_at=NOW + timedelta(days=1)))
        tx.authors.record(Authorship(item.id, item.day, "e", "t"))
        tx.measures.correct(Correction(item.id, "sentiment", "negative", "甲", "误判", NOW))
        tx.frontier.add([Lead(item.key, item.url, "a.example", "lhrb", "article", 1)], NOW)
        tx.frontier.sighted("lhrb", [item.key], run)
        tx.quarantine.put(Quarantined(f"k{number}", url, "lhrb", NOW, "timeout", kept))
        tx.ledger.visited("lhrb", NOW, "ok", run)
        tx.ledger.cover(Covered("lhrb", NOW.date(), NOW.date()), run)
        tx.outbox.sent([Telling("desk", "report-ready", f"summit/h{number}", NOW.date())], NOW)
        tx.outbox.failed([Telling("desk", "source-silent", f"s{number}", NOW.date())], NOW)
        day = NOW.date()
        tx.outbox.issue(Issued("summit", f"h{number}", day, NOW, "专报", day, day, 0, ("a.html", "a.docx")))
        tx.ledger.end(run, "ok", {"fetched": 2, "articles": 1}, NOW)


def hashes(archive: Archive) -> dict[str, str]:
    with archive.read() as tx:
        return {
            table.name: sha256(b"".join(read_lines(tx.connection, table, columns(table)))).hexdigest()
            for table in TABLES
            if table.name != "backup"
        }


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Archive]:
    """Another, empty archive: SQLite."""
    with Archive(f"sqlite:///{tmp_path / 'other' / 'archive.db'}", tmp_path / "other" / "captures") as opened:
        yield opened


def test_a_copy_brings_back_every_row_and_every_byte(
    archive: Archive, other: Archive, tmp_path: Path
) -> None:
    """From SQLite to SQLite, and from PostgreSQL to SQLite."""
    fill(archive)
    manifest = backup(archive, tmp_path / "copy.tar", MADE)
    with other.alone():
        assert restore(other, tmp_path / "copy.tar") == manifest
    assert hashes(other) == hashes(archive)
    assert manifest.tables["capture"].rows == 2
    with other.read() as tx:
        for one in tx.captures.each():
            assert one.location is not None
            assert read_at(other.captures_folder, one.location).digest == one.digest
    fill(other, 2)  # ids go on


def test_a_copy_moves_from_sqlite_to_any_engine(archive: Archive, other: Archive, tmp_path: Path) -> None:
    fill(other)
    fill(other, 2)
    backup(other, tmp_path / "copy.tar", MADE)
    with archive.alone():
        restore(archive, tmp_path / "copy.tar")
    assert hashes(other) == hashes(archive)
    fill(archive, 3)


def test_a_copy_while_a_crawl_writes_is_of_one_moment(
    archive: Archive, other: Archive, tmp_path: Path
) -> None:
    done = threading.Event()

    def crawl() -> None:
        number = 1
        while not done.wait(0.01):  # without any pause SQLite's rollback journal lets no reader in
            fill(archive, number)
            number += 1

    writer = threading.Thread(target=crawl)
    fill(archive, 1000)
    writer.start()
    try:
        manifest = backup(archive, tmp_path / "copy.tar", MADE)
    finally:
        done.set()
        writer.join()
    with other.alone():
        restore(other, tmp_path / "copy.tar")
    with other.read() as tx:
        places = [one.location for one in tx.captures.each()]
        assert len(places) == 2 * tx.articles.count() == manifest.tables["capture"].rows
        assert all(where and read_at(other.captures_folder, where).body for where in places)


def test_restoring_overwrites_nothing(archive: Archive, other: Archive, tmp_path: Path) -> None:
    fill(archive)
    backup(archive, tmp_path / "copy.tar", MADE)
    before = hashes(archive)
    with archive.alone(), pytest.raises(UsageError, match="not empty"):
        restore(archive, tmp_path / "copy.tar")
    assert hashes(archive) == before
    other.captures_folder.mkdir(parents=True)
    (other.captures_folder / "run-000001.warc.gz").write_bytes(b"mine")
    with other.alone(), pytest.raises(UsageError, match=r"run-000001\.warc\.gz"):
        restore(other, tmp_path / "copy.tar")
    assert (other.captures_folder / "run-000001.warc.gz").read_bytes() == b"mine"


def test_every_changed_byte_is_noticed_or_harmless(other: Archive, tmp_path: Path) -> None:
    """Bytes flipped all over the file: a restore fails and leaves nothing, or brings back the very same."""
    with Archive(f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "captures") as archive:
        fill(archive)
        backup(archive, tmp_path / "copy.tar", MADE)
        right = hashes(archive)
    whole = (tmp_path / "copy.tar").read_bytes()
    refused = 0
    for place in range(100, len(whole), len(whole) // 40):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        (tmp_path / "damaged.tar").write_bytes(damaged)
        folder = tmp_path / f"r{place}"
        with Archive(f"sqlite:///{folder}/a.db", folder / "captures") as fresh, fresh.alone():
            try:
                restore(fresh, tmp_path / "damaged.tar")
            except (UsageError, VerificationError):
                refused += 1
                with fresh.read() as tx:
                    assert tx.articles.count() == 0
            else:
                assert hashes(fresh) == right
    assert refused > 5


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\0" * 10_240])
def test_what_is_no_backup_is_wrong_usage(other: Archive, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "no.tar").write_bytes(content)
    with other.alone(), pytest.raises((UsageError, VerificationError)):
        restore(other, tmp_path / "no.tar")


def test_a_copy_says_what_it_holds_and_is_remembered(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    backup(archive, tmp_path / "copy.tar", MADE)
    assert holds(tmp_path / "copy.tar", (f"{FIRST.key}/1",)) is True
    assert holds(tmp_path / "copy.tar", ("elsewhere.example/1",)) is False
    assert holds(tmp_path / "gone.tar", (FIRST.key,)) is None
    with archive.read() as tx:
        (one,) = made(tx.connection)
    assert one.path == str(tmp_path / "copy.tar")
    assert one.digest == sha256((tmp_path / "copy.tar").read_bytes()).hexdigest()
    assert (tmp_path / "copy.tar").stat().st_mode & 0o077 == 0
