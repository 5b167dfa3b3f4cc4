"""Why a database can't be opened, as one line that names it and never its password."""

from __future__ import annotations

import sqlite3

import sqlalchemy as sa

from cityecho.errors import CityEchoError, TryLaterError, UsageError

_NO_FILE = ("file is not a database", "unable to open database file", "attempt to write a readonly")
_SERVER_SAYS = ("FATAL", "致命错误")  # in the server's own tongue; what libpq says by itself is English
_PASSING = ("starting up", "shutting down", "too many", "connection slots", "recovery")


def refused(address: sa.URL, error: BaseException | None) -> CityEchoError | None:
    """What to raise where opening ``address`` ended in ``error``; None where that is no word of the door's.

    A server that can't be reached, or has no room, may be there later; one that doesn't know the user, the
    password or the database wants another address.
    """
    said = str(error).strip()
    if isinstance(error, sqlite3.Error):
        is_ours = any(sign in said for sign in _NO_FILE)
        return UsageError(f"--archive: {address.database}: {said}") if is_ours else None
    if address.get_backend_name() != "postgresql" or getattr(error, "sqlstate", None) is not None:
        return None
    line = f"--archive: {_named(address)}: {' '.join(said.split())}"
    is_answer = any(sign in said for sign in _SERVER_SAYS) and not any(sign in said for sign in _PASSING)
    return UsageError(line) if is_answer else TryLaterError(f"{line}; nothing is lost, try again later")


def _named(address: sa.URL) -> str:
    """``address`` without its password and its options, which may hold one, too."""
    bare = address.set(drivername=address.get_backend_name(), query={})
    user = f"{bare.username}@" if bare.username else ""
    port = f":{bare.port}" if bare.port else ""
    return f"{bare.drivername}://{user}{bare.host or ''}{port}/{bare.database or ''}"
