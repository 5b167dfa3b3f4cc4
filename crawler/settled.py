"""How the fetching of one lead came out: the values that the spider makes and the archive's writer enters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cityecho.archive import Authorship, Lead
from cityecho.article import Article, Capture
from crawler.spiders.found import Found


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list page was read."""

    lead: Lead
    capture: Capture
    found: Found

    @property
    def at(self) -> datetime:
        """When it was captured."""
        return self.capture.captured_at


@dataclass(frozen=True, slots=True)
class Part:
    """A further page of an article, with its capture ready for the WARC file."""

    capture: Capture
    record: bytes


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """An article page was read. ``record``: its capture, ready for the WARC file.

    ``parts`` are further pages whose text is in the article, ``further`` the addresses of those not read yet;
    ``missing`` says which of them could not be had, and why. ``first`` is the address of the article's first
    page, where this is a further one that was come upon by itself. ``asked`` counts the requests for
    pages beside the lead's own. ``is_signed``: the lead's address names the person who wrote the post.
    """

    lead: Lead
    capture: Capture
    record: bytes
    article: Article
    authorship: Authorship | None = None
    parts: tuple[Part, ...] = ()
    further: tuple[str, ...] = ()
    missing: str = ""
    first: str = ""
    asked: int = 0
    is_signed: bool = False

    @property
    def at(self) -> datetime:
        """When it was captured."""
        return self.capture.captured_at


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that the page is what we have (HTTP 304)."""

    lead: Lead
    at: datetime


@dataclass(frozen=True, slots=True)
class Irrelevant:
    """What came is no article by its kind: a picture, a file."""

    lead: Lead
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What came can't be read; its bytes are kept."""

    lead: Lead
    capture: Capture
    error: str

    @property
    def at(self) -> datetime:
        """When it was captured."""
        return self.capture.captured_at


@dataclass(frozen=True, slots=True)
class Failed:
    """No page came, and trying again at once would not help. ``status``: what the server said; 0: nothing.

    ``may_pass``: it was tried in vain for now; in hours the same request may succeed.
    """

    lead: Lead
    at: datetime
    error: str
    blocked: bool = False
    status: int = 0
    may_pass: bool = False


@dataclass(frozen=True, slots=True)
class Postponed:
    """No page came this time; the whole host is left in peace until ``until``. ``asked``: as above.

    ``rests_until``: the host named that time itself (Retry-After), and later runs keep to it, too.
    """

    lead: Lead
    at: datetime
    until: datetime
    error: str
    blocked: bool = False
    asked: int = 0
    rests_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """We may not fetch it: robots.txt or the guard says so. Nothing was asked of the server."""

    lead: Lead
    at: datetime
    error: str


Settled = ListRead | ArticleRead | NotModified | Irrelevant | Unreadable | Failed | Postponed | Refused
