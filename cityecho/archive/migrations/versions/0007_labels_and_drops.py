"""How a list calls a page, whether a title is the page's own, and what an operator dropped from quarantine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns; of what is there already nothing is known."""
    for table, column in (
        ("frontier", "label"),
        ("article", "titled_by"),
        ("revision", "titled_by"),
        ("quarantine", "why"),
    ):
        op.add_column(table, sa.Column(column, sa.Text(), nullable=False, server_default=""))
    op.add_column("quarantine", sa.Column("dropped_at", sa.DateTime(timezone=True)))
