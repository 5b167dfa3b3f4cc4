"""Phones, identity numbers and e-mails leave a text; amounts, dates and codes stay."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.privacy.masking import masked
from tests.crawler.privacy.strings_to_mask import HARMLESS, planted


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_of_500_secrets_is_left(seed: int) -> None:
    left = []
    for one in planted(seed, 500):
        kept = masked(one.sentence)
        shown = re.sub(r"\[(?:电话|证件号|邮箱)\]", "", kept)
        around = one.sentence.replace(one.written, "")
        if sorted(shown.replace(" ", "")) != sorted(around.replace(" ", "")):
            left.append((one.written, kept))
    assert left == []


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_none_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者电话：0393-6661234转802", "记者电话：[电话]"),
        ("招商热线 400-123-4567", "招商热线 [电话]"),
        ("电话：6661234", "电话：[电话]"),
        ("13812345678、13912345678", "[电话]、[电话]"),
        ("13812345678 13912345678", "[电话] [电话]"),
        ("138123456789012", "138123456789012"),
        ("身份证110105491231002", "身份证[证件号]"),
        ("身份证号码不对：110105194912310021没有这样的校验位", "身份证号码不对：[证件号]没有这样的校验位"),
        ("证件号（码）１１０１０５ 19491231 0021，", "证件号（码）[证件号]，"),
        ("证件号码：11010519491231002x", "证件号码：[证件号]"),
        ("身份证号1101051949123100215", "身份证号1101051949123100215"),
        ("投稿：news@pyxww.com。", "投稿：[邮箱]。"),
        ("投稿：zhang.san At qq.com。", "投稿：[邮箱]。"),
        ("手机138001三八零零零", "手机[电话]"),
        ("手机1380013八零零零", "手机[电话]"),
        ("qq点com", "qq点com"),
        ("zhangsan@qq点com", "[邮箱]"),
        ("+44 20 7946 0958", "[电话]"),
        ("", ""),
    ],
)
def test_single_cases(text: str, expected: str) -> None:
    assert masked(text) == expected


@given(st.text(alphabet="01389 -+@.X一三八(）０９aqcom年元", max_size=60))
def test_twice_is_once(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize("unit", ["1", "1 ", "13", "a", "a@", "0-", "(+86", "一", "@", "1-3 "])
def test_long_runs_take_linear_time(unit: str) -> None:
    began = perf_counter()
    masked(unit * (200_000 // len(unit)))
    assert perf_counter() - began < 3
