"""The archive as it stood, and the rows behind a report, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.verify.world import article
from cityecho.archive import PAGE, Archive, Correction, Covered, Held, Measure, read_whole
from cityecho.archive.values import Location
from cityecho.archive.warc import CaptureFile
from cityecho.article import BEIJING, Article, Capture
from cityecho.errors import VerificationError

DAY = date(2022, 7, 15)
NOW = datetime(2022, 8, 21, 8, tzinfo=BEIJING)


def kept(archive: Archive) -> tuple[Article, Article]:
    one, other = (article(n, DAY, "local.example", f"濮阳{n}", f"第{n}篇。") for n in (1, 2))
    with archive.begin() as tx:
        run = tx.ledger.begin("test", NOW)
        for each in (one, other):
            tx.articles.save(each)
            tx.measures.correct(Correction(each.id, "sentiment", "neutral", "张三", "误判", NOW))
        tx.measures.record("story", "1", [Measure(one.id, one.content_hash, {"story": "new"})])
        for source in ("local", "far"):
            tx.ledger.cover(Covered(source, DAY, DAY), run)
    return one, other


def test_only_what_was_held_is_seen_and_nothing_is_written(archive: Archive) -> None:
    one, _ = kept(archive)
    held = Held([one.id], [1], [("far", DAY, DAY)], {("story", one.id): {"story": "old"}})
    with archive.read() as tx:
        for _ in range(2):
            with tx.as_of(held):
                assert [each.id for each in tx.articles.between()] == [one.id]
                assert [each.article for each in tx.measures.corrections()] == [one.id]
                assert tx.ledger.covered() == (Covered("far", DAY, DAY),)
                assert [each.value for each in tx.measures.some("story", [one.id])] == [{"story": "old"}]
            assert (tx.articles.count(), len(tx.measures.corrections()), len(tx.ledger.covered())) == (
                2,
                2,
                2,
            )
            assert [each.value for each in tx.measures.of("story")] == [{"story": "new"}]


def test_an_error_within_leaves_no_view_behind(archive: Archive) -> None:
    kept(archive)
    for _ in range(2):
        with pytest.raises(KeyError), archive.read() as tx, tx.as_of(Held([], [], [])):
            raise KeyError
    with archive.read() as tx:
        assert tx.articles.count() == 2


def test_rows_are_told_as_they_were_before_a_page_changed(archive: Archive) -> None:
    one, _ = kept(archive)
    with archive.read() as tx:
        [before] = tx.behind(NOW).some([one.id], ("story",))
    assert dict(zip(PAGE, before.page, strict=True))["article.origin"] == "\0"
    assert before.measures["story"] == ("1", one.content_hash, '{"story":"new"}')
    later = article(1, DAY, "local.example", "濮阳1", "第1篇，改过。")
    with archive.begin() as tx:
        taken = later.captured_at + timedelta(days=1)
        assert tx.articles.save(replace(later, captured_at=taken)) == "changed"
    with archive.read() as tx:
        [now] = tx.behind(NOW).some([one.id], ())
        [old] = tx.behind(NOW).superseded([one.id], ())
    assert now.page != before.page
    assert old.page == before.page


def test_a_record_with_any_byte_altered_is_refused(tmp_path: Path) -> None:
    taken = Capture("https://local.example/1.html", NOW, 200, (), "濮阳".encode(), "local")
    with CaptureFile(tmp_path, "a.warc.gz") as file:
        where = file.append(taken)
        behind = file.append(taken)
    assert read_whole(tmp_path, where).digest == read_whole(tmp_path, behind).digest == taken.digest
    whole = (tmp_path / "a.warc.gz").read_bytes()
    last = where.length - 9  # its unused bits carry nothing
    for place in (*range(last), *range(last + 1, where.length)):
        altered = bytearray(whole)
        altered[place] ^= 0xFF
        (tmp_path / "a.warc.gz").write_bytes(altered)
        with pytest.raises(VerificationError, match=r"a\.warc\.gz at 0"):
            read_whole(tmp_path, where)
    for wrong in (Location("a.warc.gz", 0, where.length + behind.length), Location("b.warc.gz", 0, 9)):
        with pytest.raises(VerificationError):
            read_whole(tmp_path, wrong)
