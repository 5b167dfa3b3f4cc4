from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from analysis.wordlists import longest_of, word_list

LEXICON = Path(str(files("analysis") / "lexicon"))
NAMES = sorted(path.relative_to(LEXICON).with_suffix("").as_posix() for path in LEXICON.rglob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_list_says_what_it_does_and_has_words(name: str) -> None:
    assert (files("analysis") / "lexicon" / f"{name}.txt").read_text("utf-8").startswith("# ")
    words = word_list(name)
    assert words
    assert not [word for word in words if "#" in word]


def test_no_word_both_praises_and_blames() -> None:
    praise = {word for name in ("positive", "positive_strong", "positive_weak") for word in word_list(name)}
    blame = {word for name in ("negative", "negative_strong", "negative_weak") for word in word_list(name)}
    assert praise & blame == set()


def test_a_list_that_does_not_ship_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        word_list("absent")


def test_the_longest_word_at_a_place_is_found() -> None:
    pattern = longest_of(["云", "云岭", "云岭县", "岭", "a+", "a"])
    assert pattern.findall("云岭县云岭云南岭a+a") == ["云岭县", "云岭", "云", "岭", "a+", "a"]
    assert longest_of([]).search("云岭") is None
