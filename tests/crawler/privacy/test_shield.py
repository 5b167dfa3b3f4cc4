"""What is kept of a post: no person, whoever wrote it and however it is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cityecho.article import digest
from cityecho.watchlist import Outlet, Registry, Source
from crawler.privacy import account
from crawler.privacy.daykey import DayKey
from crawler.privacy.person import Person
from crawler.privacy.shield import Shield
from crawler.spiders.found import BadRow, Item

NOW = datetime(2022, 7, 15, 4, 0, tzinfo=UTC)
POSTED = datetime(2022, 7, 14, 4, 0, tzinfo=UTC)
DAILY = Outlet(
    "yl.example", "云岭日报", ("云岭日报官微",), "city", "newspaper", "云江/云岭", "", False, None, ""
)
REGISTRY = Registry((DAILY,), {DAILY.domain: (DAILY,)}, {"云岭日报": DAILY, "云岭日报官微": DAILY})


def source(kind: str) -> Source:
    return Source(
        id="weibo", kind="api", outlet="", start=(), allow="", links="", next="", item_kind=kind, every=None,  # type: ignore[arg-type]
        at=(), minimum_per_day=0, max_pages=0, max_depth=0, max_seconds=0, render=False, query=(),
        query_charset="utf-8", fields={},
    )  # fmt: skip


def item(text: str, author: str = "茶客", author_id: str = "12345678", url: str = "") -> Item:
    return Item(
        url=url or f"https://weibo.example/{author_id}/M1?uid={author_id}",
        title=text[:20], text=text, published_at=POSTED, precision="minute", origin="茶客的手机",
        author=author, author_id=author_id,
    )  # fmt: skip


@pytest.fixture
def shield(tmp_path: Path) -> Shield:
    return Shield(REGISTRY, DayKey(tmp_path, lambda: NOW), {"云岭"})


def test_a_post_loses_its_author_and_keeps_its_words(shield: Shield) -> None:
    kept = shield.item(item("茶客说云岭好，@水边 @云岭日报 也说好，打13812345678"), source("post"), NOW)
    assert kept.article.text == "某网友说云岭好，@某网友 @云岭日报 也说好，打[电话]"
    assert kept.article.url == "https://weibo.example/-/M1?uid=-"
    assert (kept.article.authors, kept.article.origin) == ((), None)
    assert kept.article.capture_digest == kept.capture.digest == digest(kept.capture.body)
    assert set(json.loads(kept.capture.body)) == {"url", "title", "text", "published_at"}
    assert kept.authorship is not None
    assert kept.authorship.day == date(2022, 7, 14)
    assert len(kept.authorship.token) == 16


@pytest.mark.parametrize(
    "spoken",
    ["RT@小明疯", "2022@小明疯", "@ 小明疯", "@\u200b小明疯", "＠小明疯", "&#64;小明疯", "@小明\u200b疯",
     "ok@小明·疯", "@<a href='/n/小明疯'>小明疯</a>", "@[小明疯]", "（转@小明疯）", "@小明.疯"],
)  # fmt: skip
def test_whoever_is_spoken_to_is_somebody(shield: Shield, spoken: str) -> None:
    text = shield.item(item(f"{spoken} 云岭真好"), source("post"), NOW).article.text
    assert not {"小", "疯"} & set(text)
    assert "某网友" in text
    assert text.endswith(" 云岭真好")
    assert shield.item(item(text), source("post"), NOW).article.text == text


@pytest.mark.parametrize(
    ("author", "text", "expected"),
    [
        ("tea客", "Tea客说好，TEA客又说", "某网友说好，某网友又说"),
        ("TEA客", "ＴＥＡ客来了", "某网友来了"),
        (" 茶客\u3000", "我是茶\u200b客", "我是某网友"),
        ("茶", "茶很香 //@茶:好", "茶很香 //@某网友:好"),
        (" 云岭日报 ", "云岭日报说好", "云岭日报说好"),
    ],
)
def test_a_nickname_goes_however_it_is_written(shield: Shield, author: str, text: str, expected: str) -> None:
    assert shield.item(item(text, author=author), source("post"), NOW).article.text == expected


def test_one_author_is_one_token_a_day_of_posting(shield: Shield) -> None:
    def token(one: Item) -> str:
        kept = shield.item(one, source("post"), NOW)
        assert kept.authorship is not None
        return kept.authorship.token

    first = item("早", url="https://weibo.example/a/1")
    assert token(first) == token(replace(first, url="https://weibo.example/a/2", author="改了名"))
    assert token(first) != token(replace(first, author_id="999999"))
    assert token(first) != token(replace(first, published_at=POSTED.replace(day=13)))


def test_an_organization_is_named_as_the_registry_has_it(shield: Shield) -> None:
    kept = shield.item(item("热线0393-6661234开通", author="云岭日报官微"), source("post"), NOW)
    assert kept.article.authors == ("云岭日报",)
    assert kept.authorship is None
    assert kept.article.text == "热线[电话]开通"


def test_a_name_that_is_the_citys_is_a_word(shield: Shield) -> None:
    kept = shield.item(item("云岭真好", author="云岭"), source("post"), NOW)
    assert kept.article.text == "云岭真好"


def test_an_unsigned_post_counts_as_nobodys(shield: Shield) -> None:
    kept = shield.item(item("你好啊", author="", author_id=""), source("post"), NOW)
    assert kept.authorship is None


def test_news_keeps_its_byline(shield: Shield) -> None:
    kept = shield.item(item("投稿：a@qq.com", author="记者 张三"), source("news"), NOW)
    assert kept.article.authors == ("记者 张三",)
    assert kept.article.text == "投稿：[邮箱]"
    assert kept.article.origin == "茶客的手机"


def test_a_bad_row_of_posts_quotes_nothing(shield: Shield) -> None:
    bad = BadRow(3, "url", "'茶客/1' is no address, nor is \"13812345678\"", "茶客 13812345678")
    assert "茶客" not in str(shield.bad_row(bad, source("post")))
    assert "13812345678" not in str(shield.bad_row(bad, source("post")))
    of_news = shield.bad_row(bad, source("news"))
    assert (of_news.reason, of_news.value) == (bad.reason, "茶客 [电话]")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://m.weibo.example/u/12345678?x=1", "https://m.weibo.example/u/-?x=1"),
        ("https://weibo.example/n/%E8%8C%B6%E5%AE%A2/5", "https://weibo.example/n/-/5"),
        ("https://weibo.example/n/茶客", "https://weibo.example/n/-"),
        ("https://weibo.example/112345678/5", "https://weibo.example/112345678/5"),
        ("https://12345678.blog.example/5", "https://-.blog.example/5"),
        ("http://[broken", "http://[broken"),
        ("https://weibo.example/N/%b2%e8%bf%cd/5", "https://weibo.example/N/-/5"),
        (
            "https://x.example/user/profile/9a/5?a=1&Author=b&b",
            "https://x.example/user/profile/-/5?a=1&Author=-&b",
        ),
        ("https://x.example/space-uid-77.html", "https://x.example/space-uid--.html"),
    ],
)
def test_an_address_loses_its_author(url: str, expected: str) -> None:
    assert Person("茶客", "12345678").out_of_address(url) == expected


def test_an_address_loses_a_short_id_but_not_the_posts_own_number() -> None:
    assert Person("", "12").out_of_address("https://x.example/12/t/12") == "https://x.example/-/t/12"


@pytest.mark.parametrize(
    ("url", "known", "expected"),
    [
        ("https://x.example/t?tid=5&authorid=77&k=%D4%C6#c", (), "https://x.example/t?tid=5&k=%D4%C6"),
        ("https://x.example/t?uid=77&page=2", ("77",), "https://x.example/t?uid=77&page=2"),
        ("https://x.example/u/77/5.html", (), None),
        ("https://x.example/u/77/5.html?uid=8", ("77",), "https://x.example/u/77/5.html"),
        ("https://x.example/@tea/5", (), None),
        ("https://x.example/username-tea.html", (), None),
        ("https://x.example/thread-5-1-1.html", (), "https://x.example/thread-5-1-1.html"),
        ("http://[broken", (), "http://[broken"),
    ],
)
def test_accounts_are_left_out_of_what_a_list_names(
    url: str, known: tuple[str, ...], expected: str | None
) -> None:
    assert account.left_out(url, known) == expected


@pytest.mark.parametrize("say", [repr, str])
def test_a_person_does_not_come_into_a_log(say: Callable[[object], str]) -> None:
    assert "茶客" not in say(Person("茶客", "12345678"))
