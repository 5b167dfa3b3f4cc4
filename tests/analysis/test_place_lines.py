"""Lines that were written to mislead: what is meant in them is found, and little else."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time

import pytest

from analysis.mentions.places import Spotter
from analysis.wordlists import word_list
from cityecho.watchlist import load

HERE = Path(__file__).parent
BRAND = load(HERE.parents[1] / "config" / "puyang").brand
FORMS = {place: place for place in word_list("places")} | {
    form: place.name for place in reversed(BRAND.places) for form in (*place.places, *place.names)
}
SPOTTER = Spotter(FORMS, [form for place in BRAND.places for form in place.false_friends])
LINES = [line for line in (HERE / "place_lines.txt").read_text("utf-8").splitlines() if line[0] != "#"]
_MEANT = re.compile("⟦([^⟧]*)⟧")


def told(line: str) -> tuple[str, set[tuple[int, int]]]:
    """The line's text, and where what is meant begins and ends in it."""
    meant = {
        (found.start() - 2 * at, found.end() - 2 * at - 2) for at, found in enumerate(_MEANT.finditer(line))
    }
    return _MEANT.sub(r"\1", line), meant


def test_the_signs_are_counted_out() -> None:
    text, meant = told("从⟦荆门⟧到⟦宜昌⟧")
    assert [text[start:end] for start, end in sorted(meant)] == ["荆门", "宜昌"]


def test_what_is_meant_is_found_and_little_else() -> None:
    right = wrong = missed = 0
    for line in LINES:
        text, meant = told(line)
        found = {(spot.start, spot.end) for spot in SPOTTER.spots(text)}
        right, wrong, missed = (
            right + len(found & meant),
            wrong + len(found - meant),
            missed + len(meant - found),
        )
    assert len(LINES) >= 500
    assert right / (right + wrong) >= 0.97
    assert right / (right + missed) >= 0.99


@pytest.mark.parametrize(
    "sign",
    [
        "濮阳",
        "濮阳、",
        "濮阳明说，",
        "刘濮阳",
        "濮阳（",
        "濮阳日报 ",
        "濮",
        "濮阳\n",
        "相关链接：濮阳\n",
        "濮阳若兰 ",
    ],
)
def test_a_hostile_line_takes_linear_time(sign: str) -> None:
    """Four times the text takes about four times as long; sixteen times, where time grew with the square."""
    assert seconds(sign * (40_000 // len(sign))) < 9 * seconds(sign * (10_000 // len(sign))) + 0.1


def seconds(text: str) -> float:
    """Processor time, the better of two."""
    took = []
    for _ in range(2):
        begun = process_time()
        SPOTTER.spots(text)
        took.append(process_time() - begun)
    return min(took)
