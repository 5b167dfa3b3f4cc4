"""What stories are told by: pieces, and the marks they are found by. Derived; the next analysis fills them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the two tables, empty."""
    op.create_table(
        "piece",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("match", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("also", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_piece_article")),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_piece")),
    )
    op.create_index(op.f("ix_piece_root"), "piece", ["root"])
    op.create_table(
        "mark",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "at", "article", name=op.f("pk_mark")),
        sqlite_with_rowid=False,
    )
