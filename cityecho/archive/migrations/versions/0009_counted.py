"""What each article counts as, for studies. Derived; the next analysis fills it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table, with a row of no stamp for each article."""
    op.create_table(
        "counted",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("owned", sa.Boolean(), nullable=True),
        sa.Column("origin_outlet", sa.Text(), nullable=True),
        sa.Column("places", sa.Text(), nullable=True),
        sa.Column("prominence", sa.Text(), nullable=True),
        sa.Column("summits", sa.Text(), nullable=True),
        sa.Column("messages", sa.Text(), nullable=True),
        sa.Column("industries", sa.Text(), nullable=True),
        sa.Column("story", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("copied_from", sa.Text(), nullable=True),
        sa.Column("sentiment", sa.Text(), nullable=True),
        sa.Column("sentiment_score", sa.Float(), nullable=True),
        sa.Column("snownlp_score", sa.Float(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("is_measured", sa.Boolean(), nullable=True),
        sa.Column("deals", sa.Integer(), nullable=True),
        sa.Column("alike", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_counted_article")),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_counted")),
    )
    op.create_index(op.f("ix_counted_stamp"), "counted", ["stamp"])
    op.create_index(op.f("ix_counted_story"), "counted", ["story"])
    op.create_index("ix_counted_day", "counted", ["day", "source"])
    op.execute("INSERT INTO counted (article, stamp) SELECT id, '' FROM article")
