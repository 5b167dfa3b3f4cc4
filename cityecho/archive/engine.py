"""Opening the database: dialect, pragmas, migration."""

from __future__ import annotations

import json
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError

from cityecho.archive.closed import refused
from cityecho.archive.schema import metadata
from cityecho.errors import UsageError

_BUSY_MS = 10_000
_MIGRATIONS = Path(__file__).parent / "migrations"


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """False for the SQLite versions whose WAL reset can race and corrupt (3.7.0 to 3.51.2).

    Fixed in 3.51.3 and, by backport, in 3.44.6 and 3.50.7 (sqlite.org, "WAL-reset bug").
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def journal_note(engine: sa.Engine) -> str:
    """That the SQLite in use has the WAL race, and what is done about it; "" where there is no need."""
    return sqlite_note() if engine.dialect.name == "sqlite" else ""


def sqlite_note() -> str:
    """What there is to say of this machine's SQLite; "" when nothing."""
    if wal_is_safe(sqlite3.sqlite_version_info):
        return ""
    return (
        f"SQLite {sqlite3.sqlite_version} keeps a rollback journal here: its write-ahead journal can lose "
        "data before 3.51.3. Nothing needs doing; while a crawl writes, other commands wait for moments"
    )


def connect(url: str) -> sa.Engine:
    """An engine for ``url`` (sqlite:///… or postgresql://…) whose schema is at the newest migration."""
    try:
        address = sa.make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UsageError(_no_address(url)) from error
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise UsageError(f"--archive: {address.drivername} is not sqlite:///… or postgresql://…")
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    dumps = partial(json.dumps, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    engine = sa.create_engine(address, json_serializer=dumps)
    if engine.dialect.name == "sqlite":
        if address.database and address.database != ":memory:":
            _make_folder(Path(address.database).parent)
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    try:
        _migrate(engine)
    except DatabaseError as error:
        if closed := refused(address, error.orig):
            raise closed from error
        raise
    return engine


def _no_address(url: str) -> str:
    """What to say of ``url``, which may hold a password where it is no file's name."""
    if "@" in url or "//" in url:
        return "--archive: not a database address; sqlite:///FILE or postgresql://USER@HOST/NAME is one"
    return f"--archive: not a database address: {url}; did you mean sqlite:///{url}?"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise UsageError(f"--archive: {folder}: no folder can be made there ({error.strerror})") from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """FULL sync; WAL only where its reset is safe, else the rollback journal."""
    connection.isolation_level = None  # we say BEGIN ourselves, so that a writer locks from its first read
    journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "TRUNCATE"
    for pragma in (
        f"journal_mode={journal}",
        "synchronous=FULL",
        f"busy_timeout={_BUSY_MS}",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted or replaced is overwritten, and not left in free space
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: sa.Engine) -> None:
    """Bring the schema to the newest migration; cheap when it is there already."""
    from alembic import command  # slow to import, and only needed here  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        migrated = sa.inspect(connection).has_table("alembic_version")
        if migrated and connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == head:
            return
    with engine.connect().execution_options(writes=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def upsert(
    connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]], change: tuple[str, ...]
) -> int:
    """Insert ``rows``; where the primary key is taken, set the columns ``change`` (none: keep the old row).

    Returns the number of rows inserted or changed.
    """
    if not rows:
        return 0
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    if change:
        updated = statement.on_conflict_do_update(
            index_elements=keys, set_={name: statement.excluded[name] for name in change}
        )
    else:
        updated = statement.on_conflict_do_nothing(index_elements=keys)
    return connection.execute(updated, rows).rowcount


__all__ = ["connect", "metadata", "upsert", "wal_is_safe"]
