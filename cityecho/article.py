"""The frozen values that pass between stages (standard library only).

A page walks through three of them: :class:`Capture` is what came over the wire, :class:`Extracted` what the
page says, :class:`Article` the two together under a stable id. All times are aware; a naive one is a bug.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property
from typing import Literal

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one zone without summer time: a fixed offset is exact for every date we meet (after 1991)."""

Precision = Literal["minute", "day", ""]
DatedBy = Literal["meta", "data", "time", "line", "script", "address", ""]
"""Where a page says its time: a <meta>, JSON-LD, <time>, a line that readers see, a script, its address."""
ItemKind = Literal["news", "post"]
TitledBy = Literal["link", ""]
"""Where a title comes from: "" is the page itself, "link" the text of the link in the list that named it."""

BY_HAND = frozenset({"by-hand", "by-hand-post"})
"""The sources of pages that somebody found: what a configured source brings, too, is that source's."""


def digest(body: bytes) -> str:
    """SHA-256 of ``body``, prefixed with the algorithm as WARC writes it."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def article_id(key: str) -> str:
    """The stable id of the article at canonical address ``key``: 16 hex digits."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Capture:
    """One HTTP response as it came: the bytes, and how they were got."""

    url: str
    captured_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    source: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the decoded body."""
        return digest(self.body)

    def bears(self, digest: str) -> None:
        """Its digest is this one, computed elsewhere of the same bytes."""
        vars(self)["digest"] = digest

    def header(self, name: str) -> str | None:
        """First value of header ``name``, whatever its case; None when absent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True)  # no slots: it comes out of a pickle for each page, which is faster without
class Extracted:
    """What a page says of itself. Pure function of bytes, address, declared charset and capture time.

    ``text`` holds the body's paragraphs, one a line; empty when no body was found. ``published_at`` is aware,
    with ``precision`` "minute" or "day" (midnight in Beijing), "" when it is None. ``origin`` is the name the
    page's 来源 line gives, None when it shows none. ``dated_by`` is where the time was read. ``further`` are
    the addresses of the article's other pages, where it is spread over several; ``first`` is that of its
    first page, where this is a further one. ``garbled`` is the share of the signs of title and text that only
    wrong decoding makes.
    """

    title: str
    text: str
    published_at: datetime | None = None
    precision: Precision = ""
    origin: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    dated_by: DatedBy = ""
    further: tuple[str, ...] = ()
    first: str = ""
    garbled: float = 0.0


@dataclass(frozen=True, slots=True)
class Article:
    """An item of the archive: one page or post, at its newest revision.

    ``purged_hash`` is the content hash of words that a purge has deleted; "" while they are here.
    """

    key: str
    url: str
    source: str
    kind: ItemKind
    captured_at: datetime
    capture_digest: str
    title: str
    text: str
    published_at: datetime | None
    precision: Precision
    origin: str | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    purged_hash: str = ""
    dated_by: DatedBy = ""
    titled_by: TitledBy = ""

    @property
    def id(self) -> str:
        """Stable id: the same address gives the same id in every archive."""
        return article_id(self.key)

    @property
    def content_hash(self) -> str:
        """Changes exactly when something a reader would see changes; a purge changes nothing."""
        if self.purged_hash:
            return self.purged_hash
        parts = (
            self.title,
            self.text,
            self.published_at.astimezone(UTC).isoformat() if self.published_at else "",
            self.origin or "",
            "|".join(self.authors),
            "|".join(self.editors),
        )
        return hashlib.sha256(unicodedata.normalize("NFC", "\x1f".join(parts)).encode()).hexdigest()[:32]

    @property
    def day(self) -> date:
        """The day it counts to: published, else captured, as Beijing's calendar has it."""
        return (self.published_at or self.captured_at).astimezone(BEIJING).date()
