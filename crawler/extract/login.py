"""A page that is only a form to log in, told by what it lacks as much as by what it has."""

from __future__ import annotations

import re

_PASSWORD = re.compile(rb"<input\b[^>]{0,500}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_WORDS = re.compile(r"登[录陆入]|log[ -]?in\b|sign[ -]?in\b", re.IGNORECASE)
_LONGEST = 200  # characters: such a page explains itself in less, an article hardly


def is_form(utf8: bytes, title: str, text: str, *, dated: bool) -> bool:
    """Whether the page asks for a password, says so, and holds no article.

    Many sites have a form to log in on every page: one with a date, or with more text, is an article.
    """
    if dated or len(text) > _LONGEST or not _WORDS.search(f"{title}\n{text}"):
        return False
    return _PASSWORD.search(utf8) is not None
