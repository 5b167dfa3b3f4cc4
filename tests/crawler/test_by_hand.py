"""Pages that somebody found, and sources that are tried: the commands over a web on loopback."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest

from cityecho.archive import Archive
from cityecho.errors import UsageError
from crawler.by_hand import address_in, errand_for
from tests.crawler.command import cityecho, stored
from tests.crawler.loopback import Answer, Site, article, configure, listing, source


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("  https://yunling.example/a?b=1#top \n", "https://yunling.example/a?b=1"),
        ("云岭开园\nhttps://yunling.example/a，转发", "https://yunling.example/a"),
        (
            "http://mp.weixin.qq.com/s?__biz=Mz==&amp;mid=22&amp;idx=1&amp;sn=ab&amp;scene=0&amp;key=SECRET#rd",
            "https://mp.weixin.qq.com/s?__biz=Mz%3D%3D&mid=22&idx=1&sn=ab",
        ),
        ("https://yunling.example/a?id=1&timestamp=2；谢谢", "https://yunling.example/a?id=1&timestamp=2"),
        ("https://mp.weixin.qq.com/s/AbC_d-9", "https://mp.weixin.qq.com/s/AbC_d-9"),
    ],
)
def test_the_address_in_what_was_copied(pasted: str, address: str) -> None:
    assert address_in(pasted) == address


def test_a_login_is_refused_and_not_told() -> None:
    with pytest.raises(UsageError, match="an address with a login") as refused:
        address_in("看 http://user:secret@yunling.example/1.html")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("pasted", ["", "云岭", "ftp://yunling.example/", "javascript:alert(1)", "https://"])
def test_no_address_no_errand(pasted: str) -> None:
    with pytest.raises(UsageError, match="no http or https address"):
        address_in(pasted)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://m.weibo.cn/detail/1", "post"),
        ("https://mp.weixin.qq.com/s/a", "news"),
        ("https://a.cn/", "news"),
    ],
)
def test_what_people_say_is_a_post_whoever_copied_the_link(url: str, kind: str) -> None:
    assert [one.item_kind for one in errand_for(url).sources.values()] == [kind]


def test_a_page_is_added_by_hand(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    said = cityecho(tmp_path, "add", f"看看这个 {site.url('/news/202207/3.html')}#top")
    assert said.code == 0, said.err
    assert (said.out["title"], said.out["stored"]) == ("第3号茶园开园迎客", True)
    assert [(one.source, one.origin) for one in stored(tmp_path)] == [("by-hand", "云岭网")]
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/news/202207/3.html"]
    again = cityecho(tmp_path, "add", site.url("/news/202207/3.html"))
    assert (again.code, again.out["stored"], len(stored(tmp_path))) == (0, False, 1)


def test_what_came_of_an_added_page_is_said(tmp_path: Path, site: Site) -> None:
    site.pages["/a.pdf"] = Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    site.pages["/old.html"] = Answer(status=301, headers={"Location": "/news/202207/3.html"})
    configure(tmp_path, site.address)
    of_a_file = cityecho(tmp_path, "add", site.url("/a.pdf"))
    assert (of_a_file.code, of_a_file.out["outcome"]) == (0, "irrelevant")
    assert of_a_file.out["why"] == "no article but application/pdf"
    moved = cityecho(tmp_path, "add", site.url("/old.html"))
    assert (moved.out["outcome"], moved.out["address"]) == ("stored", site.url("/news/202207/3.html"))
    assert cityecho(tmp_path, "add", site.url("/news/202207/3.html")).out["outcome"] == "unchanged"
    site.page(
        "/news/202207/9.html", "<h1>远方的消息</h1><p>邻市的大桥通车了，全长三公里，双向六车道。</p>" * 3
    )
    strange = cityecho(tmp_path, "add", site.url("/news/202207/9.html"))
    assert (strange.code, "nothing in it names 云岭" in strange.err) == (0, True), strange.err


def test_a_crawled_page_stays_its_source_s_when_it_is_added(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2, 3]))
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    assert cityecho(tmp_path, "crawl").code == 0
    same = cityecho(tmp_path, "add", site.url("/news/202207/1.html"))
    site.page("/news/202207/2.html", article(2).replace("采茶", "采摘新茶"))
    changed = cityecho(tmp_path, "add", site.url("/news/202207/2.html"))
    assert (same.out["outcome"], changed.out["outcome"]) == ("unchanged", "stored")
    assert {one.source for one in stored(tmp_path)} == {"lists"}
    assert any("采摘新茶" in one.text for one in stored(tmp_path))


def test_an_added_page_goes_to_the_source_that_brings_it(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2, 3]))
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    cityecho(tmp_path, "add", site.url("/news/202207/1.html"))
    cityecho(tmp_path, "add", site.url("/news/202207/2.html"))
    site.page("/news/202207/2.html", article(2).replace("采茶", "采摘新茶"))
    assert {one.source for one in stored(tmp_path)} == {"by-hand"}
    assert cityecho(tmp_path, "crawl").code == 0
    assert [one.source for one in stored(tmp_path)] == ["lists"] * 3


def test_a_page_that_can_t_be_read_is_said_to_be_in_quarantine(tmp_path: Path, site: Site) -> None:
    site.page("/news/202207/4.html", "<html><body></body></html>")
    configure(tmp_path, site.address)
    said = cityecho(tmp_path, "add", site.url("/news/202207/4.html"))
    assert said.code == 3
    assert "it came but can't be read, and is in quarantine" in said.err
    assert (said.err.count("/4.html"), "did not come" in said.err) == (1, False), said.err
    (held,) = cityecho(tmp_path, "quarantine", "list").out["documents"]
    assert held["url"] == site.url("/news/202207/4.html")
    assert cityecho(tmp_path, "quarantine", "drop", held["id"], "--why", "空白页").code == 0
    said = cityecho(tmp_path, "add", site.url("/news/202207/4.html"))
    assert (said.code, "and was dropped from quarantine" in said.err) == (3, True), said.err


def test_a_page_without_a_title_is_called_as_its_list_calls_it(tmp_path: Path, site: Site) -> None:
    bare = "<html><body><div>" + "<p>云岭县的茶园今天开园，附近的村民一早就来到山上采茶。</p>" * 4
    site.page("/news/202207/2.html", bare + "</div></body></html>")
    site.page("/list", listing([1, 2, 3]))
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    assert cityecho(tmp_path, "crawl").code == 0
    titles = {one.url[-6]: (one.title, one.titled_by) for one in stored(tmp_path)}
    assert titles["2"] == ("第2号茶园开园迎客侧记", "link")
    assert titles["1"] == ("第1号茶园开园迎客", "")
    again = cityecho(tmp_path, "reread")
    assert (again.code, again.out["changed"]) == (0, []), again.err
    assert {one.titled_by for one in stored(tmp_path)} == {"link", ""}


def test_a_forgotten_page_is_not_added_again(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address)
    page = site.url("/news/202207/3.html")
    cityecho(tmp_path, "add", page)
    assert cityecho(tmp_path, "forget", page).code == 0
    site.asked.clear()
    said = cityecho(tmp_path, "add", page)
    assert (said.code, "was forgotten" in said.err, site.asked) == (2, True, []), said.err


def test_a_page_that_robots_txt_keeps_from_us_is_told(tmp_path: Path, site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /news\n")
    configure(tmp_path, site.address)
    said = cityecho(tmp_path, "add", site.url("/news/202207/3.html"))
    assert (said.code, "robots.txt disallows it" in said.err) == (3, True), said.err
    assert stored(tmp_path) == []


LOGIN = """<html><head><title>用户登录 - 云岭网</title></head><body><h1>用户登录</h1>
<form action="/in" method="post"><p>请输入您的用户名和密码，登录后查看全文</p><input name="u">
<input type="password" name="p"><button>登录</button></form></body></html>"""


def test_a_form_to_log_in_is_no_article_and_a_page_that_has_one_is(tmp_path: Path, site: Site) -> None:
    form = LOGIN[LOGIN.index("<form") : LOGIN.index("</body>")]
    site.page("/news/202207/1.html", LOGIN)
    site.page("/news/202207/2.html", article(2).replace("<h1>", form + "<h1>", 1))
    configure(tmp_path, site.address)
    refused = cityecho(tmp_path, "add", site.url("/news/202207/1.html"))
    assert (refused.code, "it shows a form to log in, and no article" in refused.err) == (3, True), (
        refused.err
    )
    assert cityecho(tmp_path, "add", site.url("/news/202207/2.html")).code == 0
    assert [one.title for one in stored(tmp_path)] == ["第2号茶园开园迎客"]


def test_an_address_that_leads_nowhere_is_told_and_not_waited_for(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address)
    mistyped = cityecho(tmp_path, "add", "http://www.yunling.invalid/1.html")
    assert (mistyped.code, "its name has no address" in mistyped.err) == (2, True), mistyped.err
    absent = cityecho(tmp_path, "add", site.url("/news/202207/404.html"))
    assert (absent.code, "HTTP 404" in absent.err) == (3, True), absent.err
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert tx.frontier.lost(datetime.min.replace(tzinfo=UTC)) == ()
        assert [run.counts["failed"] for run in tx.ledger.runs()] == [1]


def test_an_added_page_is_fetched_alone_and_a_host_that_wants_rest_is_not_waited_for(
    tmp_path: Path, site: Site
) -> None:
    busy = site.url("/busy.html")
    site.pages["/busy.html"] = Answer(status=503)
    configure(tmp_path, site.address)
    put_off = cityecho(tmp_path, "add", busy)
    assert (put_off.code, "HTTP 503" in put_off.err) == (3, True), put_off.err
    assert "later runs ask for it again" in put_off.err
    sleep(1.1)  # it is due again
    assert cityecho(tmp_path, "add", site.url("/news/202207/1.html")).code == 0
    assert site.paths() == ["/busy.html", "/news/202207/1.html"]
    site.pages["/busy.html"] = Answer(status=503, headers={"Retry-After": "100"})
    rests = cityecho(tmp_path, "add", busy)
    assert (rests.code, "asked to be left alone until" in rests.err) == (3, True), rests.err
    site.asked.clear()
    other = cityecho(tmp_path, "add", site.url("/news/202207/2.html"))
    assert (other.code, "asked to be left alone until" in other.err) == (3, True), other.err
    assert cityecho(tmp_path, "crawl").code == 0
    assert site.asked == []


def test_a_captcha_is_no_page(tmp_path: Path, site: Site) -> None:
    site.pages["/s/abc"] = Answer(status=302, headers={"Location": "/mp/wappoc_appmsgcaptcha?target=s"})
    site.page("/mp/wappoc_appmsgcaptcha?target=s", article(9))
    configure(tmp_path, site.address)
    said = cityecho(tmp_path, "add", site.url("/s/abc"))
    assert (said.code, "it led to a login or a captcha" in said.err) == (3, True), said.err
    assert stored(tmp_path) == []


def test_no_page_of_a_private_network_is_added(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, "127.0.0.1:1", delay=5)
    said = cityecho(tmp_path, "add", site.url("/news/202207/3.html"))
    assert (said.code, "private address" in said.err) == (3, True), said.err
    assert f'add "{site.address}" to allow_private in crawl.toml' in said.err
    assert site.asked == []


def test_a_source_is_tried_and_nothing_is_stored(tmp_path: Path, site: Site) -> None:
    site.page("/list", listing([1, 2, 3, 4, 5]))
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    cityecho(tmp_path, "add", site.url("/news/202207/6.html"))
    before = rows(tmp_path)
    said = cityecho(tmp_path, "sources", "try", "lists", "--articles", "2")
    assert said.code == 0, said.err
    assert {one["title"]: one["published_at"] for one in said.out["articles"]} == {
        "第1号茶园开园迎客": "2022-07-15T09:01:00+08:00",
        "第2号茶园开园迎客": "2022-07-15T09:02:00+08:00",
    }
    assert [one["names_city"] for one in said.out["articles"]] == [True, True]
    assert said.out["waiting"] == [site.url(f"/news/202207/{n}.html") for n in (3, 4, 5)]
    assert rows(tmp_path) == before


def test_a_trial_makes_no_archive_and_says_what_names_nobody(tmp_path: Path, site: Site) -> None:
    site.page("/news/202207/1.html", article(1).replace("云岭", "远山"))
    site.page("/list", listing([1, 2, 3]))
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    said = cityecho(tmp_path, "sources", "try", "lists")
    assert [one["names_city"] for one in said.out["articles"]].count(False) == 1, said.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["config"]


def test_a_source_that_would_bring_nothing_says_why(tmp_path: Path, site: Site) -> None:
    site.pages["/list"] = Answer(status=403)
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    said = cityecho(tmp_path, "sources", "try", "lists")
    assert (said.code, "HTTP 403" in said.err, said.out["articles"]) == (3, True, [])


def test_a_trial_says_that_a_list_was_cut_short(tmp_path: Path, site: Site) -> None:
    entries = "".join(f"<item><link>{site.url(f'/news/202207/{n}.html')}</link></item>" for n in range(1, 5))
    site.page("/feed", f"<rss><channel>{entries}"[:-20])
    configure(tmp_path, site.address, cut=source("feed", site.url("/feed")))
    said = cityecho(tmp_path, "sources", "try", "cut", "--articles", "1")
    assert said.out["capped"] == "cut off in the middle: it ends before </rss>", said.err
    assert (said.code, len(said.out["articles"]), len(said.out["waiting"])) == (0, 1, 2)


def rows(folder: Path) -> tuple[int, ...]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        kept = sorted((folder / "captures").glob("*"))
        return (
            tx.articles.count(),
            tx.captures.count(),
            len(tx.ledger.runs()),
            len(tx.ledger.visits()),
            len(kept),
        )
