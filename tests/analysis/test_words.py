from __future__ import annotations

import logging
import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from analysis.words import _USER_WORD_FREQUENCY, Segmenter, common_words, content_words, cut

TEXTS = (
    "",
    "云岭速度让客商点头，签约总额达到12.5亿元。\nA3车间 试产",
    "C-130运来1.5k件样品,价格约2015.11.17那天的98.5%...好评!",
    "https://ridge.example/a_b-c?x=1.2.3 见v2.beta版，详询ridge@post.example",
    "王㐂龦与𠮷野家、凞靐囎\r\n一起\u3000吃卡拉OK套餐，T恤AA制C++",
    "投资云岭就是投资未来，竹纤维复合板5G+工业互联网_示范区",
)
USER_WORDS = ("云岭", "云岭速度", "投资云岭", "竹纤维复合板", "5G+工业互联网")


def oracle(words: Sequence[str]) -> Callable[[str], list[str]]:
    """jieba itself, with the same words in its dictionary."""
    Segmenter().cut("C-130")  # jieba's import warns, and analysis.words silences it
    import jieba  # noqa: PLC0415

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word, _USER_WORD_FREQUENCY)
    lcut: Callable[[str], list[str]] = tokenizer.lcut
    return lcut


def random_texts(number: int) -> list[str]:
    """Nonsense in which common and rare characters, names, numbers and their signs meet."""
    throw = random.Random(20220715)  # noqa: S311 (test data)
    signs = [*"云岭投资发展的很快了他元价超制恤型竹", *"囎凞㐂𠮷龦", *"aBkT019", *".%-+#&_" * 2, *"，。 \n"]
    return ["".join(throw.choices(signs, k=throw.randint(1, 30))) for _ in range(number)]


@pytest.mark.parametrize("words", [(), USER_WORDS])
def test_tokens_are_jiebas_and_lose_nothing(words: Sequence[str]) -> None:
    texts = [*TEXTS, *random_texts(2_000)]
    cutter, by_jieba = Segmenter(words), oracle(words)
    tokens = [cutter.cut(text) for text in texts]
    assert ["".join(some) for some in tokens] == texts
    assert tokens == [by_jieba(text) for text in texts]


@pytest.mark.parametrize("sign", ["囎", "a", "-", "a-", "1.5k", "㐂", "云岭", "囎a-b"])
def test_what_has_no_end_is_cut_all_the_same(sign: str) -> None:
    text = sign * (100_000 // len(sign))
    assert "".join(cut(text)) == text


def test_user_words_stay_whole_in_their_own_segmenter_only() -> None:
    words = ["云岭速度", "竹纤维复合板"]
    text = "云岭速度带来竹纤维复合板"
    assert set(words) <= set(Segmenter(words).cut(text))
    assert not set(words) & set(cut(text))


def test_nothing_is_left_in_the_shared_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert Segmenter(["云岭"]).cut("云岭C-130开会")
    assert list(tmp_path.iterdir()) == []


def test_jieba_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Segmenter(["云岭"]).cut("云岭C-130开会")
    assert not [record for record in caplog.records if record.name == "jieba"]


def test_content_words_carry_meaning() -> None:
    tokens = ["记者", "获悉", "，", "云岭", "的", "竹", "产业", "增长", "12.5", "%", "App", "近日", "产业"]
    assert content_words(tokens) == ["云岭", "产业", "增长", "app", "产业"]
    assert content_words(tokens, frozenset({"产业"})) == ["云岭", "增长", "app"]


def test_common_words_are_everyday_words_and_no_firms() -> None:
    assert {"合作", "民间", "社会主义"} <= common_words()
    assert not {"鸿塬", "的", "凯晟"} & common_words()
