"""Articles, revisions, measures, captures and the ledger, on every engine."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from cityecho.archive import Archive, Correction, Covered, Measure, Quarantined
from cityecho.archive.engine import connect, metadata, wal_is_safe
from cityecho.archive.warc import CaptureFile, read, read_at
from cityecho.article import Article, Capture
from cityecho.errors import TryLaterError, UsageError

NOW = datetime(2022, 7, 15, 16, 30, tzinfo=UTC)
FIRST = Article(
    key="www.lhrb.example/1",
    url="http://www.lhrb.example/1",
    source="lhrb",
    kind="news",
    captured_at=NOW,
    capture_digest="sha256:00",
    title="氢能峰会开幕",
    text="第一段。\n第二段𠮷。",
    published_at=NOW,
    precision="minute",
    origin="龙湖日报",
    authors=("甲",),
    editors=(),
)


def test_an_article_comes_back_as_it_was_saved(archive: Archive) -> None:
    with archive.begin() as tx:
        assert tx.articles.save(FIRST) == "new"
    with archive.read() as tx:
        assert tx.articles.get(FIRST.id) == FIRST
        assert list(tx.articles.some([FIRST.id, "nobody"])) == [FIRST]


def test_its_day_is_beijings(archive: Archive) -> None:
    """16:30 UTC is past midnight in Beijing."""
    with archive.begin() as tx:
        tx.articles.save(FIRST)
        assert list(tx.articles.between(date(2022, 7, 16), date(2022, 7, 16))) == [FIRST]
        assert list(tx.articles.between(date(2022, 7, 15), date(2022, 7, 15))) == []


def test_the_same_content_again_is_no_revision(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.articles.save(FIRST)
        assert tx.articles.save(replace(FIRST, captured_at=NOW + timedelta(days=1))) == "same"
        assert tx.articles.get(FIRST.id) == FIRST


def test_a_change_keeps_what_it_supersedes(archive: Archive) -> None:
    changed = replace(FIRST, title="氢能峰会闭幕", captured_at=NOW + timedelta(days=1))
    with archive.begin() as tx:
        tx.articles.save(FIRST)
        assert tx.articles.save(changed) == "changed"
        assert tx.articles.get(FIRST.id) == changed
        titles = list(tx.connection.scalars(sa.text("SELECT title FROM revision")))
    assert titles == [FIRST.title]


def test_an_older_capture_never_replaces_a_newer_one(archive: Archive) -> None:
    older = replace(FIRST, title="氢能峰会将开幕", captured_at=NOW - timedelta(days=1))
    with archive.begin() as tx:
        tx.articles.save(FIRST)
        assert tx.articles.save(older) == "changed"
        assert tx.articles.save(older) == "same"
        assert tx.articles.get(FIRST.id) == FIRST


def test_revisions_are_numbered_on_whatever_order_captures_come_in(archive: Archive) -> None:
    """Newer, older, newest: every one is kept, under a number of its own."""
    with archive.begin() as tx:
        for title, days in (("二", 5), ("一", 1), ("三", 9)):
            tx.articles.save(replace(FIRST, title=title, captured_at=NOW + timedelta(days=days)))
        kept = tx.connection.execute(sa.text("SELECT revision, title FROM revision ORDER BY revision")).all()
        stored = tx.articles.get(FIRST.id)
    assert [tuple(row) for row in kept] == [(1, "一"), (2, "二")]
    assert stored is not None
    assert stored.title == "三"


def test_measures_are_pending_until_made_for_this_version_and_content(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.articles.save(FIRST)
        assert tx.measures.pending("words", "1") == (FIRST.id,)
        tx.measures.record("words", "1", [Measure(FIRST.id, FIRST.content_hash, {"氢能": 2})])
        assert tx.measures.pending("words", "1") == ()
        assert tx.measures.pending("words", "2") == (FIRST.id,)
        assert list(tx.measures.of("words")) == [Measure(FIRST.id, FIRST.content_hash, {"氢能": 2})]
        tx.articles.save(replace(FIRST, text="改了。", captured_at=NOW + timedelta(days=1)))
        assert tx.measures.pending("words", "1") == (FIRST.id,)


def test_measures_of_some_articles_alone(archive: Archive) -> None:
    saved = [replace(FIRST, key=f"{FIRST.key}/{number}") for number in range(1203)]
    made = [Measure(one.id, one.content_hash, {"n": place}) for place, one in enumerate(saved)]
    made.sort(key=lambda one: one.article)
    with archive.begin() as tx:
        for one in saved:
            tx.articles.save(one)
        tx.measures.record("words", "1", made)
        tx.measures.record("mood", "1", made[:1])
    with archive.read() as tx:
        wanted = [one.article for one in made[::2]]
        assert list(tx.measures.some("words", [*reversed(wanted), "no article"])) == made[::2]
        assert list(tx.measures.some("mood", wanted)) == made[:1]
        assert list(tx.measures.some("words", ())) == []


def test_corrections_are_kept_in_order(archive: Archive) -> None:
    words = [
        Correction(FIRST.id, "sentiment", label, "张三", "误判", NOW + timedelta(minutes=n))
        for n, label in enumerate(("negative", "neutral"))
    ]
    with archive.begin() as tx:
        tx.articles.save(FIRST)
        for word in reversed(words):
            tx.measures.correct(word)
        assert tx.measures.corrections() == tuple(words)


def test_a_run_that_never_ended_was_interrupted(archive: Archive) -> None:
    with archive.begin() as tx:
        first = tx.ledger.begin("crawl", NOW)
        second = tx.ledger.begin("crawl", NOW + timedelta(hours=1))
        tx.ledger.end(second, "ok", {"fetched": 3}, NOW + timedelta(hours=2))
        states = {run.id: (run.state, dict(run.counts)) for run in tx.ledger.runs()}
    assert states == {first: ("interrupted", {}), second: ("ok", {"fetched": 3})}


def test_coverage_and_visits_are_entered_once(archive: Archive) -> None:
    older = replace(FIRST, key="www.lhrb.example/0", published_at=NOW - timedelta(days=9))
    with archive.begin() as tx:
        run = tx.ledger.begin("crawl", NOW)
        tx.articles.save(FIRST)
        tx.articles.save(older)
        tx.articles.save(replace(FIRST, key="www.lhrb.example/2", published_at=None))
        keys = [FIRST.key, older.key, "www.lhrb.example/2", "www.lhrb.example/unknown"]
        assert tx.ledger.days_of(keys) == (date(2022, 7, 7), date(2022, 7, 16))
        span = Covered("lhrb", date(2022, 7, 8), date(2022, 7, 15))
        tx.ledger.cover(span, run)
        tx.ledger.cover(span, run)
        assert tx.ledger.covered() == (span,)
        tx.ledger.visited("lhrb", NOW, "failed", run)
        tx.ledger.visited("lhrb", NOW, "ok", run)
        assert tx.ledger.visits() == (("lhrb", NOW.replace(minute=0), "ok"),)


def test_quarantine_keeps_the_last_error(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.quarantine.put(Quarantined("k", "http://a.example/", "s", NOW, "timeout", None))
        tx.quarantine.put(Quarantined("k", "http://a.example/", "s", NOW, "crash", None))
        assert [document.error for document in tx.quarantine.documents()] == ["crash"]


def test_a_failed_block_leaves_nothing(archive: Archive) -> None:
    def save_and_fail() -> None:
        with archive.begin() as tx:
            tx.articles.save(FIRST)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_fail()
    with archive.read() as tx:
        assert tx.articles.count() == 0


def test_one_writer_at_a_time(archive: Archive, archive_url: str) -> None:
    with archive.alone(), Archive(archive_url) as other, pytest.raises(TryLaterError), other.alone():
        pass
    with archive.alone():
        pass


def test_the_migrations_make_the_schema(archive_url: str) -> None:
    engine = connect(archive_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


def test_captures_are_written_and_read_back(archive: Archive) -> None:
    headers = (("Content-Type", "text/html; charset=gb2312"),)
    pages = [
        Capture(f"http://a.example/{n}?q=濮阳", NOW, 200, headers, "濮阳".encode("gb18030") * n, "lhrb")
        for n in range(3)
    ]
    with CaptureFile(archive.captures_folder, "run.warc.gz") as file:
        places = [file.append(page) for page in pages]
    assert list(read(archive.captures_folder / "run.warc.gz")) == pages
    assert [read_at(archive.captures_folder, place) for place in places] == pages
    with archive.begin() as tx:
        run = tx.ledger.begin("crawl", NOW)
        number = tx.captures.add(pages[1], places[1], run)
        assert tx.captures.known(pages[1].url, NOW) == number
        assert tx.captures.known(pages[1].url, NOW + timedelta(seconds=1)) is None
        assert [stored.digest for stored in tx.captures.each()] == [pages[1].digest]


def test_a_broken_warc_names_the_file(tmp_path: Path) -> None:
    broken = tmp_path / "broken.warc.gz"
    broken.write_bytes(b"\x1f\x8b not gzip at all")
    with pytest.raises(UsageError, match=r"broken\.warc\.gz"):
        list(read(broken))


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 50, 7), True),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
    ],
)
def test_wal_only_where_its_reset_is_safe(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize("url", ["nonsense", "oracle://x/y", "mysql://a/b"])
def test_an_unknown_database_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError, match="--archive"):
        connect(url)


def test_a_naive_time_is_a_bug(archive: Archive) -> None:
    naive = replace(FIRST, published_at=datetime(2022, 7, 15))  # noqa: DTZ001 (the point of the test)
    with pytest.raises(sa.exc.StatementError, match="zone"), archive.begin() as tx:
        tx.articles.save(naive)


def test_other_zones_are_the_same_moment(archive: Archive) -> None:
    beijing = replace(FIRST, published_at=NOW.astimezone(timezone(timedelta(hours=8))))
    with archive.begin() as tx:
        tx.articles.save(beijing)
        stored = tx.articles.get(FIRST.id)
    assert stored is not None
    assert stored.published_at == NOW
