"""Where on its page an article's time was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the place to articles and their revisions; that of earlier ones is unknown until they are reread."""
    for table in ("article", "revision"):
        op.add_column(table, sa.Column("dated_by", sa.Text(), nullable=False, server_default=""))
