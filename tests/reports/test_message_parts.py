"""Messages in pieces: nothing lost, nothing too long, nothing cut in two; crawled words are no markup."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.messages import dingtalk, feed, feishu, mail, wecom
from reports.messages.inert import for_dingtalk, for_feishu, for_wecom, unlinked
from reports.messages.notice import Line, Message, Notice
from reports.messages.parts import parts
from reports.messages.split import size, split

LINK = "[查看报告](https://office.example/reports/summit-h2-2022.html)"
WORDS = st.text(
    st.one_of(
        st.sampled_from("濮阳，。！？；”》 \na1é\u0301\U00020bb7\U0001f600"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=400,
)


@given(
    st.lists(st.one_of(WORDS, st.just(LINK), st.just("https://a.example/报告?x=1")), max_size=8),
    st.integers(80, 400),
)
@example([LINK, "。"], 80)
def test_pieces_are_the_text_and_each_fits(words: list[str], limit: int) -> None:
    text = "".join(words)
    try:
        pieces = split(text, limit)
    except ValueError:  # words that ran together with an address into a longer one
        assert any(size(link) > limit for link in re.findall(r"\[[^]]*\]\([^)]*\)|https?://\S+", text))
        return
    assert "".join(pieces) == text
    assert all(piece and size(piece) <= limit for piece in pieces)
    assert sum(piece.count(LINK) for piece in pieces) == text.count(LINK)


@given(WORDS, st.integers(36, 200))
def test_marks_stay_on_their_sign(text: str, limit: int) -> None:
    pieces = split(text.replace("http", ""), limit)
    for piece in pieces[1:]:
        assert not piece.startswith("\u0301") or text.startswith("\u0301") or "\u0301" * 9 in text


def test_a_piece_ends_with_a_sentence_where_it_can() -> None:
    sentence = "濮阳的企业办事比去年更顺畅。"
    pieces = split(sentence * 20, 4 * size(sentence) + 5)
    assert set(pieces) == {sentence * 4}
    assert split("甲说：“好。”乙说：“不好。”" * 3, 66)[0].endswith("”")
    assert split("一二三四，五六七八九十" * 3, 40)[0] == "一二三四，"
    assert split("一" * 30, 37) == ("一" * 12, "一" * 12, "一" * 6)


def test_what_can_not_be_split_is_told() -> None:
    with pytest.raises(ValueError, match="link of"):
        split("https://a.example/" + "x" * 100, 80)
    with pytest.raises(ValueError, match="too few"):
        split("一", 8)
    assert split("", 100) == ()
    assert len(split("e" + "\u0301" * 500, 40)) > 1  # a headline of marks alone


HOSTILE = [
    "<@all> 紧急",
    "<@zhangsan>",
    '<at user_id="all">所有人</at>',
    "@13800000000 @所有人",
    "[领奖](https://evil.example/x)",
    "![图](http://evil.example/a.png)",
    "请看 http://evil.example/a 和 www.evil.example",
    "HTTPS://EVIL.EXAMPLE/ evil.中国",
    "&lt;@all&gt;",
    '<font color="warning">假消息</font>',
    "`代码` **粗** # 题 > 引",
    "甲\n# 乙\r\n> 丙\u202e\u200b丁\x00",
    "\\<@all\\>",
]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("inert", [for_wecom, for_dingtalk, for_feishu])
def test_a_crawled_title_is_no_markup(inert, title: str) -> None:
    said = inert(title)
    assert not re.search(r"[<>&@\n\r\x00\u202e]", said)
    assert not re.search(r"://|\w\.[A-Za-z中]", said)
    if inert is not for_feishu:
        assert not re.search(r"[\[\]()*`#\\!]" if inert is for_dingtalk else r"[\[\]()*`#\\]", said)


def test_figures_stay_as_they_are() -> None:
    words = "2022年7月15日提及濮阳的负面报道12篇（归并为4条），增长4.3%，1,204.5亿元。"
    assert unlinked(words) == for_feishu(words) == words
    assert for_dingtalk(words) == words


def notice(number: int, length: int) -> Notice:
    text = "".join(f"第{n}句说的是{number}号茶园。" for n in range(length))
    return Notice(
        "source-silent", f"s{number}", date(2022, 7, 15), (Line(text), Line("查看报告", "https://a.example/"))
    )


@pytest.mark.parametrize(
    "style", [wecom.SERVICE.style, dingtalk.SERVICE.style, feishu.SERVICE.style, mail.STYLE, feed.STYLE]
)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=12))
def test_a_message_keeps_to_the_limit_and_ends_each_notice_once(style, lengths: list[int]) -> None:
    message = Message("【云岭】采集来源需要处理", tuple(notice(*pair) for pair in enumerate(lengths)))
    made = parts(message, style)
    assert [one for part in made for one in part.ended] == list(message.notices)
    for part in made:
        written = size(part.heading) + sum(
            size(line.text) + size(line.href) + style.markup for line in part.lines
        )
        assert written <= style.limit
        assert part.lines
    told = "".join(line.text for part in made for line in part.lines)
    assert told == "".join(style.words(line.text) for one in message.notices for line in one.lines)
