from __future__ import annotations

import pytest

from analysis.mentions.around import Around, words_around
from analysis.mentions.surnames import full_name, is_given_name


def around(text: str, form: str) -> Around:
    start = text.index(form)
    return Around.of(text, start, start + len(form))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("歌手濮阳靖雯发布专辑", "濮阳靖雯"),
        ("濮阳明说，他从小", "濮阳明"),
        ("队长濮阳川一记远射", "濮阳川"),
        ("弟子濮阳闿，史书不载", "濮阳闿"),
        ("濮阳国强今年五十岁", "濮阳国强"),
        ("濮阳女士的咖啡馆", "濮阳"),
        ("有位姓濮阳的同学", "濮阳"),
        ("濮阳明确今年目标", ""),
        ("濮阳泽润新材料满产", ""),
        ("濮阳女士旗袍秀", ""),
        ("濮阳国资说，重组", ""),
        ("作家濮阳采风行", ""),
    ],
)
def test_the_full_name_behind_a_surname(text: str, name: str) -> None:
    seen = around(text, "濮阳")
    assert full_name(seen, words_around(seen)) == name


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("记者刘荆门", True),
        ("教师王荆门捐书", True),
        ("在园林荆门", False),
        ("过了三周荆门", False),
        ("荆门", False),
    ],
)
def test_a_surname_alone_makes_a_given_name(text: str, is_name: bool) -> None:
    seen = around(text, "荆门")
    assert is_given_name(seen, words_around(seen)) == is_name
