"""All pages of our own together: how much of each field is read, and that none of it gets less."""

from __future__ import annotations

import hashlib
import re
import statistics
import tomllib
from collections import Counter
from functools import cache

import pytest

from cityecho.article import Extracted
from tests.crawler.extract.own_pages import NAMES, PAGES, read

FILES = sorted(path for path in PAGES.iterdir() if path.suffix in {".html", ".json"})
KEPT = tomllib.loads((PAGES.parent / "floors.toml").read_text(encoding="utf-8"))
TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")  # a Chinese character, or a word or number


def f1(expected: str, found: str) -> float:
    """How far two texts hold the same characters and words, however often each: 1 for the same bag."""
    one, other = Counter(TOKEN.findall(expected)), Counter(TOKEN.findall(found))
    return 2 * (one & other).total() / total if (total := one.total() + other.total()) else 1.0


def marks(page: Extracted, expected: dict[str, object]) -> dict[str, float]:
    """What each field of one page is worth, 0…1."""
    lines, said = expected["text"], str(expected["published_at"] or "")
    assert isinstance(lines, list)
    return {
        "body_f1": f1("\n".join(lines), page.text),
        "title": float(page.title == expected["title"]),
        "day": float((page.published_at.date().isoformat() if page.published_at else "") == said[:10]),
        "author": float(list(page.authors) == expected["authors"]),
        "origin": float(page.origin == expected["origin"]),
    }


@cache
def measured() -> dict[str, float]:
    scores = [marks(page, expected) for expected, page in map(read, NAMES)]
    return {field: statistics.mean(score[field] for score in scores) for field in scores[0]}


@pytest.mark.parametrize("field", sorted(KEPT["floors"]))
def test_no_field_falls_under_its_floor(field: str) -> None:
    assert measured()[field] >= KEPT["floors"][field]


def test_every_field_has_a_floor() -> None:
    assert set(KEPT["floors"]) == set(measured())


def test_the_floors_are_those_of_these_pages() -> None:
    digest = hashlib.sha256()
    for path in FILES:
        digest.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    found = {"pages": len({path.stem for path in FILES}), "sha256": digest.hexdigest()}
    assert found == KEPT["corpus"], "the pages changed: measure again, then write this into floors.toml"


@pytest.mark.parametrize(
    ("expected", "found", "score"),
    [("三百亩", "三百亩", 1.0), ("三百亩", "", 0.0), ("", "", 1.0), ("三百亩 44 km", "三百亩", 0.75)],
)
def test_f1(expected: str, found: str, score: float) -> None:
    assert f1(expected, found) == pytest.approx(score)
