"""A small site of six articles, up for a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crawler.loopback import Site, article, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as up:
        for number in range(1, 7):
            up.page(f"/news/202207/{number}.html", article(number))
        yield up
