"""The labelled corpora that judges of sentiment are measured on, each as texts with what is asked of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN_HELD_OUT = Path(__file__).parent / "own" / "held-out.jsonl"
_SIGNS = {"pos": "positive", "neg": "negative", "neu": "neutral"}


@dataclass(frozen=True, slots=True)
class Case:
    """``names`` in ``text`` were labelled ``label``; ``mixed``: another feeling stands beside it."""

    text: str
    names: tuple[str, ...]
    label: str
    mixed: bool = False
    kind: str = "news"


@dataclass(frozen=True, slots=True)
class Corpus:
    """``labels`` are told apart; ``by_sign``: by the sign of the score, else by label.

    Where ``train`` is empty nothing is learnt.
    """

    name: str
    labels: tuple[str, ...]
    cases: tuple[Case, ...]
    train: tuple[Case, ...] = ()
    by_sign: bool = False


def corpora(shared: Path) -> Iterator[Corpus]:
    """Every corpus, in the order of the sheet. One that isn't in ``shared`` is left out."""
    three = ("positive", "neutral", "negative")
    yield Corpus("own, held out", three, tuple(_own(OWN_HELD_OUT)))
    gold = shared / "gold"
    if gold.is_dir():
        dev, train = tuple(_own(gold / "dev.jsonl")), tuple(_own(gold / "train.jsonl"))
        yield Corpus("gold dev", three, dev, train)
        yield Corpus("gold dev, mixed rows", three, tuple(case for case in dev if case.mixed), train)
    for name, labels in (
        ("finance_titles", ("positive", "negative")),
        ("weibo_train", three),
        ("hotel_reviews", ("positive", "negative")),
        ("takeaway_reviews", ("positive", "negative")),
    ):
        path = shared / "corpora" / f"{name}.jsonl.gz"
        if path.exists():
            kind = "post" if name == "weibo_train" else "news"
            cases = [Case(row["text"], (), _SIGNS[row["label"]], kind=kind) for row in _packed(path)]
            yield Corpus(name, labels, *_split(cases), by_sign=len(labels) == 2)
    path = shared / "corpora" / "target_negative_train.jsonl.gz"
    if path.exists():
        yield Corpus("target_negative, mixed", ("negative", "other"), *_split(list(_targets(path))))


def _own(path: Path) -> Iterator[Case]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["label"] != "off":
            yield Case(row["text"], (row["city"],), row["label"], row["mixed"], row.get("kind", "news"))


def _packed(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _targets(path: Path) -> Iterator[Case]:
    """Entities of documents that are bad for one and not for another."""
    for row in _packed(path):
        bad = set(row["negative_entities"])
        if bad and set(row["entities"]) - bad:
            for entity in dict.fromkeys(row["entities"]):
                yield Case(row["text"], (entity,), "negative" if entity in bad else "other", mixed=True)


def _split(cases: list[Case]) -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    """Every fourth to measure on, the rest to learn from."""
    return tuple(cases[::4]), tuple(case for at, case in enumerate(cases) if at % 4)
