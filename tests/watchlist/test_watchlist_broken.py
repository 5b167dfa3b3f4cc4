"""Every broken configuration fails with the file, the key and the line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cityecho.errors import ConfigurationError
from cityecho.watchlist import load

Bend = Callable[[str, str, str], Path]
Case = tuple[str, str, str, str, int | None, str]

# file, text replaced, its replacement, key, line, part of the problem
BROKEN: list[Case] = [
    # brand.toml
    ("brand.toml", 'province = "云江"', 'provinse = "云江"', "city.provinse", 4, "did you mean province"),
    ("brand.toml", "[[industry]]", "[[industries]]", "industries", 22, "unknown key"),
    ("brand.toml", 'name = "云岭"', 'nom = "云岭"', "city.name", 1, "missing"),
    ("brand.toml", 'name = "云岭"', 'name = ""', "city.name", 2, "must not be empty"),
    (
        "brand.toml",
        'names = ["云岭", "云岭市"]',
        'names = "云岭"',
        "city.names",
        5,
        "must be a list of strings",
    ),
    (
        "brand.toml",
        'names = ["云岭", "云岭市"]',
        'names = ["云岭", 3]',
        "city.names",
        5,
        "holds a whole number",
    ),
    ("brand.toml", 'places = ["云岭县"]', 'places = ["云岭县", ""]', "city.places", 6, "empty string"),
    ("brand.toml", '"河口市"]', '"云岭市"]', "peer.names", 11, "already means 云岭"),
    ("brand.toml", 'name = "河口"', 'name = "云岭"', "city.name", 2, "two places are called 云岭"),
    ("brand.toml", 'kind = "slogan"', 'kind = "motto"', "message.kind", 20, "none of message, slogan"),
    ("brand.toml", 'id = "tea"', 'id = "茶 业"', "industry.id", 23, "no id"),
    ("brand.toml", 'words = ["茶业", "茶园"]', "words = [", "words", 25, "not valid TOML"),
    ("brand.toml", 'words = ["茶业", "茶园"]', 'name = "茶"', "name", 25, "not valid TOML"),
    (
        "brand.toml",
        'id = "tea"',
        'id = "tea"\nname = "a"\n[[industry]]\nid = "tea"',
        "industry.id",
        26,
        "twice",
    ),
    ("brand.toml", 'id = "tea"', 'id = "speed"', "industry.id", 23, "'speed' is used twice"),
    ("brand.toml", 'name = "茶业"', 'name = "茶业"\ngroup = 6', "industry.group", 25, "must be a string"),
    (
        "brand.toml",
        'name = "茶业"',
        'name = "茶业"\nnot = ["茶业务", ""]',
        "industry.not",
        25,
        "empty string",
    ),
    ("brand.toml", 'kind = "slogan"', 'words = ["领导", "带头"]', "message.words", 20, "lists of strings"),
    ("brand.toml", 'kind = "slogan"', 'words = [["领导", 3]]', "message.words", 20, "holds a whole number"),
    ("brand.toml", 'kind = "slogan"', 'words = [["领导"]]', "message.words", 20, "two words or more"),
    (
        "brand.toml",
        'kind = "slogan"',
        'words = [["领导", "领导"]]',
        "message.words",
        20,
        "all different: 领导、领导",
    ),
    ("brand.toml", "[city]", 'synonyms = "带头"\n[city]', "synonyms", 1, "must be lists of strings"),
    (
        "brand.toml",
        "[city]",
        'synonyms = [["一", "二"], ["三", "二"]]\n[city]',
        "synonyms",
        1,
        "二 stands in two",
    ),
    (
        "brand.toml",
        'words = ["茶业", "茶园"]',
        'words = ["茶业"]\n[projects]\nsilent_months = 0',
        "projects.silent_months",
        27,
        "less than 1",
    ),
    (
        "brand.toml",
        'words = ["茶业", "茶园"]',
        'words = ["茶业"]\n[projects]\nsilent_month = 6',
        "projects.silent_month",
        27,
        "did you mean silent_months",
    ),
    (
        "brand.toml",
        'words = ["茶业", "茶园"]',
        'words = ["茶业"]\n[index]\nweights = { earnd = 6 }',
        "index.weights.earnd",
        27,
        "did you mean earned",
    ),
    (
        "brand.toml",
        'words = ["茶业", "茶园"]',
        'words = ["茶业"]\n[index]\nweights = { earned = -1 }',
        "index.weights.earned",
        27,
        "negative",
    ),
    # summits.toml
    ("summits.toml", "end = 2022-05-12", "end = 2022-05-09", "summit.end", 5, "before the start"),
    ("summits.toml", "end = 2022-05-12", "end = 2022-13-12", "end", 5, "not valid TOML"),
    ("summits.toml", "end = 2022-05-12", 'end = "2022-05-12"', "summit.end", 5, "without quotes"),
    ("summits.toml", "end = 2022-05-12", "end = 2022-05-12T08:00:00", "summit.end", 5, "without a time"),
    ("summits.toml", "start = 2023-05-11", "end = 2023-05-11", "summit.start", 7, "missing"),
    ("summits.toml", 'id = "tea-2023"', 'id = "tea-2022"', "summit.id", 8, "used twice"),
    (
        "summits.toml",
        'previous = "tea-2022"',
        'previous = "tea-2021"',
        "summit.previous",
        11,
        "no summit 'tea-2021'",
    ),
    (
        "summits.toml",
        'previous = "tea-2022"',
        'previous = "tea-2023"',
        "summit.previous",
        11,
        "does not start before",
    ),
    ("summits.toml", "end = 2022-05-12", "before_days = -1", "summit.before_days", 5, "less than 0"),
    ("summits.toml", "end = 2022-05-12", "before_days = true", "summit.before_days", 5, "whole number"),
    ("summits.toml", "end = 2022-05-12", "build_up_days = 29", "summit.build_up_days", 5, "28 before_days"),
    ("summits.toml", "end = 2022-05-12", 'kind = "party"', "summit.kind", 5, "none of summit, signing"),
    # sources/ID.toml
    ("sources/yunling.toml", 'kind = "listing"', 'kind = "list"', "kind", 1, "none of feed"),
    ("sources/yunling.toml", 'outlet = "www.', 'outlet = "x', "outlet", 2, "no domain of outlets.csv"),
    ("sources/yunling.toml", "{dd}", "{day}", "start", 3, "{day} is no placeholder"),
    ("sources/yunling.toml", "{dd}", "{query}", "start", 3, "no placeholder of kind listing"),
    ("sources/yunling.toml", "{dd}", "{dd", "start", 3, "no http or https address"),
    ("sources/yunling.toml", "https://", "https://a:b@", "start", 3, "with a login"),
    ("sources/yunling.toml", "https:", "ftp:", "start", 3, "no http or https address"),
    ("sources/yunling.toml", "https:", "file:", "start", 3, "no http or https address"),
    ("sources/yunling.toml", "start =", "starts =", "start", None, "missing (is starts meant for it?)"),
    # crawl.toml
    ("crawl.toml", "delay = 2", "delay = -1", "delay", 2, "negative"),
    ("crawl.toml", "delay = 2", "delay = nan", "delay", 2, "not finite"),
    ("crawl.toml", "delay = 2", "concurrency = 0", "concurrency", 2, "less than 1"),
    ("crawl.toml", "delay = 2", 'opt_out = ["http:///x"]', "opt_out", 2, "is no host or address"),
    ("crawl.toml", "delay = 2", "minimum_free_mb = -1", "minimum_free_mb", 2, "less than 0"),
    ("crawl.toml", "delay = 2", 'proxy = "localhost:3128"', "proxy", 2, "no address such as"),
    (
        "crawl.toml",
        "delay = 2",
        'allow_private = ["http://127.0.0.1/"]',
        "allow_private",
        2,
        "no address such as",
    ),
    ("crawl.toml", "delay = 2", '[retention]\ntexts = "400"', "retention.texts", 3, "must be a whole number"),
    ("crawl.toml", "delay = 2", "Delay = 2", "Delay", 2, "did you mean delay"),
    # outlets.csv
    ("outlets.csv", ",tier,", ",rank,", "rank", 1, "unknown column"),
    ("outlets.csv", ",tier,", ",name,", "name", 1, "stands twice"),
    ("outlets.csv", "daily.example", "https://daily.example/", "domain", 3, "no host name"),
    ("outlets.csv", ",central,", ",national,", "tier", 3, "'national' is none of central"),
    ("outlets.csv", ",newspaper,", ",paper,", "kind", 3, "'paper' is none of newspaper"),
    ("outlets.csv", ",state-party,", ",party,", "ownership", 2, "'party' is none of state-party"),
    ("outlets.csv", "true,,own", "yes,,own", "city_owned", 2, "neither true nor false"),
    ("outlets.csv", "2001-01-01", "2001/1/1", "since", 3, "no date"),
    ("outlets.csv", "全国日报,,", "全国日报,云岭发布,", "aliases", 3, "云岭发布 already leads to 云岭网"),
    ("outlets.csv", "全国日报,,", "云岭新闻网,,", "name", 3, "already leads to 云岭网"),
    ("outlets.csv", "全国日报,,", ",,", "name", 3, "must not be empty"),
    ("outlets.csv", "true,,own", "true,own", "", 2, "9 cells under 10 columns"),
    ("outlets.csv", "全国日报", '"全国日报', "", 3, "not valid CSV"),
    # lexicon
    ("lexicon/positive.txt", "茶香四溢", "茶香 四溢", "茶香 四溢", 2, "more than one word"),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case[0]} {case[2]}"[:60])
def test_names_file_key_and_line(bent: Bend, case: Case) -> None:
    name, old, new, key, line, problem = case
    folder = bent(name, old, new)
    with pytest.raises(ConfigurationError) as failure:
        load(folder)
    error = failure.value
    assert (error.path, error.key, error.line) == (folder / name, key, line)
    assert problem in error.problem
    assert str(error).startswith(f"{folder / name}:{line}: " if line else f"{folder / name}: ")


@pytest.mark.parametrize(
    ("addition", "key", "problem"),
    [
        ("allow = '/list/('", "allow", "no regular expression"),
        ('links = "li > > a"', "links", "no CSS selector"),
        ('next = "a:nonsense(1)"', "next", "no CSS selector"),
        ('every = "30 min"', "every", "no duration"),
        ('every = "0m"', "every", "no duration"),
        ('at = ["7:00"]', "at", "no time"),
        ('at = ["07:00"]\nevery = "1h"', "at", "either every or at"),
        ('item_kind = "blog"', "item_kind", "none of news, post"),
        ("render = 1", "render", "must be true or false"),
        ("max_pages = 1.5", "max_pages", "must be a whole number"),
        ('query_charset = "gb2312"', "query_charset", "none of utf-8, gbk"),
        ("fields = []", "fields", "must be a table"),
        ("[fields]\ntext = 1", "fields.text", "must be a string"),
        ('login = "me"', "login", "unknown key"),
    ],
)
def test_a_bad_key_at_the_end_of_a_source(
    configuration: Callable[..., Path], addition: str, key: str, problem: str
) -> None:
    source = (
        'kind = "listing"\noutlet = "daily.example"\nstart = [\n  "http://daily.example/",\n]\n' + addition
    )
    folder = configuration({"sources/yunling.toml": source})
    with pytest.raises(ConfigurationError) as failure:
        load(folder)
    assert failure.value.key == key
    assert failure.value.line == (7 if addition.startswith("[fields]") else 6)
    assert problem in failure.value.problem


@pytest.mark.parametrize("name", ["brand.toml", "summits.toml", "outlets.csv"])
def test_a_missing_file(configuration: Callable[..., Path], name: str) -> None:
    folder = configuration({name: None})
    with pytest.raises(ConfigurationError, match="missing") as failure:
        load(folder)
    assert failure.value.path == folder / name


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such configuration folder"):
        load(tmp_path / "nowhere")


def test_a_missing_column(configuration: Callable[..., Path]) -> None:
    folder = configuration({"outlets.csv": "domain,name,kind,region\nyunling.example,云岭网,website,云江\n"})
    with pytest.raises(ConfigurationError, match=r"outlets\.csv:1: tier: this column is missing"):
        load(folder)


def test_an_empty_table_file(configuration: Callable[..., Path]) -> None:
    with pytest.raises(ConfigurationError, match=r"outlets\.csv:1: is empty"):
        load(configuration({"outlets.csv": "\n"}))


def test_two_rows_of_a_domain_since_the_same_day(configuration: Callable[..., Path]) -> None:
    rows = "domain,name,tier,kind,region\na.example,甲,city,website,云江\na.example,乙,city,website,云江\n"
    with pytest.raises(ConfigurationError, match=r"outlets\.csv:3: domain: a\.example has two rows"):
        load(configuration({"outlets.csv": rows}))


@pytest.mark.parametrize("name", ["brand.toml", "outlets.csv", "lexicon/positive.txt"])
def test_a_file_in_gbk(configuration: Callable[..., Path], name: str) -> None:
    folder = configuration({name: "# plain\n# 云岭".encode("gbk")})
    with pytest.raises(ConfigurationError, match="not UTF-8") as failure:
        load(folder)
    assert (failure.value.path, failure.value.line) == (folder / name, 2)


def test_a_misspelt_file_is_not_overlooked(configuration: Callable[..., Path]) -> None:
    with pytest.raises(ConfigurationError, match=r"crawler\.toml: unknown file"):
        load(configuration({"crawler.toml": "delay = 60\n"}))


def test_a_source_file_whose_name_is_no_id(configuration: Callable[..., Path]) -> None:
    with pytest.raises(ConfigurationError, match="source's id"):
        load(configuration({"sources/two words.toml": "kind = 'listing'\n"}))


def test_an_unknown_key_at_any_place_fails(configuration: Callable[..., Path]) -> None:
    """Behind every line that opens a table or sets a key, a key that nobody knows."""
    base = configuration()
    tried = 0
    for path in sorted(base.rglob("*.toml")):
        good = path.read_text("utf-8")
        lines = good.split("\n")
        for number, line in enumerate(lines, 1):
            if not line or line.startswith(("    ", "variants", "]")):
                continue
            bad = [*lines[:number], "nonsense = 1", *lines[number:]]
            path.write_text("\n".join(bad), "utf-8")
            with pytest.raises(ConfigurationError, match="unknown key") as failure:
                load(base)
            assert (failure.value.path, failure.value.line) == (path, number + 1)
            tried += 1
        path.write_text(good, "utf-8")
    assert tried > 30
    assert load(base).brand.city.name == "云岭"


SERVICE = 'kind = "api"\nstart = ["http://a.example/?p={page}"]\n'


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        (SERVICE + 'items = "a[["', "items", "is no JMESPath"),
        (SERVICE + 'cursor = "a b"', "cursor", "is no JMESPath"),
        (SERVICE + 'max_rows = "many"', "max_rows", "must be a whole number"),
        (SERVICE + "page_step = 0", "page_step", "less than 1"),
        (SERVICE + '[fields]\ntext = "a["', "fields.text", "is no JMESPath"),
        (SERVICE + '[fields]\nurl = "http://a.example/{a b}"', "fields.url", "is no JMESPath"),
        (SERVICE + '[fields]\ntitel = "a"', "fields.titel", "did you mean title"),
        ('kind = "api"\nstart = ["http://a.example/{query}"]', "start", "the key query gives none"),
        (
            'kind = "api"\nstart = ["http://a.example/"]\nquery_charset = "gbk"\nquery = ["𠮷"]',
            "query",
            "in gbk",
        ),
        ('kind = "warc"\nstart = ["http://a.example/x.warc.gz"]', "start", "no path of a file"),
        ('kind = "warc"\nstart = ["x.zip"]', "start", "no .warc or .warc.gz file"),
        ('kind = "warc"\nevery = "1h"', "every", "never due"),
        ('kind = "warc"\nfrom = 2022-07-02\nto = 2022-07-01', "to", "before from"),
        (
            'kind = "listing"\noutlet = "daily.example"\nstart = ["http://a.example/"]\nlinks = "//a["',
            "links",
            "no XPath",
        ),
    ],
)
def test_a_bad_key_of_a_service_a_search_or_a_file(
    configuration: Callable[..., Path], text: str, key: str, problem: str
) -> None:
    with pytest.raises(ConfigurationError) as failure:
        load(configuration({"sources/yunling.toml": text + "\n"}))
    assert failure.value.key == key
    assert failure.value.line is not None
    assert problem in failure.value.problem


def test_the_mistakes_of_several_files_are_told_at_once(configuration: Callable[..., Path]) -> None:
    sources = {
        f"sources/{name}.toml": 'kind = "fed"\noutlet = "yunling.example"\nstart = ["https://yunling.example/"]'
        for name in ("first", "second")
    }
    folder = configuration({**sources, "crawl.toml": "delai = 2\n"})
    with pytest.raises(ConfigurationError) as failure:
        load(folder)
    told = [failure.value, *failure.value.beside]
    assert [(one.path.name, one.key) for one in told] == [
        ("first.toml", "kind"),
        ("second.toml", "kind"),
        ("crawl.toml", "delai"),
    ]
