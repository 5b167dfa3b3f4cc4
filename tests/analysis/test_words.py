from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import pytest

from analysis.words import Segmenter, content_words, cut

TEXT = "云岭速度让客商点头，签约总额达到12.5亿元。\nA3车间 试产"


def test_tokens_are_jiebas_and_lose_nothing() -> None:
    import jieba  # noqa: PLC0415 (the oracle; imported by analysis.words before, with its warnings silenced)

    tokens = cut(TEXT)
    assert "".join(tokens) == TEXT
    oracle = jieba.Tokenizer()
    oracle.FREQ, oracle.total = oracle.gen_pfdict(oracle.get_dict_file())
    oracle.initialized = True
    assert tokens == oracle.lcut(TEXT)


def test_user_words_stay_whole_in_their_own_segmenter_only() -> None:
    words = ["云岭速度", "竹纤维复合板"]
    text = "云岭速度带来竹纤维复合板"
    assert set(words) <= set(Segmenter(words).cut(text))
    assert not set(words) & set(cut(text))


def test_nothing_is_left_in_the_shared_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert Segmenter(["云岭"]).cut("云岭开会")
    assert list(tmp_path.iterdir()) == []


def test_jieba_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Segmenter(["云岭"]).cut("云岭开会")
    assert not [record for record in caplog.records if record.name == "jieba"]


def test_content_words_carry_meaning() -> None:
    tokens = ["记者", "获悉", "，", "云岭", "的", "竹", "产业", "增长", "12.5", "%", "App", "近日", "产业"]
    assert content_words(tokens) == ["云岭", "产业", "增长", "app", "产业"]
    assert content_words(tokens, frozenset({"产业"})) == ["云岭", "增长", "app"]
