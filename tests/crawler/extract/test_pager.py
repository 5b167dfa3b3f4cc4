"""Which links lead to further pages of an article."""

from __future__ import annotations

import pytest

from crawler.extract import pager
from crawler.extract.tree import read

URL = "http://www.example.cn/2022/t1.html"


def further(markup: str) -> tuple[str, ...]:
    return pager.find(read(f"<p>青溪县的茶园开园了。</p>{markup}".encode()), URL)


@pytest.mark.parametrize(
    "markup",
    [
        '<div>【1】 <a href="t1_2.html">【2】</a> <a href="t1_3.html">【3】</a></div>',
        '<ul><li>1</li><li><a href="/2022/t1_2.html">2</a></li><li><a href="/2022/t1_3.html">3</a></li></ul>',
        '<p>【1】 <a href="t1_2\u200b.html">【2】</a><br>2022 <p>下一页<a href="t1_3.html">3</a>',
        '<b>上一页 1 <a href="//www.example.cn/2022/t1_3.html">3</a> <a href="t1_2.html">2</a> 尾页</b>',
    ],
)
def test_a_pager_leads_on(markup: str) -> None:
    assert further(markup) == ("http://www.example.cn/2022/t1_2.html", "http://www.example.cn/2022/t1_3.html")


@pytest.mark.parametrize(
    "markup",
    [
        '<div>下一篇：<a href="t1_2.html">青溪县的桃花开了</a></div>',  # another article
        '<div><a href="t2.html">下一页</a></div>',
        '<div><a href="http://other.example.cn/2022/t1_2.html">下一页</a></div>',
        '<div><a href="javascript:next(2)">下一页</a> <a href="http://[::1/t1_2.html">2</a></div>',
        '<p>详见<a href="t1_2.html">另一版</a>的报道，茶农说今年的茶比去年好。</p>',
        '<a href="t1_2.html">',
    ],
)
def test_other_links_do_not(markup: str) -> None:
    assert further(markup) == ()


def test_an_endless_pager_ends() -> None:
    links = " ".join(f'<a href="t1_{number}.html">{number}</a>' for number in range(2, 90))
    assert len(further(f"<div>下一页 {links}</div>")) == pager.MOST


def test_what_is_repeated_is_not_joined() -> None:
    assert pager.joined("甲\n乙", "甲\n丙") == "甲\n乙\n丙"
    assert pager.joined("甲\n乙", "乙") == "甲\n乙"
    assert pager.joined("", "甲") == "甲"
