"""What is told of a web of hard cases stays as good as it was."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from benchmarks.told import copies, ledger, meant, speech
from tests.demoweb.hard.web import hard_web

FLOORS = tomllib.loads(Path(__file__).with_name("told_floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def figures() -> dict[str, float | None]:
    """Every figure of the web by its name, after a look at the web itself."""
    web = hard_web("a", 1)
    told = "\n".join(f"{one.title}\n{one.text}" for one in web)
    assert hashlib.sha256(told.encode()).hexdigest() == FLOORS["digest"]
    found = [
        *copies.figures(web),
        *meant.mentions("a", web),
        *meant.messages("a", web),
        *speech.figures(web),
        *speech.voices(web),
        *ledger.figures(web),
        *ledger.linked(web),
    ]
    return {figure.name: figure.value for figure in found}


@pytest.mark.parametrize("name", FLOORS["floors"])
def test_no_figure_falls_under_its_floor(figures: dict[str, float | None], name: str) -> None:
    value = figures[name]
    assert value is not None
    assert value >= FLOORS["floors"][name]
