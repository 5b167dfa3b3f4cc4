"""Why a source was blocked, capped or failed in an hour."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the reason to the visits; that of earlier ones was not kept."""
    op.add_column("visit", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
