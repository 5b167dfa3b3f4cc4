"""Outlets called after a day, headlines that end like a site's name, labels glued to what stands before."""

from __future__ import annotations

from datetime import datetime

import pytest

from cityecho.article import BEIJING, Extracted
from crawler.extract import extract

FIRST = "4月16日，青溪县氢能产业对接会举行，来自十二个省份的六十多家企业到会。"
LAST = "会上，十一个项目现场签约，总投资五十二亿元，涉及制氢和储运等环节。"
SITE = "青溪县人民政府"


def read_page(
    byline: str,
    *,
    url: str = "http://www.example.cn/a/1.html",
    title: str = "青溪县签下十一个项目",
    above: str = "<h1>青溪县签下十一个项目</h1>",
    lines: tuple[str, ...] = (FIRST, LAST),
) -> Extracted:
    text = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<title>{title}</title>{above}<div>{byline}</div><div>{text}</div>"
    at = datetime(2026, 11, 3, 8, 0, tzinfo=BEIJING)
    return extract(html.encode(), url, charset=None, captured_at=at)


@pytest.mark.parametrize(
    "outlet",
    ["今日头条", "今日青溪", "青溪今天", "昨日重现网", "电池前沿", "青溪前线", "刚刚好周刊", "5天前沿网"],
)
def test_an_outlets_name_makes_no_guessed_year_certain(outlet: str) -> None:
    page = read_page(f"04-18 14:44 来源：{outlet}", url="http://www.example.cn/20240418/2070.html")
    assert page.published_at is not None
    assert page.published_at.date().isoformat() == "2024-04-18"


def test_a_time_elements_year_beats_a_guessed_one() -> None:
    page = read_page('<time datetime="2024-04-18T14:44:00+08:00">4月18日</time> 转自：电池前沿')
    assert page.published_at == datetime(2024, 4, 18, 14, 44, tzinfo=BEIJING)


@pytest.mark.parametrize("word", ["昨天 14:20", "今日08:05", "前天", "刚刚", "3小时前", "2天前"])
def test_a_relative_day_beside_the_date_makes_its_year_certain(word: str) -> None:
    page = read_page(f"11-02 14:44 {word}", url="http://www.example.cn/20240418/2070.html")
    assert page.published_at is not None
    assert page.published_at.date().isoformat() == "2026-11-02"


@pytest.mark.parametrize("headline", ["走进青溪县看检测中心", "青溪今天发布重大新闻"])
@pytest.mark.parametrize(
    "header", ["", f"<div>{SITE}</div>", f"<div>{SITE}</div><div>今天是2026年11月3日</div>"]
)
@pytest.mark.parametrize("form", ["{site}-{headline}", "{headline}-{site}", "{site}_{headline}"])
def test_of_two_halves_like_sites_the_one_shown_is_the_headline(
    headline: str, header: str, form: str
) -> None:
    page = read_page(
        "2024-04-18 14:44",
        title=form.format(site=SITE, headline=headline),
        above=f"{header}<div><font><b>{headline}</b></font></div>",
    )
    assert page.title == headline


def test_of_two_halves_like_sites_the_longer_is_the_headline_when_none_is_shown() -> None:
    page = read_page("2024-04-18 14:44", title=f"{SITE}-走进青溪县看检测中心", above="")
    assert page.title == "走进青溪县看检测中心"


@pytest.mark.parametrize(
    "byline",
    [
        "<i>2024-03-05 09:12</i><i>来源：汇览网</i><i>作者：赵小川</i>",
        "<span>2024-03-05 09:12</span><span>来源：汇览网</span><span>记者：赵小川</span>",
        "2024-03-05 来源：汇览网作者：赵小川编辑：李青禾",
        "<i>来源：汇览网</i><i>作者：赵小川</i><i>2024-03-05 09:12</i>",
        "<i>作者：赵小川</i><i>来源：汇览网</i><i>2024-03-05 09:12</i>",
        "<i>2024-03-05 09:12</i><i>来源：汇览网</i><i>本报记者：赵小川</i>",
    ],
)
def test_a_label_glued_to_the_source_names_the_author(byline: str) -> None:
    page = read_page(byline)
    assert (page.authors, page.origin) == (("赵小川",), "汇览网")


def test_the_photographers_label_glued_to_the_source_names_no_author() -> None:
    assert read_page("<i>来源：汇览网</i><i>摄影作者：赵小川</i>").authors == ()


def test_prose_that_asks_the_author_names_none() -> None:
    assert (
        read_page("2024-03-05", lines=(FIRST, LAST, "有读者在会上问作者：青溪的风从哪里来？")).authors == ()
    )


@pytest.mark.parametrize("line", ["本文转自：汇览网", "转自：汇览网", "（转载自：汇览网）", "本文转自汇览网"])
def test_a_line_that_says_whence_it_is_reprinted_is_no_text(line: str) -> None:
    for lines in ((line, FIRST, LAST), (FIRST, LAST, line)):
        page = read_page("2024-03-05 09:12", lines=lines)
        assert (page.text, page.origin) == (f"{FIRST}\n{LAST}", "汇览网")


def test_a_sentence_that_begins_like_a_source_stays() -> None:
    sentence = "转自：这两个字，老编辑每天都要在稿纸上写几十遍。"
    assert sentence in read_page("2024-03-05", lines=(FIRST, sentence, LAST)).text


def test_a_source_line_alone_is_no_relative_day() -> None:
    """来源：今日头条 without any date: the address knows the day."""
    prose = "<p>潭州市新材料园区昨日建成投用，来自多地的企业代表参观了园区，并现场签订协议。</p>" * 4
    page = f"<html><body><h1>新材料园区建成投用</h1><div class=info>来源：今日头条</div>{prose}</body></html>"
    captured = datetime(2026, 11, 3, tzinfo=BEIJING)
    url = "http://a.example/20240418/2070.html"
    said = extract(page.encode(), url, charset=None, captured_at=captured)
    assert said.published_at == datetime(2024, 4, 18, tzinfo=BEIJING)
