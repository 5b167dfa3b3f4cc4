"""Retention: words and bytes deleted when their time is over, counted from their capture.

What stays: hashes, metadata, measures without the passages they quote, and the row of the capture. Of a post
the title goes too, which is made of its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from cityecho.archive.batching import batches
from cityecho.archive.counted import void
from cityecho.archive.rewriting import rewrite
from cityecho.archive.schema import article, capture, measure, revision

if TYPE_CHECKING:
    from cityecho.archive import Archive, Transaction

_PASSAGE = 6  # characters from which on a string of a measure is a quotation and not a word
# Under these keys a measure names somebody or something: a fact, which outlives the words it was read in.
_NAMES = frozenset({"speaker", "title", "organization", "firm", "own", "project", "place", "amount"})


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that the words of posts and of all other pages are kept, with their captures."""

    posts: int
    texts: int


@dataclass(frozen=True, slots=True)
class ExpiredText:
    """A revision of an article whose words are to go. ``revision`` is None for the newest one."""

    article: str
    revision: int | None
    url: str
    kind: str
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class ExpiredCapture:
    """A capture whose bytes are to go."""

    id: int
    url: str
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class Expired:
    """Everything whose time is over."""

    texts: tuple[ExpiredText, ...]
    captures: tuple[ExpiredCapture, ...]


def expired(tx: Transaction, retention: Retention, now: datetime) -> Expired:
    """What has been kept for its time or longer."""
    posts, texts = now - timedelta(days=retention.posts), now - timedelta(days=retention.texts)
    return Expired(
        (*_texts(tx.connection, posts, texts), *_revisions(tx.connection, posts, texts)),
        tuple(_captures(tx.connection, posts, texts)),
    )


def purge(archive: Archive, retention: Retention, now: datetime) -> Expired:
    """Delete what has been kept for its time. Killed anywhere, all of it is deleted or none.

    Only under the archive's lock. Raises TryLaterError: disk.
    """
    with archive.read() as tx:
        over = expired(tx, retention, now)
    if not over.texts and not over.captures:
        return over
    rewritten = rewrite(archive, {one.id: None for one in over.captures})
    with archive.begin() as tx:
        for batch in batches(over.texts):
            _without_words(tx.connection, batch, now)
        rewritten.enter(tx)
    archive.finish_cleanup()
    return over


def _over(table: sa.Table, posts: datetime, texts: datetime) -> sa.ColumnElement[bool]:
    is_post = article.c.kind == "post"
    time_is_over = sa.or_(table.c.captured_at <= texts, sa.and_(is_post, table.c.captured_at <= posts))
    return sa.and_(table.c.purged_at.is_(None), time_is_over)


def _texts(connection: sa.Connection, posts: datetime, texts: datetime) -> list[ExpiredText]:
    chosen = (
        sa.select(article).where(_over(article, posts, texts)).order_by(article.c.captured_at, article.c.id)
    )
    return [
        ExpiredText(row.id, None, row.url, row.kind, row.captured_at) for row in connection.execute(chosen)
    ]


def _revisions(connection: sa.Connection, posts: datetime, texts: datetime) -> list[ExpiredText]:
    chosen = (
        sa.select(revision.c.revision, revision.c.captured_at, article.c.id, article.c.url, article.c.kind)
        .join(article, article.c.id == revision.c.article)
        .where(_over(revision, posts, texts))
        .order_by(revision.c.captured_at, article.c.id)
    )
    return [
        ExpiredText(row.id, row.revision, row.url, row.kind, row.captured_at)
        for row in connection.execute(chosen)
    ]


def _captures(connection: sa.Connection, posts: datetime, texts: datetime) -> list[ExpiredCapture]:
    of_posts = sa.union(
        sa.select(article.c.capture_digest).where(article.c.kind == "post"),
        sa.select(revision.c.capture_digest)
        .join(article, article.c.id == revision.c.article)
        .where(article.c.kind == "post"),
    )
    is_post = sa.and_(capture.c.captured_at <= posts, capture.c.digest.in_(of_posts))
    chosen = (
        sa.select(capture)
        .where(capture.c.warc_file != "", sa.or_(capture.c.captured_at <= texts, is_post))
        .order_by(capture.c.id)
    )
    return [ExpiredCapture(row.id, row.url, row.captured_at) for row in connection.execute(chosen)]


def _without_words(connection: sa.Connection, texts: Sequence[ExpiredText], now: datetime) -> None:
    """Empty these texts, and take what the articles' measures quote of them out of those."""
    words: defaultdict[str, str] = defaultdict(str)
    for text in texts:
        words[text.article] += _emptied(connection, text, now) + "\n"
    void(connection, words)
    measured = sa.select(measure).where(measure.c.article.in_(list(words)))
    for row in connection.execute(measured).all():
        value = _unquoted(row.value, words[row.article])
        if value != row.value:
            here = measure.c.article == row.article, measure.c.analyser == row.analyser
            connection.execute(measure.update().where(*here).values(value=value))


def _emptied(connection: sa.Connection, text: ExpiredText, now: datetime) -> str:
    """Delete the words of one text. Returns them."""
    table, here = article, article.c.id == text.article
    if text.revision is not None:
        table = revision
        here = sa.and_(revision.c.article == text.article, revision.c.revision == text.revision)
    said = connection.execute(sa.select(table.c.title, table.c.text).where(here)).one()
    change = {"text": "", "purged_at": now} | ({"title": ""} if text.kind == "post" else {})
    connection.execute(table.update().where(here).values(change))
    return said.text if text.kind == "news" else f"{said.title}\n{said.text}"


def _unquoted(value: Any, words: str) -> Any:
    if isinstance(value, dict):
        return {key: inner if key in _NAMES else _unquoted(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_unquoted(inner, words) for inner in value if not _is_passage(inner, words)]
    return "" if _is_passage(value, words) else value


def _is_passage(value: object, words: str) -> bool:
    return isinstance(value, str) and len(value) >= _PASSAGE and value in words
