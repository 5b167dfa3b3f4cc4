"""The tables. A change here needs a migration beside it; a test compares the two.

No table holds a person: authors are what a page's byline says of a listed outlet's staff, and the author of a
post is a token that nobody can turn back once its day is over.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from cityecho.archive.moment import Moment

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

run = sa.Table(
    "run",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("counts", sa.JSON, nullable=False),
)

frontier = sa.Table(
    "frontier",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("depth", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next_at", Moment, nullable=False),
    sa.Column("etag", sa.Text, nullable=False),
    sa.Column("last_modified", sa.Text, nullable=False),
    sa.Column("found_at", Moment, nullable=False),
    sa.Column("label", sa.Text, nullable=False, server_default=""),
    sa.Column("why", sa.Text, nullable=False, server_default=""),
    sa.Column("again_at", Moment),
)
sa.Index("ix_frontier_open", frontier.c.state, frontier.c.host, frontier.c.next_at)
sa.Index("ix_frontier_again", frontier.c.again_at)

sighting = sa.Table(
    "sighting",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("run", sa.Integer, sa.ForeignKey("run.id"), nullable=False, index=True),
)

capture = sa.Table(
    "capture",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("captured_at", Moment, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, index=True),
    sa.Column("warc_file", sa.Text, nullable=False),
    sa.Column("warc_offset", sa.BigInteger, nullable=False),
    sa.Column("warc_length", sa.BigInteger, nullable=False),
    sa.Column("run", sa.Integer, sa.ForeignKey("run.id"), nullable=False),
    sa.UniqueConstraint("url", "captured_at"),
)


def _content() -> list[sa.Column[Any]]:
    """The columns that an article and its superseded revisions share."""
    return [
        sa.Column("captured_at", Moment, nullable=False),
        sa.Column("capture_digest", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("titled_by", sa.Text, nullable=False, server_default=""),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published_at", Moment),
        sa.Column("precision", sa.Text, nullable=False),
        sa.Column("dated_by", sa.Text, nullable=False, server_default=""),
        sa.Column("origin", sa.Text),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column("editors", sa.JSON, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("purged_at", Moment),
    ]


article = sa.Table(
    "article",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    *_content(),
)

revision = sa.Table(
    "revision",
    metadata,
    sa.Column("article", sa.Text, sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    *_content(),
)

measure = sa.Table(
    "measure",
    metadata,
    sa.Column("analyser", sa.Text, primary_key=True),
    sa.Column("article", sa.Text, sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("content_hash", sa.Text, nullable=False),
    sa.Column("value", sa.JSON, nullable=False),
)

# Derived of measures, so that a new article is compared with its neighbours only (cityecho.archive.pieces).
piece = sa.Table(
    "piece",
    metadata,
    sa.Column("article", sa.Text, sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("marks", sa.JSON, nullable=False),
    sa.Column("match", sa.Text, nullable=False),
    sa.Column("root", sa.Text, nullable=False, index=True),
    sa.Column("also", sa.Text, nullable=False),
)

mark = sa.Table(
    "mark",
    metadata,
    sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article", sa.BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Derived of articles, measures, corrections and the registry, so that a study reads one narrow row an article
# (cityecho.archive.counted). A row whose stamp is not the reader's says nothing.
counted = sa.Table(
    "counted",
    metadata,
    sa.Column("article", sa.Text, sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("stamp", sa.Text, nullable=False, index=True),
    sa.Column("day", sa.Date),
    sa.Column("source", sa.Text),
    sa.Column("outlet", sa.Text),
    sa.Column("tier", sa.Text),
    sa.Column("region", sa.Text),
    sa.Column("owned", sa.Boolean),
    sa.Column("origin_outlet", sa.Text),
    sa.Column("places", sa.Text),
    sa.Column("prominence", sa.Text),
    sa.Column("summits", sa.Text),
    sa.Column("messages", sa.Text),
    sa.Column("industries", sa.Text),
    sa.Column("story", sa.Text, index=True),
    sa.Column("role", sa.Text),
    sa.Column("copied_from", sa.Text),
    sa.Column("sentiment", sa.Text),
    sa.Column("sentiment_score", sa.Float),
    sa.Column("snownlp_score", sa.Float),
    sa.Column("topic", sa.Text),
    sa.Column("is_measured", sa.Boolean),
    sa.Column("deals", sa.Integer),
    sa.Column("alike", sa.Text),
)
sa.Index("ix_counted_day", counted.c.day, counted.c.source)

correction = sa.Table(
    "correction",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("article", sa.Text, sa.ForeignKey("article.id"), nullable=False, index=True),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

visit = sa.Table(
    "visit",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("hour", Moment, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("run", sa.Integer, sa.ForeignKey("run.id"), primary_key=True),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
)

covered = sa.Table(
    "covered",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("first", sa.Date, primary_key=True),
    sa.Column("last", sa.Date, primary_key=True),
    sa.Column("run", sa.Integer, sa.ForeignKey("run.id"), nullable=False),
)

quarantine = sa.Table(
    "quarantine",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("capture", sa.Integer, sa.ForeignKey("capture.id")),
    sa.Column("dropped_at", Moment),
    sa.Column("why", sa.Text, nullable=False, server_default=""),
)

authorship = sa.Table(
    "authorship",
    metadata,
    sa.Column("article", sa.Text, sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("epoch", sa.Text, nullable=False),
    sa.Column("token", sa.Text, nullable=False),
)

forgotten = sa.Table(
    "forgotten",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("at", Moment, nullable=False),
)

cleanup = sa.Table(
    "cleanup",
    metadata,
    sa.Column("task", sa.Text, primary_key=True),
    sa.Column("file", sa.Text, primary_key=True),
)

backup = sa.Table(
    "backup",
    metadata,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
)

sent = sa.Table(
    "sent",
    metadata,
    sa.Column("route", sa.Text, primary_key=True),
    sa.Column("rule", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("tried_at", Moment, nullable=False),
    sa.Column("sent_at", Moment),
)

issued = sa.Table(
    "issued",
    metadata,
    sa.Column("report", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
    sa.Column("holes", sa.Integer, nullable=False),
    sa.Column("files", sa.JSON, nullable=False),
)
