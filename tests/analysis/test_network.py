from __future__ import annotations

import pytest

from analysis.network import MOST_PAIRS, Node, pairs


def words(*names: str) -> set[Node]:
    return {Node(name, "word") for name in names}


FIRM = Node("禾岸科技", "firm")


def test_what_always_comes_together_is_closest() -> None:
    documents = [words("氢能") | {FIRM} for _ in range(4)] + [words("茶", f"闲{n}") for n in range(8)]
    [found] = pairs(documents)
    assert (found.one, found.other, found.documents) == (Node("氢能", "word"), FIRM, 4)
    assert found.npmi == pytest.approx(1.0)


def test_npmi_is_boumas() -> None:
    documents = [words("甲", "乙")] * 3 + [words("甲")] * 1 + [words("丙丁")] * 6
    [found] = pairs(documents)
    assert found.npmi == pytest.approx(0.7610, abs=1e-4)  # ln(3·10 / (4·3)) / −ln(3 / 10)


def test_pairs_of_two_documents_of_chance_or_of_parts_are_none() -> None:
    assert pairs([words("甲", "乙")] * 2 + [words("丙")] * 9) == ()
    assert pairs([words("合作", "合作意向")] * 4 + [words("丙")] * 9) == ()
    crossed = [words("甲", "乙")] * 3 + [words("甲")] * 7 + [words("乙")] * 7 + [words("丙")] * 7
    assert pairs(crossed) == ()
    assert pairs([]) == ()


def test_there_are_at_most_so_many() -> None:
    documents = [words(*(f"组{group}词{n}" for n in range(6))) for group in range(20) for _ in range(3)]
    found = pairs(documents)
    assert len(found) == MOST_PAIRS
    assert found == pairs(documents)


def test_firms_and_places_are_not_crowded_out_by_words() -> None:
    themes = [[words(*(f"组{group}词{n}" for n in range(6)))] * 9 for group in range(60)]
    firms = [Node(f"第{n}公司", "firm") for n in range(30)]
    told = [words(f"组{n}词0") | {firms[n]} for n in range(30) for _ in range(3)]
    found = pairs([*(one for some in themes for one in some), *told])
    mixed = [pair for pair in found if "firm" in {pair.one.kind, pair.other.kind}]
    assert len(found) == MOST_PAIRS
    assert len(mixed) == 20
