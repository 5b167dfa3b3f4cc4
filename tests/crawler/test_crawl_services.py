"""Sources asked with terms: a site's search, a news index (GDELT's shape), a social search (Weibo's)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from cityecho.archive import Archive
from cityecho.article import Article
from tests.crawler.command import cityecho
from tests.crawler.loopback import Answer, Site, configure, crawl, listing, source

JSON = {"Content-Type": "application/json; charset=utf-8"}
ITEMS = "data.cards[].[mblog, card_group[].mblog][][]"


def answer(value: object) -> Answer:
    return Answer(json.dumps(value).encode(), headers=JSON)


def stored(folder: Path) -> list[Article]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        return list(tx.articles.between())


def visits(folder: Path) -> dict[str, str]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        return {name: state for name, _, state in tx.ledger.visits()}


def test_a_search_is_asked_in_gbk_and_read_page_by_page(tmp_path: Path, site: Site) -> None:
    site.page("/s?k=%D4%C6%C1%EB&p=1", listing([1, 2]))
    site.page("/s?k=%D4%C6%C1%EB&p=2", listing([3]))
    site.page("/s?k=%D4%C6%C1%EB&p=3", listing([]))
    site.page("/s?k=%B2%E8&p=1", listing([2, 4], "/s?k=%B2%E8&p=2&ignored=1"))
    site.page("/s?k=%B2%E8&p=2", listing([]))
    terms = {"query": ["云岭", "茶"], "query_charset": "gbk"}
    start = site.url("/s?k={query}&p={page}")
    configure(tmp_path, site.address, find=source("search", start, **terms))
    summary = crawl(tmp_path)
    assert (summary["state"], summary["counts"]["articles"]) == ("ok", 4)
    asked = [path for path in site.paths() if path.startswith("/s?")]
    assert sorted(asked) == [f"/s?k=%B2%E8&p={n}" for n in (1, 2)] + [
        f"/s?k=%D4%C6%C1%EB&p={n}" for n in (1, 2, 3)
    ]
    assert [unquote(path.split("=")[1][:-2], "gbk") for path in asked].count("云岭") == 3


def test_a_search_stops_at_its_page_limit_and_says_so(tmp_path: Path, site: Site) -> None:
    for page in range(1, 9):
        site.page(f"/s?p={page}&k=tea", listing([page + 100]))
    start = site.url("/s?p={page}&k={query}")
    configure(tmp_path, site.address, find=source("search", start, query=["tea"], max_depth=2))
    crawl(tmp_path)
    assert [path for path in site.paths() if path.startswith("/s?")] == [f"/s?p={n}&k=tea" for n in (1, 2, 3)]
    assert visits(tmp_path) == {"find": "capped"}


def test_a_search_that_finds_nothing_is_no_failure(tmp_path: Path, site: Site) -> None:
    site.page("/s?k=tea", "<html><body><p>没有找到相关结果</p></body></html>")
    configure(tmp_path, site.address, find=source("search", site.url("/s?k={query}"), query=["tea"]))
    assert crawl(tmp_path)["state"] == "ok"
    assert visits(tmp_path) == {"find": "nothing-new"}


def gdelt(site: Site, numbers: range) -> Answer:
    """An answer in the shape of GDELT DOC 2.0, ArtList."""
    return answer(
        {
            "articles": [
                {
                    "url": site.url(f"/news/202207/{n}.html"),
                    "url_mobile": "",
                    "title": f"第{n}号 茶园 开园",
                    "seendate": "20220716T091500Z",
                    "socialimage": "",
                    "domain": "127.0.0.1",
                    "language": "Chinese",
                    "sourcecountry": "China",
                }
                for n in numbers
            ]
        }
    )


def gdelt_source(site: Site, rows: int) -> str:
    start = site.url("/api/v2/doc/doc?query={query}&mode=artlist&format=json&maxrecords=" + str(rows))
    return source("api", start, query=["云岭"], items="articles", max_rows=rows).replace(
        'outlet = "127.0.0.1"', 'outlet = ""'
    )


def test_an_index_gives_leads_to_articles(tmp_path: Path, site: Site) -> None:
    site.pages["/api/v2/doc/doc?query=%E4%BA%91%E5%B2%AD&mode=artlist&format=json&maxrecords=9"] = gdelt(
        site, range(1, 5)
    )
    configure(tmp_path, site.address, gdelt=gdelt_source(site, 9))
    summary = crawl(tmp_path)
    assert (summary["state"], summary["counts"]["articles"]) == ("ok", 4)
    assert {one.title for one in stored(tmp_path)} == {f"第{n}号茶园开园迎客" for n in range(1, 5)}
    assert visits(tmp_path) == {"gdelt": "ok"}


def test_a_full_answer_is_capped_in_the_ledger(tmp_path: Path, site: Site) -> None:
    site.pages["/api/v2/doc/doc?query=%E4%BA%91%E5%B2%AD&mode=artlist&format=json&maxrecords=4"] = gdelt(
        site, range(1, 5)
    )
    configure(tmp_path, site.address, gdelt=gdelt_source(site, 4))
    assert crawl(tmp_path)["counts"]["articles"] == 4
    assert visits(tmp_path) == {"gdelt": "capped"}
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert tx.ledger.covered() == ()


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("{}", "ok"),
        ("Your query was too short.", "failed"),
        ('{"status": "error"}', "failed"),
        ("[" * 100_000, "failed"),
    ],
)
def test_an_index_without_rows_and_one_that_refuses(
    tmp_path: Path, site: Site, said: str, state: str
) -> None:
    path = "/api/v2/doc/doc?query=%E4%BA%91%E5%B2%AD&mode=artlist&format=json&maxrecords=4"
    site.pages[path] = Answer(said.encode(), headers={"Content-Type": "text/html"})
    configure(tmp_path, site.address, gdelt=gdelt_source(site, 4))
    assert crawl(tmp_path)["state"] == state


def weibo(page: int, last: int) -> Answer:
    """An answer in the shape of the public mobile search: posts in cards and in groups of cards."""

    def post(number: int) -> dict[str, object]:
        moment = datetime(2022, 7, 16, 1, 12, tzinfo=UTC) - timedelta(minutes=number)
        return {
            "id": str(4790000000000000 + number),
            "created_at": f"{moment:%a %b %d %H:%M:%S +0000 %Y}",
            "text": f"云岭的茶园真好 <a href='/n/x'>#{number}#</a><br/>明天还来",
            "user": {"id": 70000 + number, "screen_name": f"山里的茶客{number}"},
            "reposts_count": 1,
        }

    cards = [
        {"card_type": 9, "mblog": post(10 * page + 1)},
        {"card_type": 11, "card_group": [{"mblog": post(10 * page + 2)}, {"desc": "相关用户"}]},
        {"card_type": 9, "mblog": {"id": "", "text": "没有编号", "created_at": "刚刚"}},
    ]
    info = {"page": page + 1 if page < last else None, "total": 50}
    return answer({"ok": 1, "data": {"cards": cards, "cardlistInfo": info}})


def weibo_source(site: Site, **more: object) -> str:
    start = site.url("/api/container/getIndex?containerid=100103type%3D1%26q%3D{query}&page={page}")
    text = source("api", start, query=["云岭"], items=ITEMS, item_kind="post", **more)
    fields = {
        "url": "https://m.weibo.example/detail/{id}",
        "text": "text",
        "published_at": "created_at",
        "author": "user.screen_name",
        "author_id": "user.id",
    }
    return text + "[fields]\n" + "".join(f"{name} = {json.dumps(path)}\n" for name, path in fields.items())


@pytest.fixture
def social(site: Site) -> Site:
    for page in (1, 2, 3):
        path = f"/api/container/getIndex?containerid=100103type%3D1%26q%3D%E4%BA%91%E5%B2%AD&page={page}"
        site.pages[path] = weibo(page, last=3)
    return site


def test_a_social_search_gives_the_posts_themselves(tmp_path: Path, social: Site) -> None:
    configure(tmp_path, social.address, weibo=weibo_source(social, max_depth=2))
    summary = crawl(tmp_path)
    assert summary["counts"]["articles"] == 6
    posts = {one.url: one for one in stored(tmp_path)}
    first = posts["https://m.weibo.example/detail/4790000000000011"]
    assert (first.kind, first.text) == ("post", "云岭的茶园真好 #11#\n明天还来")
    assert first.published_at == datetime(2022, 7, 16, 1, 1, tzinfo=UTC)
    assert visits(tmp_path) == {"weibo": "capped"}  # page 4 is beyond max_depth
    pages = [parse_qs(urlsplit(path).query)["page"] for path in social.paths()]
    assert pages == [["1"], ["2"], ["3"]]
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        broken = tx.quarantine.documents()
        assert {one.error for one in broken} == {"row 3, url: is empty"}
        digests = {capture.digest for capture in tx.captures.each()}
        assert {one.capture_digest for one in posts.values()} <= digests


def test_no_author_of_a_post_stays_anywhere(tmp_path: Path, social: Site) -> None:
    configure(tmp_path, social.address, weibo=weibo_source(social, max_depth=1))
    crawl(tmp_path)
    from cityecho.archive.warc import read  # noqa: PLC0415

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("archive.db*"))
    for path in (tmp_path / "captures").glob("*.warc.gz"):
        kept += b"".join(capture.body for capture in read(path))
    assert "茶园".encode() in kept
    assert "山里的茶客".encode() not in kept
    assert b"70011" not in kept


def test_a_second_look_at_posts_stores_nothing(tmp_path: Path, social: Site) -> None:
    configure(tmp_path, social.address, weibo=weibo_source(social, max_depth=2))
    crawl(tmp_path)
    again = crawl(tmp_path, "weibo")
    assert (again["counts"]["articles"], again["counts"]["stored"]) == (0, 0)


def test_a_cursor_is_followed_until_it_is_empty(tmp_path: Path, site: Site) -> None:
    site.pages["/x?c="] = answer({"list": [{"url": "/news/202207/1.html"}], "next": "a/b"})
    site.pages["/x?c=a%2Fb"] = answer({"list": [{"url": "/news/202207/2.html"}], "next": ""})
    start = site.url("/x?c={cursor}")
    configure(tmp_path, site.address, one=source("api", start, items="list", cursor="next", max_rows=1))
    assert crawl(tmp_path)["counts"]["articles"] == 2
    assert visits(tmp_path) == {"one": "capped"}  # its last answer was as full as it can be


def test_an_answer_may_name_the_next_address(tmp_path: Path, site: Site) -> None:
    site.pages["/x"] = answer([{"url": "/news/202207/1.html"}])
    site.pages["/y?after=1"] = answer({"rows": [{"url": "/news/202207/2.html"}]})
    site.pages["/x2"] = answer({"rows": [{"url": "/news/202207/3.html"}], "links": {"next": "/y?after=1"}})
    configure(
        tmp_path,
        site.address,
        bare=source("api", site.url("/x")),
        linked=source("api", site.url("/x2"), items="rows", cursor="links.next"),
    )
    assert crawl(tmp_path)["counts"]["articles"] == 3


def test_a_paper_is_read_back_and_each_day_covered_for_itself(tmp_path: Path, site: Site) -> None:
    """Four days from a start address: one has no paper, and none of its neighbours suffers for it."""
    for day in (1, 2, 4):
        site.page(f"/paper/202207/0{day}/l01.html", listing([day], f"/paper/202207/0{day}/l02.html"))
        site.page(f"/paper/202207/0{day}/l02.html", listing([day + 2]))
    start = site.url("/paper/{yyyy}{mm}/{dd}/l01.html")
    configure(tmp_path, site.address, paper=source("listing", start))
    said = cityecho(tmp_path, "crawl", "paper", "--from", "2022-07-01", "--to", "2022-07-04")
    assert (said.code, said.out["counts"]["articles"]) == (3, 5), said.err
    assert "202207/03/l01.html: HTTP 404" in said.err
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert [(one.first.day, one.last.day) for one in tx.ledger.covered()] == [(1, 1), (2, 2), (4, 4)]
    configure(tmp_path, site.address, paper=source("listing", start, links=".list-3 a"))
    said = cityecho(tmp_path, "crawl", "paper", "--from", "2022-07-01", "--to", "2022-07-01")
    why = f"{site.url('/paper/202207/01/l01.html')}: links = '.list-3 a' matches nothing there"
    assert (said.code, f"its lists name no article: {why}" in said.err) == (3, True), said.err


def test_links_and_next_pages_by_xpath(tmp_path: Path, site: Site) -> None:
    site.page(
        "/x1", '<div><p class="n"><a href="/news/202207/1.html">甲</a></p><b><a href="/x2">再</a></b></div>'
    )
    site.page("/x2", '<div><p class="n"><a href="/news/202207/2.html">乙</a></p></div>')
    rules = {"links": "//p[@class='n']/a/@href", "next": "//b/a"}
    configure(tmp_path, site.address, one=source("listing", site.url("/x1"), **rules))
    assert crawl(tmp_path)["counts"]["articles"] == 2
