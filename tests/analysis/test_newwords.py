"""New words: what belongs together and stands freely, of texts of our own."""

from __future__ import annotations

import json

import pytest

from analysis import newwords
from analysis.newwords import propose

BEFORE = [
    "专家看好",
    "企业投产",
    "客商谈到",
    "车间生产",
    "学校研究",
    "港口运来",
    "村里用上",
    "展会推介",
    "报告分析",
    "工人安装",
]
AFTER = [
    "产业兴旺",
    "价格平稳",
    "订单很多",
    "前景广阔",
    "技术成熟",
    "销量可观",
    "展台热闹",
    "市场扩大",
    "成本下降",
    "人才聚集",
]
FILLER = "河边柳树发芽。山上茶园开园，游人很多。孩子唱歌，老人下棋。"


def texts(word: str, number: int = 10) -> list[str]:
    """Texts in which ``word`` stands between ever other words, beside much that has nothing to do with it."""
    parts = zip(BEFORE * 2, AFTER[3:] + AFTER + AFTER, strict=False)
    return [f"{before}{word}{after}。{FILLER * 3}" for before, after in list(parts)[:number]]


def words(*of: str, known: tuple[str, ...] = ()) -> list[str]:
    return [one.word for one in propose([text for word in of for text in texts(word)], known)]


def test_tokens_that_belong_together_are_proposed() -> None:
    assert "氢能走廊" in words("氢能走廊", "苔藓砖")
    assert "苔藓砖" in words("氢能走廊", "苔藓砖")


def test_a_proposal_says_how_often_and_where() -> None:
    (one,) = [one for one in propose(texts("氢能走廊"), ()) if one.word == "氢能走廊"]
    assert 6 <= one.count <= 10
    assert 4 <= one.texts <= one.count
    assert one.cohesion >= newwords.LEAST_COHESION
    assert one.freedom >= newwords.LEAST_FREEDOM
    assert one.word in one.example
    assert json.loads(json.dumps(one.to_json()))["word"] == "氢能走廊"


def test_known_words_are_not_proposed() -> None:
    assert not [word for word in words("氢能走廊", known=("氢能走廊",)) if "氢能走廊" in word]
    assert "电视机" not in words("电视机")  # the segmenter has it


def test_a_word_of_one_text_is_that_texts_own() -> None:
    assert words() == []
    assert propose(["\n".join(texts("氢能走廊"))], ()) == []
    assert propose(texts("氢能走廊", 3) * 1, ()) == []


def test_what_always_stands_in_the_same_place_is_no_word() -> None:
    same = [f"专家看好氢能走廊产业。{FILLER}" for _ in range(30)]
    assert "氢能走廊" not in [one.word for one in propose(same, ())]


def test_function_words_and_counters_make_no_word() -> None:
    found = words("进行了", "的竹纤", "有13名竹匠")
    assert not [word for word in found if set(word) & set("了的有") or word.startswith("名")]


def test_a_part_of_a_longer_word_gives_way() -> None:
    found = words("中原氢能走廊")
    assert "中原氢能走廊" in found
    assert "氢能走廊" not in found


def test_the_same_texts_give_the_same_words_in_the_same_order() -> None:
    both = texts("氢能走廊") + texts("苔藓砖")
    assert propose(both, ()) == propose(list(both), ())
    assert len(propose(both, (), most=1)) == 1


def test_memory_is_bounded_and_what_is_frequent_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newwords, "_HELD", 400)
    held: list[int] = []
    let_go = newwords._Counts._let_go

    def watched(self: newwords._Counts) -> None:
        let_go(self)
        held.append(sum(map(len, (self._count, self._texts, self._left, self._right))))

    monkeypatch.setattr(newwords._Counts, "_let_go", watched)
    rare = (f"第{n}号{chr(0x5000 + n)}{chr(0x6000 + n)}{chr(0x7000 + n)}说。" for n in range(300))
    mixed = [text + next(rare) for _ in range(6) for text in texts("氢能走廊")]
    found = [one.word for one in propose(mixed, ())]
    assert max(held) <= 400
    assert "氢能走廊" in found


def test_one_long_line_takes_no_longer_than_many_short_ones() -> None:
    assert propose(["竹" * 100_000, "氢能走廊砖" * 25_000], ()) == []
