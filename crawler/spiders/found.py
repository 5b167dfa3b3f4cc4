"""What a list page names: the value that every reader of lists returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

_URL_LIMIT = 2_000  # characters; longer ones are traps or scripts


class UnreadableListError(Exception):
    """The bytes are no list of the kind the source promises."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A fetched list: its address, its bytes and the charset that HTTP declared."""

    url: str
    body: bytes
    charset: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """Absolute http(s) addresses of articles and of further list pages, each once, in the page's order."""

    articles: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


def absolute(base: str, reference: str, encoding: str = "utf-8") -> str | None:
    """``reference`` as seen from ``base``, without fragment; None where it leads to no http(s) page."""
    reference = reference.strip()
    if not reference or reference.startswith("#"):
        return None
    try:
        url = safe_url_string(urljoin(base, reference), encoding=encoding)
        parts = urlsplit(url)
    except ValueError:  # a broken port or bracket
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > _URL_LIMIT:
        return None
    return parts._replace(fragment="").geturl()


def unique(urls: Iterable[str | None]) -> tuple[str, ...]:
    """``urls`` without None and repeats, in order."""
    return tuple(dict.fromkeys(url for url in urls if url))
