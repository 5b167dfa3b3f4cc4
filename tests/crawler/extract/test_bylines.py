"""Whose text it is: origin, authors and editors, from bylines of every shape."""

from __future__ import annotations

from datetime import datetime

import pytest

from cityecho.article import BEIJING, Extracted
from crawler.extract import extract
from crawler.extract.names import is_person, people
from crawler.extract.origin import outlet_name

FIRST = "7月16日，青溪县氢能产业对接会举行，来自十二个省份的六十多家企业到会。"
LAST = "会上，十一个项目现场签约，总投资五十二亿元，涉及制氢和储运等环节。"


def read_page(
    byline: str = "2022-07-16 17:20", first: str = FIRST, last: str = LAST, tail: str = ""
) -> Extracted:
    html = (
        f"<title>青溪县签下十一个项目_大河网</title><h1>青溪县签下十一个项目</h1><div>{byline}</div>"
        f"<p>{first}</p><p>{last}</p>{tail}"
    )
    at = datetime(2022, 7, 17, tzinfo=BEIJING)
    return extract(html.encode(), "http://www.example.cn/a/1.html", charset=None, captured_at=at)


@pytest.mark.parametrize(
    ("byline", "origin"),
    [
        ("2022-07-16 17:20 来源：大象新闻", "大象新闻"),
        ("来源：大象新闻2022-07-16 17:20", "大象新闻"),
        ("2022-07-16 17:20来源:青溪日报作者:苏晓禾", "青溪日报"),
        (
            "2022年07月16日17:20 来源：<a href='http://paper.example.cn'>青溪晚报</a> 字号：大 中 小",
            "青溪晚报",
        ),
        ("<span>2022-07-16</span><div>来源：</div><div>青溪日报</div>", "青溪日报"),
        ("来源：人民网-文化频道 2022-07-16", "人民网"),
        ("来源：光明网-《光明日报》2022-07-16 03:15", "光明日报"),
        ("本文来源于青溪统计局 2022-07-16 09:36:26", "青溪统计局"),
        ("2022-07-16 17:20　稿源：青溪日报　编辑：叶知秋", "青溪日报"),
        ("转自：青溪日报 2022-07-16", "青溪日报"),
        ("2022年07月16日 17:20 新京报", "新京报"),
        ("2022-07-16 14:33·新华社", "新华社"),
        ("苏晓禾/中国青年报", "中国青年报"),
        ("来 源：青溪日报 2022-07-16", "青溪日报"),
        ("2022-07-16 17:20 来源 青溪日报", "青溪日报"),
        ("【来源：青溪日报】", "青溪日报"),
        ("来源：[青溪日报]", "青溪日报"),
        ("来源：综合青溪日报、潭州晚报", "青溪日报"),
        ("来源：“青溪发布”微信公众号", "青溪发布"),
        ("来源：微信公众号 青溪发布", "青溪发布"),
        ("来源丨青溪发布", "青溪发布"),
        ("来源：青溪网-青溪日报", "青溪日报"),
        ("Source: Qingxi Daily | 2022-07-16", "Qingxi Daily"),
        ("2022-07-16 11:10 大河网[整理] 1", "大河网"),
        ("原创 青溪都市报 2022-07-16 16:01", "青溪都市报"),
        ("信息来源：青溪县工信局 发布日期：2022-07-16", "青溪县工信局"),
        ("来源：青溪县融媒体中心 编辑：叶知秋 浏览次数：33", "青溪县融媒体中心"),
        ("来源：青溪在线12图", "青溪在线"),
        ("苏晓禾 | 大河网 | 2022-07-16 17:20", "大河网"),
        ("2022-07-16 来源：网络", None),
        ("2022-07-16 来源：综合整理", None),
        ("2022-07-16 来源：本站原创", None),
        ("2022-07-16 17:20", None),
    ],
)
def test_origin(byline: str, origin: str | None) -> None:
    assert read_page(byline).origin == origin


def test_a_menu_between_headline_and_source_hides_it_not() -> None:
    menu = "".join(f"<div>语言{n}</div>" for n in range(20))
    assert read_page(f"{menu}<div>来源：青溪日报</div>").origin == "青溪日报"


@pytest.mark.parametrize("line", ["来源：青溪晚报", "转自《青溪晚报》", "（摘自《青溪晚报》2022年第2期）"])
def test_a_line_inside_the_text_names_the_origin(line: str) -> None:
    assert read_page(last=f"{line}</p><p>{LAST}").origin == "青溪晚报"


@pytest.mark.parametrize(
    ("first", "origin"),
    [
        (f"据新华社潭州7月16日电（记者 苏晓禾）{FIRST}", "新华社"),
        (f"新华社北京7月16日电 {FIRST}", "新华社"),
        (f"中新网潭州7月16日电 {FIRST}", "中新网"),
        (f"据新华社报道，{FIRST}", None),
    ],
)
def test_a_wires_dateline_is_an_origin_where_no_line_names_one(first: str, origin: str | None) -> None:
    assert read_page(first=first).origin == origin


def test_the_sources_of_pictures_and_data_are_no_origin() -> None:
    assert read_page(tail="<p>图片来源：视觉青溪</p><p>（资料来源：青溪年鉴）</p>").origin is None


@pytest.mark.parametrize(
    ("changed", "authors"),
    [
        ({"byline": "2022-07-16 来源:青溪日报 作者:苏晓禾"}, ("苏晓禾",)),
        ({"byline": "2022-07-16 作者：苏晓禾 林一帆 责任编辑：叶知秋"}, ("苏晓禾", "林一帆")),
        ({"byline": "2022-07-16 文/苏晓禾"}, ("苏晓禾",)),
        ({"byline": "作者：本报记者 苏晓禾"}, ("苏晓禾",)),
        ({"byline": "苏晓禾/中国青年报"}, ("苏晓禾",)),
        ({"first": f"本报讯（记者苏晓禾、林一帆）{FIRST}"}, ("苏晓禾", "林一帆")),
        ({"first": f"青溪日报讯（记者 苏晓禾 通讯员 林一帆）{FIRST}"}, ("苏晓禾", "林一帆")),
        ({"first": f"青溪社北京7月16日电（苏晓禾、林一帆）{FIRST}"}, ("苏晓禾", "林一帆")),
        ({"first": f"新华社记者苏晓禾、林一帆</p><p>{FIRST}"}, ("苏晓禾", "林一帆")),
        ({"last": f"{LAST}（青溪日报记者 苏晓禾）"}, ("苏晓禾",)),
        ({"last": f"{LAST}（苏晓禾 林一帆）"}, ("苏晓禾", "林一帆")),
        ({"last": f"{LAST}（作者：苏晓禾，系青溪学院教授）"}, ("苏晓禾",)),
        ({"tail": "<p>□ 本报记者 苏晓禾</p>"}, ("苏晓禾",)),
        ({"tail": "<p>本报实习生 林一帆</p><p>本报记者 苏 禾</p>"}, ("林一帆", "苏禾")),
        ({"first": f"本报记者 苏晓禾 通讯员 林一帆</p><p>{FIRST}"}, ("苏晓禾", "林一帆")),
        ({"tail": "<p>通讯员：林一帆 记者：苏晓禾</p>"}, ("林一帆", "苏晓禾")),
        ({"byline": "By Su Xiaohe and Lin Yifan in Qingxi | 2022-07-16"}, ("Su Xiaohe", "Lin Yifan")),
        ({"byline": "By Qingxi Daily | 2022-07-16"}, ()),
        ({"byline": "2022-07-16 作者：青溪日报"}, ()),
        ({"byline": "2022-07-16 作者：县发改委办公室"}, ()),
        ({"first": f"（视频来源：记者从县里获悉）{FIRST}"}, ()),
        ({"tail": "<p>苏晓禾 摄</p>"}, ()),
    ],
)
def test_authors(changed: dict[str, str], authors: tuple[str, ...]) -> None:
    assert read_page(**changed).authors == authors


@pytest.mark.parametrize(
    ("tail", "editors"),
    [
        ("责任编辑：叶知秋", ("叶知秋",)),
        ("【责任编辑:叶知秋 】", ("叶知秋",)),
        ("(责编：叶知秋、张小满)", ("叶知秋", "张小满")),
        ("编辑 叶知秋 校对 张小满", ("叶知秋", "张小满")),
        ("责任编辑：叶知秋_QX12556", ("叶知秋",)),
        ("（责任编辑：系统管理员）", ()),
    ],
)
def test_editors_are_told_apart_and_are_not_text(tail: str, editors: tuple[str, ...]) -> None:
    page = read_page(tail=f"<p>{tail}</p>")
    assert (page.editors, page.authors) == (editors, ())
    assert "编" not in page.text


def test_people_stop_at_the_first_word_that_is_no_name() -> None:
    assert people("张三、李四 欧阳小小 阿依古丽·买买提 本台综合报道 王五") == (
        "张三",
        "李四",
        "欧阳小小",
        "阿依古丽·买买提",
    )


@pytest.mark.parametrize(
    "name", ["新华社", "发改委", "青溪日报", "综合", "编辑部", "管理员", "王府井百货公司", "A1"]
)
def test_offices_are_no_persons(name: str) -> None:
    assert not is_person(name)


def test_a_section_is_not_part_of_the_outlets_name() -> None:
    assert outlet_name("澎湃新闻·澎湃号·政务") == "澎湃新闻"
    assert outlet_name("综合") is None
