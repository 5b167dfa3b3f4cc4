from __future__ import annotations

import pytest

from analysis.mentions.around import Around, Words, words_around


def around(text: str, form: str) -> Words:
    start = text.index(form)
    return words_around(Around.of(text, start, start + len(form)))


def test_what_stands_around_is_cut_into_words() -> None:
    assert around("他在荆门开会。散了", "荆门") == Words(
        ("他", "在"), ("开会",), breaks_in=False, breaks_out=False
    )


@pytest.mark.parametrize(
    ("text", "form", "breaks_in", "breaks_out"),
    [
        ("举行重大庆祝活动", "大庆", True, True),
        ("全场大庆祝活动", "大庆", False, True),
        ("他在最新乡试中", "新乡", True, True),
        ("大庆庆祝活动", "大庆", False, False),
        ("预计山东南部有雨", "山东", False, False),
        ("在湖南岳阳汨罗江沿线", "岳阳", False, False),
        ("江苏联宝公司", "江苏", False, False),
        ("荆门", "荆门", False, False),
    ],
)
def test_a_word_may_take_a_part_of_the_name(text: str, form: str, breaks_in: bool, breaks_out: bool) -> None:
    found = around(text, form)
    assert (found.breaks_in, found.breaks_out) == (breaks_in, breaks_out)
