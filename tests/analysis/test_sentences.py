from __future__ import annotations

from analysis.sentences import sentence_hashes, sentences


def test_sentences_keep_their_marks_and_closing_quotes() -> None:
    text = "“来了就好。”他说，“真快！”\n第二段没有句号"
    assert list(sentences(text)) == ["“来了就好。”", "他说，“真快！”", "第二段没有句号"]


def test_hashes_ignore_width_blanks_and_marks_but_not_words() -> None:
    one = sentence_hashes("总投资１２亿元的项目，今天开工。")
    assert one == sentence_hashes("总投资12亿元 的项目今天开工！")
    assert one != sentence_hashes("总投资13亿元的项目，今天开工。")
    assert len(one) == 1
    assert one[0] < 2**53


def test_phrases_and_repetitions_say_nothing_new() -> None:
    assert sentence_hashes("记者获悉。") == ()
    assert len(sentence_hashes("这句话足够长可以算数。这句话足够长可以算数。")) == 1
