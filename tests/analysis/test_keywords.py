from __future__ import annotations

import pytest

from analysis.keywords import count, g2, keyness


def test_counts_tokens_and_documents() -> None:
    counted = count([{"竹": 2, "茶": 1}, {"竹": 3}])
    assert (dict(counted.counts), dict(counted.documents)) == ({"竹": 5, "茶": 1}, {"竹": 2, "茶": 1})
    assert (counted.total, counted.tokens) == (2, 6)


def test_g2_is_dunnings() -> None:
    assert g2(10, 1000, 10, 1000) == pytest.approx(0.0)
    assert g2(20, 1000, 5, 1000) == pytest.approx(-g2(5, 1000, 20, 1000))
    # 2 · (20 ln(20 / 12.5) + 5 ln(5 / 12.5))
    assert g2(20, 1000, 5, 1000) == pytest.approx(9.6372, abs=1e-3)
    assert g2(3, 10, 0, 0) == 0.0


def test_the_telling_words_come_first() -> None:
    here = count([{"峰会": 5, "天气": 2}, {"峰会": 4, "天气": 2, "独有": 1}])
    there = count([{"天气": 6, "交通": 4}] * 5)
    ranked = keyness(here, there)
    assert [keyword.word for keyword in ranked] == ["峰会", "天气"]
    assert (ranked[0].count, ranked[0].documents) == (9, 2)
    assert ranked[0].g2 > 6.63
    assert ranked[1].g2 < 0
    assert "独有" in {keyword.word for keyword in keyness(here, there, fewest_documents=1)}
