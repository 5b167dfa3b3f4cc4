"""What was told to whom, and which reports were made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cityecho.archive.moment import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the two tables, empty: reports made before this are told to nobody."""
    op.create_table(
        "sent",
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", Moment, nullable=False),
        sa.Column("sent_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("route", "rule", "subject", "day", name=op.f("pk_sent")),
    )
    op.create_table(
        "issued",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("holes", sa.Integer(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("report", "id", "day", name=op.f("pk_issued")),
    )
