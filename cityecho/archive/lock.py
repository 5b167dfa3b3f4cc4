"""One writer an archive: a second one is told to come back later, and a killed one leaves nothing behind."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from filelock import FileLock, Timeout

from cityecho.errors import TryLaterError


@contextmanager
def alone(engine: sa.Engine) -> Iterator[None]:
    """Hold the archive's writer lock. Raises TryLaterError at once when another process has it."""
    if engine.dialect.name == "sqlite":
        database = engine.url.database
        lock = FileLock(f"{database}.lock")
        try:
            with lock.acquire(timeout=0):
                yield
        except Timeout as error:
            raise _taken(database) from error
        return
    # The key need only differ between archives that share a server; the lock ends with the connection.
    key = zlib.crc32(b"cityecho:" + (engine.url.database or "").encode())
    with engine.connect() as connection:
        if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(key))):
            raise _taken(engine.url.database)
        connection.commit()
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))


def _taken(database: str | None) -> TryLaterError:
    return TryLaterError(
        f"another run is writing {database} (cityecho runs tells which); try again when it has ended"
    )
