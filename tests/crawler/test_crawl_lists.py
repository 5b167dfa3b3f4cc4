"""Readers of lists: feeds, sitemaps and web pages, given as text."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from cityecho.watchlist import load
from crawler.spiders import feed, listing, sitemap
from crawler.spiders.found import Found, ListPage, UnreadableListError
from crawler.spiders.lists import read_list
from tests.crawler.loopback import configure, source

ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'>"
URL = "https://www.yunling.example/news/index.html"


def page(text: str | bytes, url: str = URL) -> ListPage:
    return ListPage(url, text if isinstance(text, bytes) else text.encode(), None)


@pytest.mark.parametrize(
    "text",
    [
        '<rss version="2.0"><channel><link>/</link><item><link>/a/1.html</link></item></channel></rss>',
        '<rss><channel><item><guid isPermaLink="true">https://www.yunling.example/a/1.html</guid></item></channel></rss>',
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><link>/a/1.html</link></item></r:RDF>',
        f"{ATOM}<entry><link rel='self' href='/x'/><link href='/a/1.html#top'/></entry></feed>",
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a/1.html"}, {"id": "7"}]}',
        '\ufeff{"items": [{"external_url": "https://www.yunling.example/a/1.html"}]}',
        '\ufeff<?xml version="1.0"?><rss><item><link><![CDATA[/a/1.html]]></link></item></rss>',
        "\n<rss><channel><item><title>A & B</title><link>/a/1.html</link></item></channel>",
    ],
)
def test_a_feed_names_its_entries(text: str) -> None:
    assert feed.read(page(text)).articles == ("https://www.yunling.example/a/1.html",)


@pytest.mark.parametrize("text", ["", "<html><body>维护中</body></html>", "{]", '{"items": 3}', "[]", "\x00"])
def test_what_is_no_feed_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnreadableListError, match="no"):
        feed.read(page(text))


def test_a_feed_reaches_for_no_entity(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://www.yunling.example/secret")
    text = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
        "<rss><channel><item><link>&x;</link></item></channel></rss>"
    )
    assert "secret" not in str(feed.read(page(text)))


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        (
            """<feed xml:base='/atom/'><link rel='next' href='2.xml'/>
            <entry><link href='1.html'/></entry><entry xml:base='x/'><link href='2.html'/></entry>
            <entry xml:base='http://a.example/b/'><link xml:base='c/' href='3.html'/></entry></feed>""",
            (
                "https://www.yunling.example/atom/1.html",
                "https://www.yunling.example/atom/x/2.html",
                "http://a.example/b/c/3.html",
            ),
        ),
        (
            "<rss xml:base='file:///'><channel xml:base='r/'><item><link>1</link></item></channel></rss>",
            ("https://www.yunling.example/news/r/1",),
        ),
    ],
)
def test_addresses_are_seen_from_xml_base(text: str, urls: tuple[str, ...]) -> None:
    found = feed.read(page(text))
    assert found.articles == urls
    assert found.lists in ((), ("https://www.yunling.example/atom/2.xml",))
    assert bool(found.lists) == ("next" in text)


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        (
            '{"items": [{"id": "https://a.example/1"}, {"id": "z"}, 7, {"url": 3, "external_url": "/2"}]}',
            [
                "row 2, url: no link, and no id that is an address: z",
                "row 3, url: no link, and no id that is an address: 7",
            ],
        ),
        (
            """<rss><item><title>甲</title><guid>7</guid></item><item><link>ftp://a.example/</link></item>
            <item><link>javascript:0</link><guid>https://a.example/1</guid></item>
            <item><link>http://u:p@a.example/</link></item><item><link>https://a.example/2</link></item></rss>""",
            [
                "row 1, url: no link, and no id that is an address: 7",
                "row 2, url: is no http or https address: ftp://a.example/",
                "row 4, url: has a login",
            ],
        ),
        (
            f"{ATOM}<entry><id>urn:1</id></entry></feed>",
            ["row 1, url: no link, and no id that is an address: urn:1"],
        ),
    ],
)
def test_an_entry_without_an_address_is_a_bad_row(text: str, bad: list[str]) -> None:
    found = feed.read(page(text))
    assert list(map(str, found.bad_rows)) == bad
    assert len(found.articles) == (0 if "urn" in text else 2)
    assert bool(found.nothing) == (not found.articles)


def test_an_index_whose_lists_all_leave_the_outlet_says_so(tmp_path: Path) -> None:
    watched = load(configure(tmp_path, web=source("sitemap", URL)) / "config")
    body = "<sitemapindex><sitemap><loc>http://cdn.example/1.xml</loc></sitemap></sitemapindex>"
    found = read_list(page(body), watched.sources[0], watched.registry)
    assert found.nothing == f"{URL}: outlet = 'www.yunling.example' is left by the only link there"
    assert not found.is_index


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ({"links": ".news a"}, "links = '.news a' matches nothing there"),
        ({"links": "//p"}, "links = '//p' matches no link there"),
        ({"allow": "^ftp"}, "allow = '^ftp' refuses all 2 links there"),
        ({"links": "//li/a/@href"}, ""),
    ],
)
def test_a_list_that_names_nothing_says_by_which_rule(
    tmp_path: Path, rules: dict[str, str], why: str
) -> None:
    watched = load(configure(tmp_path, web=source("listing", URL, **rules)) / "config")
    text = listed(["/2022/07/1001.html", "/2022/07/1002.html"], "云岭县茶园观光季正式开始") + "<p>茶</p>"
    assert read_list(page(text), watched.sources[0], watched.registry).nothing == (why and f"{URL}: {why}")


def test_sitemaps_name_articles_or_sitemaps() -> None:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    news = f'<urlset xmlns="{space}"><url><loc> https://a.example/1.html </loc></url></urlset>'
    assert sitemap.read(page(gzip.compress(news.encode()))).articles == ("https://a.example/1.html",)
    index = "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
    assert sitemap.read(page(index)).lists == ("https://www.yunling.example/news.xml",)
    with pytest.raises(UnreadableListError):
        sitemap.read(page(gzip.compress(news.encode())[:-20]))


PORTAL = """<html><head><base href="/zw/"></head><body>
<div id="nav"><a href="/zw/202207/column.html">政务公开信息栏目</a><a href="/">首页</a></div>
<ul class="list">
<li><a href="202207/t20220715_101.html">我市召开茶产业招商推进会议</a></li>
<li><a href="202207/t20220714_100.html">云岭县茶园观光季正式开始</a></li>
<li><a href="javascript:void(0)">更多内容请点击这里查看</a></li>
<li><a href="/files/2022/plan.pdf">云岭县茶产业发展规划全文</a></li>
</ul>
<div class="footer"><a href="/about/20200101.html">关于我们与网站声明</a></div>
%s</body></html>"""
ARTICLES = (
    "https://www.yunling.example/zw/202207/t20220715_101.html",
    "https://www.yunling.example/zw/202207/t20220714_100.html",
)


@pytest.mark.parametrize(
    ("paging", "following"),
    [
        ('<a href="index_1.html">下一页</a>', "https://www.yunling.example/zw/index_1.html"),
        ('<a href="index_1.html">&gt;</a>', "https://www.yunling.example/zw/index_1.html"),
        ('<link rel="next" href="?p=2">', "https://www.yunling.example/zw/?p=2"),
        (
            '<a href="index_2.html">2</a><a href="index_3.html">3</a>',
            "https://www.yunling.example/zw/index_2.html",
        ),
        (
            '<script>createPageHTML(9, 0, "index", "html");</script>',
            "https://www.yunling.example/zw/index_1.html",
        ),
        ("<a>下一页</a>", None),
    ],
)
def test_a_listing_without_selectors_is_read_by_its_looks(paging: str, following: str | None) -> None:
    found = listing.read(page(PORTAL % paging))
    assert found.articles == ARTICLES
    assert found.lists == ((following,) if following else ())


def test_the_page_after_a_numbered_page() -> None:
    paging = '<a href="index_1.html">1</a><a href="index_2.html">2</a><a href="index_3.html">3</a>'
    found = listing.read(page(PORTAL % paging, "https://www.yunling.example/zw/index_2.html"))
    assert found.lists == ("https://www.yunling.example/zw/index_3.html",)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="p2.html">[下一页]</a>',
        '<a href="p2.html">【下一页】</a>',
        '<a href="p2.html">下一页(2/9)</a>',
        '<a href="p2.html">下一页（2/9）</a>',
        '<a href="p2.html">下 一 页</a>',
        '<a href="p2.html">Next Page »</a>',
        '<a href="p2.html">＞</a>',
        '<a href="p2.html" title="下一页"><i></i></a>',
        '<a href="p2.html"><img src="n.gif" alt="下一页"></a>',
        '<a href="p2.html">第2页</a>',
        '<a href="p9.html">&gt;&gt;</a><a href="p2.html">下一页</a>',
    ],
)
def test_the_next_page_by_its_name(link: str) -> None:
    assert listing.read(page(PORTAL % link)).lists == ("https://www.yunling.example/zw/p2.html",)


@pytest.mark.parametrize("text", ["上一页", "下一页面建设", "共2页", "下一篇", "(2)", "末页>>"])
def test_no_next_page_by_other_names(text: str) -> None:
    assert listing.read(page(PORTAL % f'<a href="p2.html">{text}</a>')).lists == ()


@pytest.mark.parametrize(
    ("here", "row", "following"),
    [
        ("index_1.html", "<a href=index.html>1</a> <b>2</b> <a href=index_2.html>3</a>", "index_2.html"),
        ("index_1.html", "<a href=index.html>1</a> <a href=index_2.html>3</a>", "index_2.html"),
        ("l?start=10", "<a href=l?start=0>1</a> 2 <a href=l?start=20>3</a>", "l?start=20"),
        (
            "index_5.html",
            (
                "<li><a href=index.html>1</a></li>…<li><a href=index_4.html>5</a></li><li><a>6</a></li>"
                "<li><a href=index_6.html>7</a></li>…<li><a href=index_19.html>20</a></li>"
            ),
            "index_6.html",
        ),
        ("index_2.html", "<a href=index.html>1</a> <a href=index_1.html>2</a> <b>3</b>", None),
        ("z/", "<a href=l?start=0>1</a> <a href=l?start=10>2</a> <b>3</b>", None),
        ("z/", "<a href=l?p=1>1</a> <a href=l?p=2>2</a> … <a href=l?p=9>9</a>", "l?p=2"),
    ],
)
def test_the_page_we_are_on_is_the_one_without_a_link(here: str, row: str, following: str | None) -> None:
    zone = "https://www.yunling.example/zw/"
    found = listing.read(page(PORTAL % f"<div>{row}</div>", zone + here))
    assert found.lists == ((zone + following,) if following else ())


def listed(addresses: list[str], title: str) -> str:
    return "".join(f'<li><a href="{address}">{title}</a></li>' for address in addresses)


@pytest.mark.parametrize("address", ["/2024/04/18/slug-%d/", "/archives/451%d/", "/world/123%d/"])
def test_an_article_may_end_in_a_slash(address: str) -> None:
    addresses = [address % number for number in range(5)]
    text = f"<ul>{listed(addresses, '云岭县茶园观光季开幕式今日上午举行')}</ul>"
    assert listing.read(page(text)).articles == tuple(f"https://www.yunling.example{a}" for a in addresses)


@pytest.mark.parametrize("address", ["/2024/0%d/", "/channel/123%d/", "/news/zone%d/"])
def test_a_folder_is_no_article(address: str) -> None:
    addresses = [address % number for number in range(1, 6)]
    assert listing.read(page(f"<ul>{listed(addresses, '云岭产业发展专栏')}</ul>")).articles == ()


@pytest.mark.parametrize("name", ["page-header", "nav-content", "footer", "header main"])
def test_what_holds_most_titles_is_no_navigation(name: str) -> None:
    addresses = [f"/c/{number}.html" for number in range(1, 6)]
    menu = f'<div class="nav">{listed(["/d/1.html", "/d/2.html", "/d/3.html"], "云岭产业发展专栏")}</div>'
    text = f'{menu}<div class="{name}"><ul>{listed(addresses, "云岭县茶园观光季正式开始")}</ul></div>'
    assert listing.read(page(text)).articles == tuple(f"https://www.yunling.example{a}" for a in addresses)


@pytest.mark.parametrize("opening", ["nav", "footer"])
def test_navigation_by_tag_stays_navigation(opening: str) -> None:
    links = listed(["/d/1.html", "/d/2.html", "/d/3.html"], "云岭县茶园观光季正式开始")
    assert listing.read(page(f"<{opening}>{links}</{opening}>")).articles == ()


def test_a_page_without_articles_has_none_in_its_footer() -> None:
    text = '<div class="footer"><a href="/about/20200101.html">关于我们与网站声明</a></div>'
    assert listing.read(page(text)).articles == ()


def test_a_listing_with_selectors_and_gbk() -> None:
    text = '<div class="a"><a href="/s?q=茶">短</a></div><div class="b"><a href="/p2">后面</a></div>'
    found = listing.read(page(text.encode("gbk")), ".a", ".b a")
    assert found.articles == ("https://www.yunling.example/s?q=%B2%E8",)
    assert found.lists == ("https://www.yunling.example/p2",)


FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>要闻</title>'
    + "".join(
        f"<item><title>第{n}条</title><link>http://daily.example/2022/a{n}.html</link></item>"
        for n in range(4)
    )
    + "</channel></rss>"
).encode()
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    + "".join(f"<url><loc>http://daily.example/2022/a{n}.html</loc></url>" for n in range(4))
    + "</urlset>"
).encode()


@pytest.mark.parametrize(("read", "body"), [(feed.read, FEED), (sitemap.read, SITEMAP)])
def test_a_list_that_breaks_off_names_what_is_whole_and_says_so(read, body: bytes) -> None:
    """Wherever it breaks off: no address of half an entry, none lost before it, never called whole."""
    every = tuple(f"http://daily.example/2022/a{n}.html" for n in range(4))
    tag = b"</item>" if b"</item>" in body else b"</url>"
    for end in range(body.index(tag) + len(tag), body.rindex(b"</") + 5):
        found = read(page(body[:end]))
        assert found.articles == every[: body[:end].count(tag)], body[:end][-40:]
        assert found.capped.startswith("cut off in the middle"), body[:end][-40:]
    assert read(page(body)) == Found(every, labels=read(page(body)).labels)
