"""The pages of our own, one for each family of layouts, beside what a careful reader takes from them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from cityecho.article import BEIJING, Extracted
from crawler.extract import extract

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.json"))
_CAPTURED_AT = datetime(2022, 7, 17, 8, 0, tzinfo=BEIJING)


def read(name: str) -> tuple[dict[str, Any], Extracted]:
    """What is expected of the page, and what the reader takes from it."""
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    body = (PAGES / f"{name}.html").read_bytes()
    return expected, extract(body, expected["url"], charset=expected["charset"], captured_at=_CAPTURED_AT)
