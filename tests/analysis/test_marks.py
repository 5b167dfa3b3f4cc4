from __future__ import annotations

import pytest

from analysis.voices.marks import marked


def between(text: str) -> list[str]:
    return [text[one.start : one.end] for one in marked(text)]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("他说“好”，又说“行”。", ["好", "行"]),
        ("“外面‘里面’外面”", ["外面‘里面’外面"]),
        ("“外面“里面”外面”", ["外面“里面”外面"]),
        ("「甲『乙』丙」", ["甲『乙』丙"]),
        ('"甲"和"乙"', ["甲", "乙"]),
        ("‘单引’", ["单引"]),
        ("don’t “好” isn’t", ["好"]),
        ("多余”的收尾“好”", ["好"]),
        ("“没有收尾的“好”", ["好"]),
        ("没有“收尾\n下一段“好”", ["好"]),
        ("“”", [""]),
    ],
)
def test_the_outermost_pairs(text: str, passages: list[str]) -> None:
    assert between(text) == passages


def test_speech_of_several_paragraphs_is_closed_but_once() -> None:
    text = "“第一段。 \n“第二段。\n“第三段。”他说。"
    assert between(text) == ["第一段。", "第二段。", "第三段。"]
    assert [one.ragged for one in marked(text)] == [True, True, False]


def test_speech_that_goes_on_to_the_closing_mark_is_one_passage() -> None:
    assert between("他说：“第一段。\n第二段。”完。") == ["第一段。\n第二段。"]


@pytest.mark.parametrize(
    "text", ["“" * 100_000, "”" * 100_000, "“" * 50_000 + "”" * 50_000, '"' * 99_999, "“\n" * 50_000]
)
def test_hostile_marks_take_linear_time(text: str) -> None:
    assert len(list(marked(text))) <= 50_000
