"""What a deletion has still to do once its transaction is committed, or was to do when it was killed.

A row names a file that no capture lies in any more, or not yet; task "rows" says that the database itself is
to be rewritten without what was deleted. Whoever next holds the archive's lock finishes it: a deletion that
is killed is not begun, or is completed, and never stays half.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from cityecho.archive.engine import upsert
from cityecho.archive.schema import cleanup, metadata


def intend(connection: sa.Connection, files: Iterable[str]) -> None:
    """Say that no capture lies in ``files``: they go, unless :func:`keep` takes it back."""
    upsert(connection, cleanup, [{"task": "file", "file": name} for name in files], ())


def keep(connection: sa.Connection, files: Iterable[str]) -> None:
    """Say that captures lie in ``files`` now."""
    connection.execute(cleanup.delete().where(cleanup.c.task == "file", cleanup.c.file.in_(list(files))))


def intend_rewrite(connection: sa.Connection) -> None:
    """Say that the database is to be rewritten without what was deleted."""
    upsert(connection, cleanup, [{"task": "rows", "file": ""}], ())


def finish(engine: sa.Engine, folder: Path) -> None:
    """Do what is written down to be done, then strike it out. Only under the archive's lock."""
    with engine.connect() as connection, connection.begin():
        tasks = connection.execute(sa.select(cleanup)).all()
    if not tasks:
        return
    for task in tasks:
        if task.task == "file":
            (folder / task.file).unlink(missing_ok=True)
    _rewrite(engine)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for task in tasks:
            done = cleanup.c.task == task.task, cleanup.c.file == task.file
            connection.execute(cleanup.delete().where(*done))


def _rewrite(engine: sa.Engine) -> None:
    """Write the database anew: what was deleted is then in none of its files."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(statement).fetchall()
        finally:
            raw.close()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in metadata.sorted_tables:
            connection.execute(sa.text(f'VACUUM FULL "{table.name}"'))
