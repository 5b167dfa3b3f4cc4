from __future__ import annotations

import random
import unicodedata

import pytest

from analysis.width import _UNUSUAL, folded


@pytest.mark.parametrize("text", ["", "Ａ３车间　试产……“好”！", "㎡①ﬁ", "Cafe\u0301 云岭\u0301", "é\ufe0f，"])
def test_folding_is_nfkc(text: str) -> None:
    assert folded(text) == unicodedata.normalize("NFKC", text)


def test_usual_signs_fold_by_themselves() -> None:
    usual = [chr(code) for code in range(0x10000) if not _UNUSUAL.search(chr(code))]
    text = "".join(random.Random(7).sample(usual, len(usual)))  # noqa: S311 (test data)
    assert folded(text) == unicodedata.normalize("NFKC", text)
