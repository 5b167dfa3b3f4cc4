"""One page of our own for each family of layouts, beside what a reader would take from it."""

from __future__ import annotations

import pytest

from tests.crawler.extract.own_pages import NAMES, PAGES, read


@pytest.mark.parametrize("name", NAMES)
def test_reads_every_field(name: str) -> None:
    expected, page = read(name)
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
    assert names == set(NAMES)
    assert len(names) >= 35
