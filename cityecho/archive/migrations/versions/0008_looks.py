"""A visit for each run of an hour, and of an address why it was given up and when it is asked for again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cityecho.archive.moment import Moment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Widen the key of visits; addresses known so far are not asked again by themselves."""
    with op.batch_alter_table("visit") as visit:
        visit.drop_constraint("pk_visit", type_="primary")
        visit.create_primary_key("pk_visit", ["source", "hour", "run"])
    op.add_column("frontier", sa.Column("why", sa.Text(), nullable=False, server_default=""))
    op.add_column("frontier", sa.Column("again_at", Moment, nullable=True))
    op.create_index("ix_frontier_again", "frontier", ["again_at"], unique=False)
