from __future__ import annotations

import pytest

from analysis.voices.marks import marked
from analysis.voices.quotes import quotes
from tests.analysis.told import articles, score


def words(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in quotes(text)]


@pytest.mark.parametrize(
    "text",
    [
        "局长王强说：“我们先把路修好。”",
        "局长王强说，“我们先把路修好”。",
        "局长王强坦言，路不好走，“我们先把路修好”。",
        "“我们先把路修好。”局长王强说。",
        "“我们先把路修好”，局长王强说。",
        "“我们先把路修好。”在局长王强看来，别的都可以等。",
        "局长王强信心十足：“我们先把路修好！”",
        "（云岭日报记者 林溪）“我们先把路修好！”局长王强说。",
        "「我们先把路修好。」局長王強說。",
        '"我们先把路修好。"局长王强说。',
        "局长王强在《年度报告》中指出：“我们先把路修好。”",
        "局长王强在回信中说：“我们先把路修好。”",
        "局长王强在屏幕外说了一句：“我们先把路修好。”",
        "局长王强勉励大家“我们先把路修好。”",
    ],
)
def test_speech(text: str) -> None:
    assert [found.strip("。！") for found in words(text)] == ["我们先把路修好"]


@pytest.mark.parametrize(
    "text",
    [
        "云岭打响“项目为王”品牌，局长王强说很好。",
        "“十大战略”“五大工程”“一核两翼”相继实施，局长王强说。",
        "横幅上写着：“撸起袖子加油干！”",
        "俗话说：“人勤地不懒。”",
        "《通知》要求：“坚决防止反弹。”",
        "被称为“中国氢都”，号称“小香港”，堪称“样板”。",
        "王强发表了题为“我们先把路修好”的演讲。",
        "“谁来投资云岭？”这一问题引人深思。",
        "“投资云岭，赢在未来！”成为最响亮的口号。",
        "记者：“路什么时候修好？”",
        "“路什么时候修好？”记者问。",
        "电台记者提问：“路什么时候修好？”",
        "我问：“路什么时候修好？”",
        "【出镜记者】王强：“路什么时候修好？”",
        "局长王强坚持“房子是用来住的、不是用来炒的”定位。",
        "“路什么时候修好？”面对记者的提问，王强笑而不答。",
        "“拼出一个新云岭！”——这是写在东门外红墙上的标语。",
        "“大江东去，浪淘尽，千古风流人物。”苏轼的词句回荡在江边。",
        "他的小说“大河之岭”出版了。",
        "主要看“三股劲”：“牛劲、韧劲、实在劲”。",
        "王强说，云岭提供“一站式”服务，“全程领办、全程代办”。",
        "“谁来修路？”",
        "“敢闯敢试”，蔚然成风。",
    ],
)
def test_no_speech(text: str) -> None:
    assert words(text) == []


def test_around_and_chained() -> None:
    text = "“先修路。”局长王强说，“再架桥。”\n“桥通了，人就来了。”"
    assert words(text) == ["先修路。", "再架桥。", "桥通了，人就来了。"]
    assert [quote.told for quote in quotes(text)] == ["after", "before", "alone"]


def test_a_row_of_long_passages_is_speech_told_of_afterwards() -> None:
    text = "“各级干部要以上率下、当好头雁。”“在项目上强力攻坚，在招商上务求突破”……市委会议上的话很响亮。"
    found = quotes(text)
    assert len(found) == 2
    assert {text[quote.clause_start : quote.clause_end] for quote in found} == {"市委会议上的话很响亮"}


def test_what_is_found_is_marked_in_the_text_and_in_order() -> None:
    for one in articles("tuned"):
        outermost = {(passage.start, passage.end) for passage in marked(one.text)}
        found = [(quote.start, quote.end) for quote in quotes(one.text)]
        assert set(found) <= outermost
        assert found == sorted(found)


@pytest.mark.parametrize("name", ["tuned", "kept", "late", "last", "fourth", "fifth", "sixth"])
def test_articles_full_of_decoys(name: str) -> None:
    """As measured; what the rules had not seen yet when it was read first stands in docs/decisions.md."""
    told = score(name)
    assert told.precision >= 0.98
    assert told.recall >= 0.98


@pytest.mark.parametrize(
    "part",
    [
        "“好的好的好的好的。”",
        "“好的好的好的好的。”他说，",
        "他说：“",
        "局长王强说：“好的好的好的。”",
        "说",
        "他说，“好极了”\n",
    ],
)
def test_hostile_text_takes_linear_time(part: str) -> None:
    text = part * (100_000 // len(part))
    assert len(quotes(text)) <= len(text) // len(part)
