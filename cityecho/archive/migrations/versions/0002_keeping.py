"""What may be kept, for how long, and what was forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cityecho.archive.moment import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and the mark of a purged text."""
    op.add_column("article", sa.Column("purged_at", Moment, nullable=True))
    op.add_column("revision", sa.Column("purged_at", Moment, nullable=True))
    op.create_table(
        "authorship",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_authorship_article")),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_authorship")),
    )
    op.create_table(
        "forgotten",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_forgotten")),
    )
    op.create_table(
        "cleanup",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("task", "file", name=op.f("pk_cleanup")),
    )
    op.create_table(
        "backup",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_backup")),
    )
