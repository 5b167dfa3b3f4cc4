"""One page, one key, however it is spelt."""

import pytest

from cityecho.address import canonical, host, part_number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.lhrb.example/a", "https://www.lhrb.example/a"),
        ("http://www.lhrb.example/a/", "http://www.lhrb.example/a"),
        ("http://WWW.LHRB.example/a", "http://www.lhrb.example/a"),
        ("http://www.lhrb.example:80/a", "http://www.lhrb.example/a"),
        ("https://www.lhrb.example:443/a", "https://www.lhrb.example/a"),
        ("http://www.lhrb.example/a#top", "http://www.lhrb.example/a"),
        ("http://www.lhrb.example/a?utm_source=x&id=1", "http://www.lhrb.example/a?id=1"),
        ("http://www.lhrb.example/a?spm=1.2&scm=3", "http://www.lhrb.example/a"),
        ("http://www.lhrb.example/a;jsessionid=0F?id=1", "http://www.lhrb.example/a?id=1"),
        ("http://www.lhrb.example/a?b=2&a=1", "http://www.lhrb.example/a?a=1&b=2"),
        ("http://www.lhrb.example/%E6%BF%AE%E9%98%B3", "http://www.lhrb.example/濮阳"),
        ("http://www.lhrb.example/%e6%bf%ae", "http://www.lhrb.example/%E6%BF%AE"),
        ("http://濮阳.example/a", "http://xn--bkx892f.example/a"),
        ("http://www.lhrb.example./a", "http://www.lhrb.example/a"),
        ("http://m.lhrb.example/a", "http://www.lhrb.example/a"),
        ("http://wap.lhrb.example/a?print=1", "http://www.lhrb.example/a"),
        ("http://www.lhrb.example/a?wfr=spider&from_source=x&chksm=1&scene=27", "http://www.lhrb.example/a"),
        ("  http://www.lhrb.example/a\n", "http://www.lhrb.example/a"),
    ],
)
def test_spellings_of_one_page(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://news.lhrb.example/a", "http://m.lhrb.example/a"),
        ("http://www.m.example/a", "http://m.example/a"),
        ("http://www.lhrb.example/a", "http://www.lhrb.example/A"),
        ("http://www.lhrb.example/a?id=1", "http://www.lhrb.example/a?id=2"),
        ("http://www.lhrb.example/a?id=", "http://www.lhrb.example/a"),
        ("http://www.lhrb.example:8080/a", "http://www.lhrb.example/a"),
        ("http://www.lhrb.example/a?q=%C6%A0", "http://www.lhrb.example/a?q=%C6%A1"),
    ],
)
def test_different_pages(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "odd", ["", "http://", "http://[::1", "javascript:void(0)", "http://a.example:x/", "\x00"]
)
def test_nonsense_has_a_key_and_no_exception(odd: str) -> None:
    assert isinstance(canonical(odd), str)
    assert isinstance(host(odd), str)


def test_the_key_is_stable_under_itself() -> None:
    key = canonical("http://www.lhrb.example/新闻/1.html?b=2&a=%E6%BF%AE")
    assert canonical(f"http://{key}") == key


@pytest.mark.parametrize(
    ("whole", "part", "number"),
    [
        ("http://a.example/2022/t1.html", "http://a.example/2022/t1_2.html", 2),
        ("http://a.example/2022/t1.html", "https://a.example/2022/t1-3.html", 3),
        ("http://a.example/2022/t1_1.html", "http://a.example/2022/t1_2.html", 2),
        ("http://a.example/show?id=7", "http://a.example/show?page=2&id=7", 2),
        ("http://a.example/show?id=7&p=1", "http://a.example/show?id=7&p=4", 4),
        ("http://a.example/news/7", "http://a.example/news/7/2", 2),
        ("http://a.example/2022/t1.html", "http://a.example/2022/t1.html", None),
        ("http://a.example/2022/t1.html", "http://a.example/2022/t2.html", None),
        ("http://a.example/2022/t1_2.html", "http://a.example/2022/t1_3.html", None),
        ("http://a.example/2022/t1.html", "http://a.example/2022/t1_100.html", None),
        ("http://a.example/show?id=7", "http://a.example/show?id=8", None),
    ],
)
def test_pages_of_one_article(whole: str, part: str, number: int | None) -> None:
    assert part_number(canonical(part), canonical(whole)) == number
