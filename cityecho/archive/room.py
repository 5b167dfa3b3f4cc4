"""Disk and locks: what passes by itself, told as :class:`TryLaterError`, and room asked for beforehand."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from cityecho.errors import TryLaterError

# The fifth is what SQLite says of a quota that is used up; those after it are of a server that went away.
_PASSING = (
    "locked",
    "disk is full",
    "No space left",
    "could not extend file",
    "disk I/O error",
    "terminating connection",
    "server closed the connection",
    "connection failed",
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_MEGABYTE = 1_000_000


@contextmanager
def patiently() -> Iterator[None]:
    """Turn a full disk, a lock held by another or a server that went into :class:`TryLaterError`."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        reason = " ".join(str(error.orig if isinstance(error, OperationalError) else error).split())
        if any(sign in reason for sign in _PASSING):
            raise TryLaterError(f"the archive can't be written now ({reason}); nothing is lost") from error
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise TryLaterError(
                f"the disk is full ({error.filename or error.strerror}); nothing is lost"
            ) from error
        raise


def demand_room(engine: sa.Engine, captures: Path, megabytes: int) -> None:
    """Raise :class:`TryLaterError` with fewer than ``megabytes`` (10⁶ bytes) free for archive or captures."""
    places = [captures]
    if engine.dialect.name == "sqlite" and engine.url.database and engine.url.database != ":memory:":
        places.append(Path(engine.url.database).parent)
    for place in places:
        there = next(folder for folder in (place.absolute(), *place.absolute().parents) if folder.exists())
        free = shutil.disk_usage(there).free // _MEGABYTE
        if free < megabytes:
            raise TryLaterError(
                f"only {free} MB are free at {place}, minimum_free_mb is {megabytes}; nothing was begun"
            )
