"""What a list page names: the value that every reader of lists returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from cityecho.address import has_login
from cityecho.article import BEIJING, Precision

_LABEL = (4, 150)  # characters of what may be a title
_EXCERPT = 60  # characters of a cell that a message tells
_URL_LIMIT = 2_000  # characters; longer ones are traps or scripts


class UnreadableListError(Exception):
    """The bytes are no list of the kind the source promises."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A fetched list: its address, its bytes, the charset that HTTP declared, and when it came.

    ``asked`` is the address that was asked for, before redirects; "" where it is the same.
    """

    url: str
    body: bytes
    charset: str | None
    captured_at: datetime | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An article or post that a service or a file brings whole; ``author`` as it was written there.

    Of a post, author and author_id belong to a person: they stay out of archive, logs and captures.
    """

    url: str
    title: str
    text: str
    published_at: datetime | None
    precision: Precision
    origin: str
    author: str
    author_id: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is no item: its number (from 1, as its file counts), the column at fault, and why.

    ``value`` is what stands there, shortened; "" where nothing does, or where it may not be told.
    """

    number: int
    column: str
    reason: str
    value: str = ""

    def __str__(self) -> str:
        place = f"row {self.number}, {self.column}" if self.column else f"row {self.number}"
        return f"{place}: {self.reason}" + (f": {self.value}" if self.value else "")


def excerpt(value: object) -> str:
    """The beginning of a cell or line, for a message about it."""
    text = " ".join(str(value).split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"


@dataclass(frozen=True, slots=True)
class Found:
    """What a list names: absolute http(s) addresses, each once, in the page's order; or the items themselves.

    ``capped`` says by which bound the list was cut short by whoever served it; "" when it was not. ``labels``
    are what the list calls articles, by address, where it calls them anything like a title; ``changed`` when
    they (of an index: its lists) last changed, where it says so. ``is_index``: it names nothing but lists,
    each of which may have changed though it has not.
    """

    articles: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    bad_rows: tuple[BadRow, ...] = ()
    capped: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, datetime] = field(default_factory=dict)
    is_index: bool = False


def absolute(base: str, reference: str, encoding: str = "utf-8") -> str | None:
    """``reference`` seen from ``base``, without fragment; None: it leads to no web page or has a login."""
    reference = reference.strip()
    if not reference or reference.startswith("#"):
        return None
    try:
        url = safe_url_string(urljoin(base, reference), encoding=encoding)
        parts = urlsplit(url)
    except ValueError:  # a broken port or bracket
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and not has_login(url)
    if not is_web or len(url) > _URL_LIMIT:
        return None
    return parts._replace(fragment="").geturl()


def labelled(said: Iterable[tuple[str | None, str]]) -> Mapping[str, str]:
    """By address the longest of its texts that may be a title."""
    labels: dict[str, str] = {}
    for url, text in said:
        label = " ".join(text.split())
        if url and _LABEL[0] <= len(label) <= _LABEL[1] and len(label) > len(labels.get(url, "")):
            labels[url] = label
    return labels


def changes(said: Iterable[tuple[str | None, object]]) -> Mapping[str, datetime]:
    """When each address changed, of those with an ISO 8601 time; one without a zone is Beijing's."""
    found: dict[str, datetime] = {}
    for url, text in said:
        if not url or not isinstance(text, str):
            continue
        try:
            at = datetime.fromisoformat(text.strip())
            found[url] = (at if at.tzinfo else at.replace(tzinfo=BEIJING)).astimezone(UTC)
        except (ValueError, OverflowError):  # no such time, or none that can be told in UTC
            continue
    return found


def unique(urls: Iterable[str | None]) -> tuple[str, ...]:
    """``urls`` without None and repeats, in order."""
    return tuple(dict.fromkeys(url for url in urls if url))
