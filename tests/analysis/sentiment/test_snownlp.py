"""SnowNLP itself is the oracle: same words, same score to 1e-9."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from analysis.sentiment.snownlp import snownlp_score, snownlp_scores, snownlp_words

TEXTS = (
    "云岭市今天签约了三个竹纤维项目，总投资超过十二亿元，客商连连称赞这里的速度。",
    "东西坏了找客服没人理，再也不买了",
    "酒店干净，早餐也不错，下次还来！",
    "没有问题",
    "濮阳",
    "濮陽氫能峰會",
    "OK，A3车间试产 100% 成功？\n第二段。",
    "囎龘靐云岭囎龘",
    "囎",
    "囎龘",
    "囎龘靐",
    "的",
    "abc 123",
    "没有\u2028问题\x1c吗\u3000好",
    "😀太好了\U00020000吧",
    "坏\ud800了",
    "龦龥鿿㐀",
)


def random_texts(number: int) -> list[str]:
    """Nonsense of common and rare characters: where paths tie and characters are unknown."""
    throw = random.Random(20220715)  # noqa: S311 (test data)
    common = (
        "的一是了我不在人有这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后"
    )
    rare = [chr(code) for code in throw.sample(range(0x4E00, 0x9FA6), 400)]
    signs = [*common * 6, *rare, *"，。！ a7"]
    return ["".join(throw.choices(signs, k=throw.randint(1, 60))) for _ in range(number)]


@pytest.fixture(scope="module")
def oracle() -> tuple[Callable[[str], list[str]], Callable[[str], float]]:
    import snownlp  # noqa: PLC0415 (2 s and 400 MB, only where it is asked)

    return snownlp.seg.seg, lambda text: snownlp.SnowNLP(text).sentiments


def test_words_and_scores_are_snownlps(
    oracle: tuple[Callable[[str], list[str]], Callable[[str], float]],
) -> None:
    seg, sentiments = oracle
    texts = [*TEXTS, *random_texts(120)]
    assert [snownlp_words(text) for text in texts] == [seg(text) for text in texts]
    scored = [text for text in texts if snownlp_score(text) is not None]
    assert len(scored) >= len(texts) - 5
    assert snownlp_scores(scored) == pytest.approx([sentiments(text) for text in scored], abs=1e-9)


@pytest.mark.parametrize("text", ["", "  \n\u3000", "。。。！", "……"])
def test_a_text_without_words_has_no_score(text: str) -> None:
    assert snownlp_score(text) is None


def test_a_batch_gives_what_single_calls_give() -> None:
    texts = [*TEXTS, "", *random_texts(80)]
    assert snownlp_scores(texts) == [snownlp_score(text) for text in texts]


def test_a_very_long_run_is_read_in_one_go() -> None:
    assert snownlp_words("云岭竹海" * 25_000)[:1] == snownlp_words("云岭竹海" * 5)[:1]


@pytest.mark.parametrize("sign", ["囎", "a", " 好", "。好", "\U00020000"])
def test_nothing_is_too_long_to_be_scored(sign: str) -> None:
    assert snownlp_score(sign * 100_000) is not None
