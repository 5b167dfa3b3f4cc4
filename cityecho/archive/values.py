"""The frozen values that the archive takes and gives, beside those of :mod:`cityecho.article`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from cityecho.article import ItemKind, Precision, article_id

LeadRole = Literal["list", "article"]
LeadState = Literal["open", "done", "failed", "refused", "gone"]
"""failed: given up, and asked for again when a list still names it. gone: there is no such page."""
Saved = Literal["new", "changed", "same", "forgotten"]
RunState = Literal["running", "ok", "partial", "failed", "interrupted"]
VisitState = Literal["ok", "nothing-new", "blocked", "capped", "failed"]


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to fetch. ``key`` tells leads apart: canonical for an article, per source for a list.

    ``label`` is the text of the link that named an article, for a page that shows no title of its own.
    ``found_at`` is when it was first named (of a list: last), ``due_at`` when it was last due; None of one
    not entered yet.
    """

    key: str
    url: str
    host: str
    source: str
    role: LeadRole
    depth: int
    tries: int = 0
    etag: str = ""
    last_modified: str = ""
    label: str = ""
    found_at: datetime | None = field(default=None, compare=False)
    due_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Lost:
    """An address of an article that could not be had, why, and when it is asked for again by itself."""

    url: str
    source: str
    why: str
    again_at: datetime | None


@dataclass(frozen=True, slots=True)
class Location:
    """Where a capture lies: WARC file below the captures folder, offset and length in bytes."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who wrote a post, as far as it may be known: a token that is the same for one author, day and epoch.

    ``day`` is the post's; an epoch is the life of one secret, a day of capturing at most.
    """

    article: str
    day: date
    epoch: str
    token: str


@dataclass(frozen=True, slots=True)
class Backup:
    """A safety copy that was made: where to, when, and the digest of its file."""

    path: str
    made_at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A row of the capture index. ``location`` is None once a purge has deleted the bytes."""

    id: int
    url: str
    source: str
    captured_at: datetime
    status: int
    digest: str
    location: Location | None


@dataclass(frozen=True, slots=True)
class Measure:
    """What one analyser, at one version, made of one revision of one article. ``value`` is plain JSON."""

    article: str
    content_hash: str
    value: Mapping[str, Any]


class Count(NamedTuple):
    """What an article counts as, all of its measures joined; :class:`analysis.item.Item` says what each is.

    A tuple, as a million of them are read. ``alike`` tells apart the posts of ordinary people; None: it may
    be listed.
    """

    article: str
    day: date
    source: str
    outlet: str
    tier: str
    region: str
    owned: bool
    origin_outlet: str
    places: tuple[str, ...]
    prominence: str
    summits: tuple[str, ...]
    messages: tuple[str, ...]
    industries: tuple[str, ...]
    story: str
    role: Literal["first", "repost", "own"]
    copied_from: str | None
    sentiment: Literal["positive", "neutral", "negative", "unclear"]
    sentiment_score: float
    snownlp_score: float | None
    topic: str
    is_measured: bool
    deals: int
    alike: str | None


class Head(NamedTuple):
    """What an article's own row says beside its count."""

    url: str
    title: str
    kind: ItemKind
    published_at: datetime | None
    precision: Precision
    captured_at: datetime
    capture_digest: str
    authors: list[str]


class Passed(NamedTuple):
    """The part of a count that says what an outlet published; ``id`` is the article's."""

    id: str
    day: date
    source: str
    outlet: str
    region: str
    owned: bool


class Narrow(NamedTuple):
    """The part of a count that a baseline needs; ``id`` is the article's."""

    id: str
    day: date
    source: str
    story: str
    places: tuple[str, ...]
    summits: tuple[str, ...]
    deals: int
    alike: str | None


@dataclass(frozen=True, slots=True)
class StoredPiece:
    """What an article is compared by: its marks, when and where it appeared; and what was judged of it.

    ``match``, ``root`` and ``also`` are article ids; ``match`` and ``root`` are its own where it carries
    nobody's text, all three "" before anything was judged.
    """

    article: str
    at: datetime
    outlet: str
    origin: str
    marks: tuple[int, ...]
    match: str = ""
    root: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """Days of publication, both ends counted, that a source's list was read past."""

    source: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A document that could not be read, why, and the id of the capture that keeps its bytes.

    ``key`` is the canonical address of a page, whichever source met it; of a list its lead's, as each source
    reads it by rules of its own; of a row that of its list or file with the row's number.
    """

    key: str
    url: str
    source: str
    at: datetime
    error: str
    capture: int | None

    @property
    def id(self) -> str:
        """What an operator calls it by: eight hex digits."""
        return article_id(self.key)[:8]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A document that an operator let go unread, when, and why."""

    document: Quarantined
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word against a measure; wins over it until a later correction."""

    article: str
    field: str
    value: str
    by: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """One entry of the run ledger."""

    id: int
    command: str
    started_at: datetime
    ended_at: datetime | None
    state: RunState
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Visit:
    """What a source was like in an hour, by one run; ``why``: of what was blocked, capped or failed."""

    source: str
    hour: datetime
    state: VisitState
    why: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to tell by one route: the same rule, subject and day are told once."""

    route: str
    rule: str
    subject: str
    day: date


@dataclass(frozen=True, slots=True)
class Tries:
    """How often that was tried, when last, and when the other side took it; None: it did not yet."""

    number: int
    last: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Issued:
    """A report whose files were written on ``day`` (Beijing); ``holes`` of its days were not all covered."""

    report: str
    id: str
    day: date
    made_at: datetime
    title: str
    first: date
    last: date
    holes: int
    files: tuple[str, ...]
