"""The secret under which the authors of one day's posts are counted, and its end.

It lies in one file beside the captures, readable by its owner alone, so that a crawl that is killed and run
again on the same day counts the same author once. It is destroyed by the first use on another day: a crawl
across midnight takes a new one with its next post, and every command that opens the archive destroys a stale
one (:func:`destroy_stale`). It is never in the database, in captures or in a backup. Days are Beijing's.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from cityecho.article import BEIJING

_NAME = "author-key"


@dataclass(frozen=True, slots=True)
class _Secret:
    day: date
    epoch: str  # names this secret and says nothing of it
    key: bytes = field(repr=False)


class DayKey:
    """Makes tokens of authors. One who is seen twice under one secret has one token."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._path, self._now = folder / _NAME, now
        self._secret: _Secret | None = None

    def token(self, author: str) -> tuple[str, str]:
        """The secret's name, and the token of ``author`` under it: 16 hex digits."""
        today = _day(self._now())
        if self._secret is None or self._secret.day != today:
            self._secret = self._renewed(today)
        digest = hmac.new(self._secret.key, author.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return self._secret.epoch, digest.hexdigest()[:16]

    def close(self) -> None:
        """Forget the secret in memory, and destroy its file when its day is over."""
        self._secret = None
        destroy_stale(self._path.parent, self._now())

    def _renewed(self, today: date) -> _Secret:
        known = _read(self._path)
        if known is not None and known.day == today:
            return known
        _destroy(self._path)
        fresh = _Secret(today, secrets.token_hex(8), secrets.token_bytes(32))
        _write(self._path, fresh)
        return fresh


def destroy_stale(folder: Path, now: datetime) -> None:
    """Destroy the secret beside the captures in ``folder`` unless it is of today."""
    path = folder / _NAME
    if path.exists():
        known = _read(path)
        if known is None or known.day != _day(now):
            _destroy(path)


def _day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()


def _read(path: Path) -> _Secret | None:
    """The secret in the file; None when there is none, or a kill cut it short."""
    try:
        said = json.loads(path.read_text("ascii"))
        return _Secret(date.fromisoformat(said["day"]), said["epoch"], bytes.fromhex(said["key"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, secret: _Secret) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    said = {"day": secret.day.isoformat(), "epoch": secret.epoch, "key": secret.key.hex()}
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump(said, file)
        file.flush()
        os.fsync(file.fileno())


def _destroy(path: Path) -> None:
    """Overwrite the file, then remove it. Another command may have done so already."""
    with contextlib.suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
