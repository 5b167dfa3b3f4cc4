"""Retention, forgetting and safety copies, on every engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from cityecho.archive import Archive, Lead, Measure, Quarantined
from cityecho.archive.forgetting import forget
from cityecho.archive.purging import Retention, expired, purge
from cityecho.archive.warc import CaptureFile, read, read_at
from cityecho.article import Article, Capture, digest

NOW = datetime(2023, 9, 1, 4, 0, tzinfo=UTC)
KEPT = Retention(posts=30, texts=400)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def article(number: int, age: int, kind: str = "news", words: str = "") -> Article:
    said = (
        words
        or f"第{number}号茶园今天开园，附近的村民一早就上山采茶。\n产量预计比去年多出第{number}个两成还要多。"
    )
    return Article(
        key=f"www.yunling.example/news/{number}.html",
        url=f"http://www.yunling.example/news/{number}.html",
        source="yunling",
        kind=kind,  # type: ignore[arg-type]
        captured_at=NOW - timedelta(days=age),
        capture_digest=digest(page(number, said)),
        title=f"第{number}号茶园开园迎客",
        text=said,
        published_at=NOW - timedelta(days=age),
        precision="minute",
        origin=None,
        authors=(),
        editors=(),
    )


def page(number: int, said: str) -> bytes:
    return f"<html><h1>第{number}号茶园开园迎客</h1><p>{said}</p></html>".encode()


def store(archive: Archive, *items: Article, lists: bytes = b"") -> None:
    """Articles with their captures in one file, as a crawl leaves them; and a list page."""
    with archive.begin() as tx:
        run = tx.ledger.begin("crawl", NOW)
        with CaptureFile(archive.captures_folder, f"run-{run:06d}.warc.gz") as file:
            for item in items:
                number = int(item.url.split("/")[-1].removesuffix(".html"))
                taken = Capture(item.url, item.captured_at, 200, HTML, page(number, item.text), item.source)
                tx.captures.add(taken, file.append(taken), run)
                tx.articles.save(item)
                tx.measures.record("sentiment", "1", [Measure(item.id, item.content_hash, evidence(item))])
            if lists:
                taken = Capture("http://www.yunling.example/list.html", NOW, 200, HTML, lists, "yunling")
                tx.captures.add(taken, file.append(taken), run)
        tx.frontier.add(
            [Lead(one.key, one.url, "www.yunling.example", one.source, "article", 1) for one in items], NOW
        )
        tx.ledger.end(run, "ok", {}, NOW)


def evidence(item: Article) -> dict[str, object]:
    return {"label": "positive", "score": 0.5, "evidence": [item.text.split("\n")[0]]}


def everything(archive: Archive) -> bytes:
    """Every byte the archive holds on this machine and every row, captures decoded."""
    content = b"".join(path.read_bytes() for path in archive.database_files())
    for path in sorted(archive.captures_folder.rglob("*")):
        content += path.read_bytes()
        content += b"".join(taken.url.encode() + taken.body for taken in read(path))
    with archive.read() as tx:
        for table in sa.inspect(tx.connection).get_table_names():
            rows = tx.connection.execute(sa.text(f'SELECT * FROM "{table}"')).all()  # noqa: S608 (our tables)
            content += str(rows).encode("utf-8", "surrogatepass")
    return content


def test_a_purge_deletes_words_and_bytes_and_keeps_hashes_and_measures(archive: Archive) -> None:
    young, old, post = article(1, 399), article(2, 400), article(3, 30, "post")
    fresh_post = article(4, 29, "post")
    store(archive, young, old, post, fresh_post)
    with archive.alone():
        over = purge(archive, KEPT, NOW)
    assert {text.article for text in over.texts} == {old.id, post.id}
    assert {one.url for one in over.captures} == {old.url, post.url}
    content = everything(archive)
    for gone in (*old.text.split("\n"), *post.text.split("\n"), post.title):
        assert gone.encode() not in content
    for stays in (young.text.split("\n")[0], fresh_post.title, old.title):
        assert stays.encode() in content
    with archive.read() as tx:
        kept = {one.id: one for one in tx.articles.between()}
        places = {one.url: one.location for one in tx.captures.each()}
        assert [read_at(archive.captures_folder, where).digest for where in places.values() if where] == [
            young.capture_digest,
            fresh_post.capture_digest,
        ]
        sentiment = {row.article: row.value for row in tx.measures.of("sentiment")}
        assert tx.measures.pending("words", "1") == tuple(sorted((young.id, fresh_post.id)))
    assert kept[old.id] == replace(old, text="", purged_hash=old.content_hash)
    assert kept[old.id].content_hash == old.content_hash
    assert kept[young.id] == young
    assert places[old.url] is None
    assert sentiment[old.id] == {"label": "positive", "score": 0.5, "evidence": []}
    assert sentiment[young.id] == evidence(young)


def test_a_second_purge_has_nothing_to_do(archive: Archive) -> None:
    store(archive, article(1, 500), article(2, 1))
    with archive.alone():
        purge(archive, KEPT, NOW)
        again = purge(archive, KEPT, NOW)
    assert again.texts == again.captures == ()
    assert [path.name for path in archive.captures_folder.iterdir()] == ["run-000001.r1.warc.gz"]


def test_a_superseded_revision_has_its_own_time(archive: Archive) -> None:
    first = article(1, 450)
    second = replace(article(1, 10, words="茶园关门谢客，门口的牌子也收了起来。"), title=first.title)
    store(archive, first, second)
    with archive.alone():
        purge(archive, KEPT, NOW)
    content = everything(archive)
    assert first.text.split("\n")[0].encode() not in content
    with archive.read() as tx:
        assert tx.articles.get(first.id) == second


def test_what_was_purged_comes_back_only_when_it_changed(archive: Archive) -> None:
    old = article(1, 450)
    store(archive, old)
    with archive.alone():
        purge(archive, KEPT, NOW)
    with archive.begin() as tx:
        assert tx.articles.save(replace(old, captured_at=NOW)) == "same"
        assert tx.articles.save(replace(old, captured_at=NOW, title="改了题目")) == "changed"
        stored = tx.articles.get(old.id)
    assert stored is not None
    assert (stored.title, stored.purged_hash) == ("改了题目", "")


def test_expired_deletes_nothing(archive: Archive) -> None:
    store(archive, article(1, 450))
    before = everything(archive)
    with archive.read() as tx:
        assert len(expired(tx, KEPT, NOW).texts) == 1
    assert everything(archive) == before


LIST = """<html><a href="/news/1.html">第1号茶园开园迎客</a> <a href="news/12.html">第12号茶园开园迎客</a>
<a href="http:\\/\\/www.yunling.example\\/news\\/1.html">x</a>
{"u": "http:\\/\\/www.yunling.example\\/news\\/1.html"}
</html>""".encode()


def test_forgetting_leaves_no_byte(archive: Archive) -> None:
    """The list that names it is blanked, its neighbour untouched, and the next crawl doesn't let it in."""
    gone, stays = article(1, 3), article(12, 3)
    store(archive, gone, stays, lists=LIST)
    with archive.begin() as tx:
        tx.quarantine.put(Quarantined(gone.key, gone.url, "yunling", NOW, "timeout", 1))
        unread = Lead("k", "http://www.yunling.example/k", "www.yunling.example", "yunling", "article", 1)
        tx.frontier.add([replace(unread, label=f"{gone.title}（图）")], NOW)
        tx.measures.record("story", "1", [Measure(stays.id, stays.content_hash, {"story": gone.id})])
    with archive.alone():
        proof = forget(archive, gone.url + "?utm_source=wechat", NOW)
    assert proof.found == ()
    assert proof.was_stored
    assert proof.records == 2
    content = everything(archive)
    for trace in (gone.url, gone.key, gone.title, *gone.text.split("\n"), "/news/1.html"):
        assert trace.encode() not in content, trace
    assert stays.text.encode() in content
    with archive.begin() as tx:
        assert tx.articles.get(stays.id) == stays
        assert list(tx.measures.of("story")) == []
        blanked = [
            read_at(archive.captures_folder, one.location) for one in tx.captures.each() if one.location
        ]
        assert all(one.digest == row.digest for one, row in zip(blanked, tx.captures.each(), strict=True))
        assert b"news/12.html" in blanked[-1].body
        assert tx.articles.save(gone) == "forgotten"
        assert tx.frontier.add([Lead(gone.key, gone.url, "h", "yunling", "article", 1)], NOW) == 0
        assert tx.frontier.forgotten([gone.key, stays.key]) == {gone.key}


def test_forgetting_says_who_else_carries_the_words(archive: Archive) -> None:
    gone = article(1, 3)
    copy = replace(article(2, 3, words=gone.text), title="转载")
    store(archive, gone, copy)
    with archive.alone():
        proof = forget(archive, gone.url, NOW)
    assert proof.shared == (copy.url,)
    assert proof.found == ()
    with archive.read() as tx:
        assert tx.articles.get(copy.id) == copy


def test_forgetting_what_is_not_there_keeps_it_out(archive: Archive) -> None:
    with archive.alone():
        proof = forget(archive, "http://www.yunling.example/news/9.html", NOW)
    assert not proof.was_stored
    with archive.begin() as tx:
        assert tx.articles.save(article(9, 0)) == "forgotten"


@pytest.mark.parametrize("step", ["written", "entered"])
def test_a_purge_killed_in_the_middle_is_not_begun_or_completed(
    archive: Archive, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def die(*_: object) -> None:
        raise KilledError

    old, young = article(1, 500), article(2, 1)
    store(archive, old, young)
    before = everything(archive)
    where = (
        "cityecho.archive.purging._without_words"
        if step == "written"
        else "cityecho.archive.Archive.finish_cleanup"
    )
    with monkeypatch.context() as patched, archive.alone():
        patched.setattr(where, die)
        with pytest.raises(KilledError):
            purge(archive, KEPT, NOW)
    with archive.alone():
        content = everything(archive)
    names = [path.name for path in archive.captures_folder.iterdir()]
    if step == "written":
        assert old.text.encode() in content
        assert names == ["run-000001.warc.gz"]
        assert before.count(old.title.encode()) == content.count(old.title.encode())
    else:
        assert old.text.split("\n")[0].encode() not in content
        assert names == ["run-000001.r1.warc.gz"]
    assert young.text.split("\n")[0].encode() in content


def test_the_captures_folder_holds_nothing_else(archive: Archive, tmp_path: Path) -> None:
    """A file that somebody put there is not ours to delete."""
    store(archive, article(1, 500))
    (archive.captures_folder / "recorded.warc.gz").write_bytes(b"")
    with archive.alone():
        purge(archive, KEPT, NOW)
    assert [path.name for path in archive.captures_folder.iterdir()] == ["recorded.warc.gz"]


def test_a_purge_leaves_the_names_of_firms_and_speakers(archive: Archive) -> None:
    old = article(1, 401, words="云岭青禾智能装备股份有限公司昨天签约，总投资十二亿元。")
    store(archive, old)
    deal = {
        "firm": "云岭青禾智能装备股份有限公司",
        "start": 0,
        "sentence": "云岭青禾智能装备股份有限公司昨天签约",
    }
    with archive.begin() as tx:
        tx.measures.record("deals", "1", [Measure(old.id, old.content_hash, {"deals": [deal]})])
    purge(archive, KEPT, NOW)
    with archive.read() as tx:
        (kept,) = tx.measures.of("deals")
    assert kept.value == {"deals": [{**deal, "sentence": ""}]}
