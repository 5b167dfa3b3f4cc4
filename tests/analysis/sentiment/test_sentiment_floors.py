"""The shipped model keeps what it reached on passages that it was never taught."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from analysis.sentiment import judge
from benchmarks.sentiment.__main__ import accuracy, macro_f1
from benchmarks.sentiment.corpora import OWN_HELD_OUT

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
THREE = ("positive", "neutral", "negative")


@pytest.fixture(scope="module")
def told() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What people said, what the judge says, and whether another feeling stands beside it."""
    rows = [json.loads(line) for line in OWN_HELD_OUT.read_text("utf-8").splitlines()]
    said = [judge(row["text"], [row["city"]], kind=row["kind"]).label for row in rows]
    return np.array([row["label"] for row in rows]), np.array(said), np.array([row["mixed"] for row in rows])


def test_the_passages_are_those_that_the_floors_were_set_on() -> None:
    assert hashlib.sha256(OWN_HELD_OUT.read_bytes()).hexdigest() == FLOORS["digest"]


def test_floors_hold(told: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    truth, said, mixed = told
    negative = truth == "negative"
    assert macro_f1(THREE, truth, said) >= FLOORS["macro_f1"]
    assert accuracy(truth[negative], said[negative]) >= FLOORS["negative_recall"]
    assert accuracy(truth[mixed], said[mixed]) >= FLOORS["mixed_accuracy"]
