"""Invented articles with who says what in them (``spoken/*.txt``), as the tests and benchmarks read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.voices.marks import CLOSING, marked
from analysis.voices.quotes import quotes
from analysis.voices.voices import voices

SPOKEN = Path(__file__).parent / "spoken"
_TRUTH = re.compile(r"\{([^{}|]*)\|([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Told:
    """An article; ``truth`` maps where each quote ends to its speaker and voice."""

    text: str
    truth: dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares: of what is found what is right, of the quotes what is found, and of these who is right."""

    quotes: int
    decoys: int
    precision: float
    recall: float
    speaker: float
    voice: float


def articles(name: str) -> Iterator[Told]:
    """The articles of one file."""
    for part in (SPOKEN / f"{name}.txt").read_text("utf-8").split("====\n"):
        yield told("\n".join(line for line in part.splitlines() if not line.startswith("#")).strip())


def told(written: str) -> Told:
    """An article as written, with {speaker|voice} after each quote."""
    text, done = "", 0
    truth = {}
    for found in _TRUTH.finditer(written):
        text += written[done : found.start()]
        truth[len(text) - (text[-1] in CLOSING)] = (found[1], found[2])
        done = found.end()
    return Told(text + written[done:], truth)


def score(name: str) -> Score:
    """How the articles of one file are read."""
    right = found = wanted = passages = speakers = heard = 0
    for one in articles(name):
        ends = {quote.end for quote in quotes(one.text)}
        said = {said.end: said for said in voices(one.text)}
        passages += len(list(marked(one.text)))
        found, wanted = found + len(ends), wanted + len(one.truth)
        for end in ends & one.truth.keys():
            right += 1
            speaker, voice = one.truth[end]
            speakers += end in said and said[end].speaker == speaker
            heard += end in said and said[end].voice == voice
    return Score(wanted, passages - wanted, right / found, right / wanted, speakers / right, heard / right)


if __name__ == "__main__":
    for path in sorted(SPOKEN.glob("*.txt")):
        print(path.stem, score(path.stem))  # noqa: T201 (what is run for its figures)
