"""One page of our own for each family of layouts, beside what a reader would take from it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from cityecho.article import BEIJING
from crawler.extract import extract

PAGES = Path(__file__).parent / "pages"
CAPTURED_AT = datetime(2022, 7, 17, 8, 0, tzinfo=BEIJING)


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.json")))
def test_reads_every_field(name: str) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    body = (PAGES / f"{name}.html").read_bytes()
    page = extract(body, expected["url"], charset=expected["charset"], captured_at=CAPTURED_AT)
    assert {
        "url": expected["url"],
        "charset": expected["charset"],
        "title": page.title,
        "text": page.text.split("\n") if page.text else [],
        "published_at": page.published_at and page.published_at.isoformat(),
        "precision": page.precision,
        "origin": page.origin,
        "authors": list(page.authors),
        "editors": list(page.editors),
    } == expected


def test_every_page_has_its_expected_values() -> None:
    names = {path.stem for path in PAGES.glob("*.html")}
    assert names == {path.stem for path in PAGES.glob("*.json")}
    assert len(names) >= 35
