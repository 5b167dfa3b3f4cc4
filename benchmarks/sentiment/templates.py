"""Passages made of our own templates: each line's choices, another city each time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from analysis.item import Label
from analysis.sentiment.learn import Labelled
from analysis.wordlists import word_list

_TEMPLATES = Path(__file__).parent / "own" / "templates.txt"
_LABELS: dict[str, Label] = {"p": "positive", "n": "neutral", "g": "negative", "u": "unclear"}
_CHOICE = re.compile(r"\{([^}]*)\}")


def made(times: int, weight: float, *, seed: int) -> Iterator[Labelled]:
    """``times`` passages of each template; the same for the same ``seed``."""
    chance = random.Random(seed)  # noqa: S311 (which city a passage is about is no secret)
    places = [place for place in word_list("places") if len(place) == 2]
    for line in _TEMPLATES.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        label, _, template = line.partition(" ")
        for _ in range(times):
            city, other = chance.sample(places, 2)
            text = _CHOICE.sub(lambda choice: chance.choice(choice[1].split("/")), template)
            yield Labelled(text.replace("@", city).replace("&", other), (city,), _LABELS[label[0]], weight)
