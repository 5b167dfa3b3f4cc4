"""What the contract lets out may be left out, and what it allows is read as meant."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from cityecho.watchlist import CrawlSettings, Source, Watchlist, load

Configure = Callable[..., Path]
Bend = Callable[[str, str, str], Path]


@pytest.fixture
def smallest(tmp_path: Path) -> Watchlist:
    (tmp_path / "brand.toml").write_text('[city]\nname = "云岭"\n', "utf-8")
    (tmp_path / "summits.toml").write_text("", "utf-8")
    (tmp_path / "outlets.csv").write_text("domain,name,tier,kind,region\n", "utf-8")
    return load(tmp_path)


def source(configuration: Configure, text: str) -> Source:
    found = load(configuration({"sources/one.toml": text})).source("one")
    assert found is not None
    return found


def test_the_smallest_brand_goes_by_its_name(smallest: Watchlist) -> None:
    city = smallest.brand.city
    assert (city.name, city.names, city.places, city.false_friends) == ("云岭", ("云岭",), (), ())
    assert (smallest.brand.brand, smallest.brand.peers, smallest.brand.messages) == ("云岭", (), ())
    assert (smallest.summits, smallest.sources, smallest.registry.outlets, smallest.lexicon) == (
        (),
        (),
        (),
        {},
    )


def test_silence_of_projects_has_a_default_and_moves_no_version(bent: Bend, smallest: Watchlist) -> None:
    assert smallest.brand.silent_months == 12
    words = 'words = ["茶业", "茶园"]'
    brands = [
        load(bent("brand.toml", words, f"{words}\n[projects]\nsilent_months = {months}")).brand
        for months in (6, 18)
    ]
    assert [brand.silent_months for brand in brands] == [6, 18]
    assert repr(brands[0]) == repr(brands[1])


def test_the_composite_is_off_and_moves_no_version(bent: Bend, smallest: Watchlist) -> None:
    assert smallest.brand.index == ()
    words = 'words = ["茶业", "茶园"]'
    index = "[index]\nenabled = true\nweights = { uplift = 2.5, earned = 0 }"
    brand = load(bent("brand.toml", words, f"{words}\n{index}")).brand
    assert dict(brand.index) == {
        "uplift": 2.5, "beyond_trade": 1.0, "outside_province": 1.0, "central": 1.0, "messages": 1.0
    }  # fmt: skip
    assert repr(brand) == repr(load(bent("brand.toml", words, words)).brand)


def test_without_a_crawl_file_the_defaults_hold(smallest: Watchlist) -> None:
    agent = "CityEcho/0.2 (+contact: set user_agent in crawl.toml)"
    assert smallest.crawl == CrawlSettings(agent, 5.0, 8, "", (), {"posts": 30, "texts": 400})


def test_message_and_industry_fall_back_to_their_text(configuration: Configure) -> None:
    brand = '[city]\nname = "云岭"\n[[message]]\nid = "m"\ntext = "茶"\n[[industry]]\nid = "i"\nname = "竹"\n'
    read = load(configuration({"brand.toml": brand})).brand
    assert (read.messages[0].variants, read.messages[0].kind) == (("茶",), "message")
    assert read.industries[0].words == ("竹",)


def test_the_words_of_a_message_come_with_their_synonyms(bent: Callable[[str, str, str], Path]) -> None:
    words = 'words = [["领导", "带头"], ["率队", "出门"]]\nnot = ["领导带头人"]\nkind = "slogan"'
    folder = bent("brand.toml", 'kind = "slogan"', words)
    brand = folder / "brand.toml"
    brand.write_text('synonyms = [["带头", "率队"]]\n' + brand.read_text("utf-8"), "utf-8")
    (message,) = load(folder).brand.messages
    assert message.word_sets == ((("领导",), ("带头", "率队")), (("率队", "带头"), ("出门",)))
    assert message.false_friends == ("领导带头人",)


def test_an_industry_may_be_one_of_a_group(bent: Callable[[str, str, str], Path]) -> None:
    folder = bent("brand.toml", 'name = "茶业"', 'name = "茶业"\ngroup = "六大产业"\nnot = ["茶业务"]')
    (industry,) = load(folder).brand.industries
    assert (industry.group, industry.false_friends) == ("六大产业", ("茶业务",))


def test_summit_defaults(configuration: Configure) -> None:
    first, second = load(configuration()).summits
    assert (second.start, second.end, second.previous) == (date(2023, 5, 11), date(2023, 5, 11), "tea-2022")
    assert (first.kind, first.aliases, first.before_days, first.build_up_days, first.after_days) == (
        "summit",
        (),
        28,
        7,
        28,
    )


def test_a_short_before_shortens_the_build_up(configuration: Configure) -> None:
    summits = '[[summit]]\nid = "a"\nname = "甲"\nstart = 2022-01-01\nbefore_days = 3\n'
    assert load(configuration({"summits.toml": summits})).summits[0].build_up_days == 3


def test_source_defaults(configuration: Configure) -> None:
    read = source(
        configuration, 'kind = "feed"\noutlet = "Daily.example"\nstart = ["http://daily.example/rss"]\n'
    )
    assert read == Source(
        id="one",
        kind="feed",
        outlet="daily.example",
        start=("http://daily.example/rss",),
        allow="",
        links="",
        next="",
        item_kind="news",
        every=timedelta(minutes=30),
        at=(),
        minimum_per_day=0,
        max_pages=0,
        max_depth=0,
        max_seconds=0,
        render=False,
        query=(),
        query_charset="utf-8",
        fields={},
        look_again=(timedelta(hours=12), timedelta(days=3)),
    )


def test_the_contract_example_of_a_source(configuration: Configure) -> None:
    read = source(
        configuration,
        """\
kind = "search"
outlet = "news.yunling.example"
start = ["http://news.yunling.example:8080/s?q={query}&d={yyyy}{mm}{dd}"]
allow = '/\\d+\\.html$'
links = "ul.list > li a[href]"
next = "a.next"
item_kind = "post"
at = ["17:30", "07:00"]
minimum_per_day = 3
max_pages = 10
max_depth = 2
max_seconds = 600
render = true
query = ["云岭", "云岭市"]
query_charset = "gbk"
[fields]
text = "blog.text"
""",
    )
    assert (read.every, read.at) == (None, (time(7), time(17, 30)))
    assert (read.query, read.query_charset, read.render) == (("云岭", "云岭市"), "gbk", True)
    assert read.fields == {"text": "blog.text"}


@pytest.mark.parametrize(
    ("kind", "start"), [("warc", ""), ("import", ""), ("api", 'start = ["http://a.example/"]\n')]
)
def test_kinds_that_gather_many_outlets_need_none(configuration: Configure, kind: str, start: str) -> None:
    assert source(configuration, f'kind = "{kind}"\n{start}').outlet == ""


def test_what_is_brought_by_hand_is_never_due(configuration: Configure) -> None:
    read = source(configuration, 'kind = "import"\noutlet = "daily.example"\n')
    assert (read.every, read.at) == (None, ())


@pytest.mark.parametrize(("text", "span"), [("5m", 300), ("2h", 7200), ("1d", 86400)])
def test_durations(configuration: Configure, text: str, span: int) -> None:
    head = 'kind = "feed"\noutlet = "daily.example"\nstart = ["http://daily.example/"]\n'
    assert source(configuration, f'{head}every = "{text}"\n').every == timedelta(seconds=span)


def test_an_outlet_on_loopback(configuration: Configure) -> None:
    outlets = "domain,name,tier,kind,region\nlocalhost,本机,city,website,\n127.0.0.1,本机,city,website,\n"
    text = 'kind = "listing"\noutlet = "{}"\nstart = ["http://{}:8099/"]\n'
    folder = configuration(
        {
            "outlets.csv": outlets,
            "sources/yunling.toml": text.format("localhost", "localhost"),
            "sources/two.toml": text.format("127.0.0.1", "127.0.0.1"),
            "crawl.toml": 'delay = 0\nallow_private = ["127.0.0.1:8099", "localhost:8099"]\n',
        }
    )
    read = load(folder)
    assert [item.outlet for item in read.sources] == ["127.0.0.1", "localhost"]
    assert (read.crawl.delay, read.crawl.allow_private) == (0.0, ("127.0.0.1:8099", "localhost:8099"))


def test_no_delay_behind_a_proxy(configuration: Configure) -> None:
    crawl = load(
        configuration({"crawl.toml": 'delay = 0\nproxy = "http://127.0.0.1:3128"\n[retention]\nposts = 30\n'})
    )
    assert (crawl.crawl.proxy, crawl.crawl.retention) == (
        "http://127.0.0.1:3128",
        {"posts": 30, "texts": 400},
    )


def test_byte_order_marks_and_windows_line_ends(configuration: Configure) -> None:
    expected = load(configuration())
    marked = {}
    for path in expected.folder.rglob("*.*"):
        text = path.read_text("utf-8").replace("\n", "\r\n")
        marked[str(path.relative_to(expected.folder))] = b"\xef\xbb\xbf" + text.encode()
    assert load(configuration(marked)) == expected


def test_a_lexicon_list_without_comments_and_repetitions(configuration: Configure) -> None:
    words = "# userwords: kept whole\n\n茶香  # a smell\n茶香\n C#语言 \n"
    read = load(configuration({"lexicon/userwords.txt": words}))
    assert read.lexicon == {"positive": ("茶香四溢",), "userwords": ("茶香", "C#语言")}


def test_other_files_of_the_folder_are_left_alone(configuration: Configure) -> None:
    load(configuration({"README.md": "notes", "sources/README.md": "notes", "lexicon/notes.md": "two words"}))


def test_a_watchlist_travels_to_worker_processes(configuration: Configure) -> None:
    read = load(configuration())
    assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301  (our own bytes)


def test_the_keys_of_services_searches_and_files(configuration: Configure) -> None:
    head = 'kind = "api"\nstart = ["http://a.example/s?q={query}&p={page}&c={cursor}"]\nquery = ["云岭"]\n'
    paging = (
        'first_page = 0\npage_step = 20\nitems = "data.cards[].mblog"\ncursor = "data.next"\nmax_rows = 250\n'
    )
    read = source(
        configuration, f'{head}{paging}[fields]\nurl = "https://a.example/{{id}}"\ntext = "a.b || a.c"\n'
    )
    assert (read.first_page, read.page_step, read.max_rows) == (0, 20, 250)
    assert (read.items, read.cursor, read.has_rows) == ("data.cards[].mblog", "data.next", True)
    captures = 'kind = "warc"\nstart = ["cc/*.warc.gz"]\nhosts = ["yunling.example"]\nfrom = 2022-07-01\n'
    read = source(configuration, captures)
    assert (read.start, read.hosts, read.every) == (("cc/*.warc.gz",), ("yunling.example",), None)
    assert read.days is not None
    assert (read.days.first, read.days.last) == (date(2022, 7, 1), date.max)
    xpath = 'kind = "listing"\noutlet = "daily.example"\nstart = ["http://daily.example/{yyyy}{mm}/{dd}"]\n'
    read = source(configuration, f'{xpath}links = "//li/a/@href"\nnext = "(//a)[last()]"\ndays_back = 1\n')
    assert (read.links, read.days_back, read.is_dated) == ("//li/a/@href", 1, True)
