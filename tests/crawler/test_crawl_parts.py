"""An article over several pages: read in one turn, stored as one, forgotten as one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from cityecho.archive import Archive, Quarantined, schema
from cityecho.archive.forgetting import forget
from cityecho.archive.warc import CaptureFile
from cityecho.article import Capture, article_id
from tests.crawler.command import cityecho
from tests.crawler.loopback import Answer, Site, configure, crawl, listing, serving, source

FIRST, SECOND, THIRD = (f"/news/202207/1{end}.html" for end in ("", "_2", "_3"))


def page(words: str, *links: str, back: str = "") -> str:
    numbers = " ".join(f'<a href="{link}">{n}</a>' for n, link in enumerate(links, 2))
    first = f'<a href="{back}">【1】</a>' if back else "【1】"
    text = "".join(
        f"<p>{words}的第{n}段写茶园，采茶的人从清早忙到天黑，一天能采三斤鲜叶。</p>" for n in range(4)
    )
    return (
        "<html><head><title>青溪茶园的一天</title></head><body><h1>青溪茶园的一天</h1>"
        f"<p>2022-07-15 09:01 来源：青溪日报</p><div>{text}</div><div>{first} {numbers} 下一页</div>"
    )


@pytest.fixture
def site(tmp_path: Path):
    with serving() as up:
        up.page("/list", listing([1]))
        up.page(FIRST, page("上篇", SECOND, THIRD), ETag='"1"')
        up.page(SECOND, page("中篇", SECOND, THIRD, back=FIRST))
        up.page(THIRD, page("下篇", SECOND, THIRD, back=FIRST))
        yield up


def run(folder: Path, site: Site, **more: object):
    configure(folder, site.address, lists=source("listing", site.url("/list"), every="1h", **more))
    return crawl(folder, "lists")


def archive(folder: Path) -> Archive:
    return Archive(f"sqlite:///{folder}/archive.db")


def test_its_pages_become_one_article(tmp_path: Path, site: Site) -> None:
    summary = run(tmp_path, site)
    assert (summary["state"], summary["counts"]["articles"], summary["counts"]["fetched"]) == ("ok", 1, 2)
    assert (summary["counts"]["parts"], summary["counts"]["lists"]) == (2, 1)
    with archive(tmp_path) as stored, stored.read() as tx:
        (one,) = tx.articles.between()
        assert one.url == site.url(FIRST)
        assert [line[:2] for line in one.text.split("\n")] == ["上篇"] * 4 + ["中篇"] * 4 + ["下篇"] * 4
        kept = {capture.url for capture in tx.captures.each()}
        assert kept == {site.url(path) for path in ("/list", FIRST, SECOND, THIRD)}


def test_each_page_waits_for_its_turn(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address, delay=0.3, lists=source("listing", site.url("/list")))
    crawl(tmp_path)
    times = [asked.at for asked in site.asked if asked.path.endswith(".html")]
    assert len(times) == 3
    assert all(later - earlier >= 0.29 for earlier, later in pairwise(times))


def test_what_is_missing_is_said_and_fetched_by_a_retry(tmp_path: Path, site: Site) -> None:
    del site.pages[THIRD]
    run(tmp_path, site)
    with archive(tmp_path) as stored, stored.read() as tx:
        (one,) = tx.articles.between()
        assert one.text.endswith("鲜叶。")
        assert "下篇" not in one.text
        (missing,) = tx.quarantine.documents()
        assert (missing.url, missing.error) == (site.url(FIRST), f"its page {site.url(THIRD)}: HTTP 404")


def test_a_captcha_is_no_page_of_it(tmp_path: Path, site: Site) -> None:
    site.pages[SECOND] = Answer(status=302, headers={"Location": "/captcha?from=1_2"})
    site.page("/captcha?from=1_2", page("请拖动滑块完成验证"))
    run(tmp_path, site)
    with archive(tmp_path) as stored, stored.read() as tx:
        (one,) = tx.articles.between()
        assert "滑块" not in one.text
        (missing,) = tx.quarantine.documents()
        assert missing.error.endswith("it led to a login or a captcha")


def test_many_that_were_recorded_twice_do_not_wait_for_each_other(tmp_path: Path) -> None:
    home, at = "http://news.yunling.example", datetime(2022, 7, 20, tzinfo=UTC)
    html = (("Content-Type", "text/html; charset=utf-8"),)
    with CaptureFile(tmp_path, "web.warc.gz") as file:
        for day in range(2):
            moment = at + timedelta(days=day)
            file.append(Capture(f"{home}/list", moment, 200, html, listing(range(1, 21)).encode(), ""))
            for number in range(1, 21):
                url = f"{home}/news/202207/{number}"
                for end, words in ((".html", "上篇"), ("_2.html", "下篇")):
                    body = page(f"第{number}号{words}{day}", f"{number}_2.html").encode()
                    file.append(Capture(url + end, moment, 200, html, body, ""))
    configure(tmp_path, lists=source("listing", f"{home}/list"))
    summary = crawl(tmp_path, replay=(tmp_path / "web.warc.gz",))
    assert (summary["state"], summary["counts"]["articles"]) == ("ok", 40)  # each, and a revision of it
    with archive(tmp_path) as stored, stored.read() as tx:
        assert all("上篇1" in one.text and "下篇1" in one.text for one in tx.articles.between())


def test_forgetting_it_forgets_all_of_its_pages(tmp_path: Path, site: Site) -> None:
    run(tmp_path, site)
    with archive(tmp_path) as stored, stored.alone():
        with stored.read() as tx:
            at = max(capture.captured_at for capture in tx.captures.each())
        proof = forget(stored, site.url(FIRST), at + timedelta(hours=1))
        assert (proof.was_stored, proof.found) == (True, ())
        with stored.read() as tx:
            assert [capture.url for capture in tx.captures.each()] == [site.url("/list")]


def test_a_replay_of_its_captures_joins_them_again(tmp_path: Path, site: Site) -> None:
    run(tmp_path, site)
    again = tmp_path / "again"
    again.mkdir()
    configure(again, site.address, lists=source("listing", site.url("/list"), every="1h"))
    site.asked.clear()
    crawl(again, replay=tuple((tmp_path / "captures").glob("*.warc.gz")))
    assert site.asked == []
    with archive(tmp_path) as stored, stored.read() as tx, archive(again) as copy, copy.read() as new:
        assert new.articles.count() == 1
        assert [one.content_hash for one in new.articles.between()] == [
            one.content_hash for one in tx.articles.between()
        ]


def test_a_newer_reader_gives_a_new_revision_and_keeps_the_old(tmp_path: Path, site: Site) -> None:
    run(tmp_path, site)
    assert cityecho(tmp_path, "reread").out | {"run": 0} == {
        "run": 0,
        "read": 1,
        "changed": [],
        "unreadable": [],
        "without": 0,
    }
    with archive(tmp_path) as stored, stored.begin() as tx:  # as if an older reader had read it worse
        (good,) = tx.articles.between()
        older = {"title": "一天", "text": "上篇", "content_hash": "older"}
        tx.connection.execute(schema.article.update().values(older))
    again = cityecho(tmp_path, "reread", "--from", "2022-07-15", "--to", "2022-07-15")
    assert (again.code, again.out["changed"]) == (0, [good.url])
    with archive(tmp_path) as stored, stored.read() as tx:
        (one,) = tx.articles.between()
        assert one == good
        (old,) = tx.connection.execute(sa.select(schema.revision)).all()
        assert (old.title, old.text, old.revision) == ("一天", "上篇", 1)
        assert tx.captures.count() == 4
        assert tx.ledger.runs()[-1].command == "reread"
    assert cityecho(tmp_path, "reread", "--from", "2022-07-16").out["read"] == 0


def test_an_article_come_upon_by_its_second_page_is_read_from_the_first(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address)
    said = cityecho(tmp_path, "add", site.url(SECOND))
    assert (said.code, said.out["stored"], said.out["address"]) == (0, True, site.url(FIRST)), said.err
    with archive(tmp_path) as stored, stored.read() as tx:
        (one,) = tx.articles.between()
        assert [line[:2] for line in one.text.split("\n")] == ["上篇"] * 4 + ["中篇"] * 4 + ["下篇"] * 4
    again = cityecho(tmp_path, "add", site.url(THIRD))
    assert (again.code, again.out["outcome"], again.out["address"]) == (0, "duplicate", site.url(FIRST))
    with archive(tmp_path) as stored, stored.read() as tx:
        assert tx.articles.count() == 1


def test_a_list_that_names_a_second_page_leads_to_the_first(tmp_path: Path, site: Site) -> None:
    site.page("/list", f'<a href="{SECOND}">青溪茶园的一天，采茶的人从清早忙到天黑</a>')
    summary = run(tmp_path, site)
    assert (summary["counts"]["stored"], summary["counts"]["articles"]) == (2, 1)  # the list, the article
    with archive(tmp_path) as stored, stored.read() as tx:
        assert [one.url for one in tx.articles.between()] == [site.url(FIRST)]


def test_a_change_of_a_further_page_is_seen_though_the_first_is_as_it_was(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address)
    assert cityecho(tmp_path, "add", site.url(FIRST)).code == 0
    site.page(SECOND, page("新中篇", SECOND, THIRD, back=FIRST))
    assert cityecho(tmp_path, "add", site.url(FIRST)).out["stored"] is True
    with archive(tmp_path) as stored, stored.read() as tx:
        (one,) = tx.articles.between()
        assert "新中篇" in one.text


def test_a_page_added_by_hand_says_what_it_lacks(tmp_path: Path, site: Site) -> None:
    third = site.pages.pop(THIRD)
    configure(tmp_path, site.address)
    said = cityecho(tmp_path, "add", site.url(FIRST))
    assert (said.code, said.out["stored"]) == (3, True)
    assert f"its page {site.url(THIRD)}: HTTP 404" in said.err
    site.pages[THIRD] = third
    assert cityecho(tmp_path, "add", site.url(FIRST)).code == 0
    assert cityecho(tmp_path, "quarantine", "list").out["documents"] == []


def test_the_first_page_under_a_number_of_its_own_hides_no_other(tmp_path: Path, site: Site) -> None:
    one = FIRST.replace(".html", "_1.html")
    site.page(FIRST, page("上篇", one, SECOND, THIRD))
    site.page(one, page("上篇", one, SECOND, THIRD))
    run(tmp_path, site)
    with archive(tmp_path) as stored, stored.read() as tx:
        (whole,) = tx.articles.between()
        assert [line[:2] for line in whole.text.split("\n")] == ["上篇"] * 4 + ["中篇"] * 4 + ["下篇"] * 4


def test_pages_added_by_hand_are_read_again_too(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address)
    site.page(FIRST, page("电话13812345678，上篇", SECOND, THIRD))
    assert cityecho(tmp_path, "add", site.url(FIRST)).code == 0
    said = cityecho(tmp_path, "reread")
    assert (said.code, said.out["read"], said.out["changed"], said.out["without"]) == (0, 1, [], 0), said.err
    with archive(tmp_path) as stored, stored.begin() as tx:  # under an address as it was spelt before
        key = "m.old.example/1"
        older = {"id": article_id(key), "key": key, "title": "一天", "content_hash": "older"}
        tx.connection.execute(schema.counted.delete())
        tx.connection.execute(schema.article.update().values(older))
    assert len(cityecho(tmp_path, "reread").out["changed"]) == 1
    with archive(tmp_path) as stored, stored.read() as tx:
        (one,) = tx.articles.between()
        assert (one.key, one.title, "13812345678" in one.text) == ("m.old.example/1", "青溪茶园的一天", False)


def test_a_broken_page_added_by_hand_is_read_again_by_a_retry(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address)
    site.page("/empty.html", "<html><body></body></html>")
    assert cityecho(tmp_path, "add", site.url("/empty.html")).code == 3
    (document,) = cityecho(tmp_path, "quarantine", "list").out["documents"]
    assert (document["source"], document["at"][-6:]) == ("by-hand", "+08:00")
    said = cityecho(tmp_path, "quarantine", "retry")
    assert said.out["still"] == [[site.url("/empty.html"), "neither title nor text was found"]]


def test_a_further_page_stands_alone_where_its_first_is_gone_or_is_no_article(
    tmp_path: Path, site: Site
) -> None:
    del site.pages[FIRST]
    configure(tmp_path, site.address)
    said = cityecho(tmp_path, "add", site.url(SECOND))
    assert (said.code, said.out["stored"], said.out["address"]) == (3, True, site.url(SECOND))
    assert f"its page {site.url(FIRST)}: HTTP 404" in said.err
    site.page("/news", listing([1, 2]))
    site.page(
        "/news/12", page("单篇").replace("【1】", "<a href='/news'>返回</a> <a href='/news/11'>上一页</a>")
    )
    said = cityecho(tmp_path, "add", site.url("/news/12"))
    assert (said.code, said.out["title"], said.out["address"]) == (0, "青溪茶园的一天", site.url("/news/12"))


def test_a_retry_that_lacks_pages_says_so_and_keeps_the_document(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address)
    assert cityecho(tmp_path, "add", site.url(FIRST)).code == 0
    with archive(tmp_path) as stored, stored.begin() as tx:  # as if its bytes could not be read then
        first = next(one for one in tx.captures.each() if one.url == site.url(FIRST))
        tx.connection.execute(schema.capture.delete().where(schema.capture.c.id != first.id))
        key = f"by-hand {first.url.removeprefix('http://')}"
        tx.quarantine.put(Quarantined(key, first.url, "by-hand", first.captured_at, "x", first.id))
    del site.pages[THIRD]
    said = cityecho(tmp_path, "quarantine", "retry")
    assert (said.code, said.out["released"], said.out["fetched"]) == (3, [], [])
    assert f"its page {site.url(THIRD)}: HTTP 404" in said.err
    assert len(cityecho(tmp_path, "quarantine", "list").out["documents"]) == 1
    assert cityecho(tmp_path, "quarantine", "retry", "http://nowhere.example/").code == 2
