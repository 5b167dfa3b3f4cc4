"""Captures taken out of their WARC files, or put in another's place.

A file is never changed: its captures that stay are written to a new one, the rows move over in the caller's
transaction, and the old file goes when that is committed (:mod:`cityecho.archive.cleanup`).
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import sqlalchemy as sa

from cityecho.archive import cleanup
from cityecho.archive.schema import article, capture, revision
from cityecho.archive.values import Location, StoredCapture
from cityecho.article import Capture
from cityecho.errors import UsageError
from cityecho.record import record

if TYPE_CHECKING:
    from cityecho.archive import Archive, Transaction

_NAME = re.compile(r"(?P<stem>.*?)(?:\.r(?P<times>\d+))?(?P<tail>\.warc\.gz)")


@dataclass(frozen=True, slots=True)
class _Move:
    """A capture, where it lies now and with which digest; None: nowhere."""

    before: StoredCapture
    location: Location | None
    digest: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """New files, written and not yet led to by any row."""

    moves: tuple[_Move, ...]
    written: tuple[str, ...]
    left: tuple[str, ...]

    def enter(self, tx: Transaction) -> None:
        """Lead the rows to the new files, and have the old ones removed."""
        for move in self.moves:
            _enter(tx.connection, move)
        cleanup.keep(tx.connection, self.written)
        cleanup.intend(tx.connection, self.left)
        cleanup.intend_rewrite(tx.connection)


def rewrite(archive: Archive, changed: Mapping[int, Capture | None]) -> Rewritten:
    """Write the files of the captures with ids in ``changed`` anew: without them, or with what replaces them.

    Changes nothing that a reader sees before :meth:`Rewritten.enter` is committed. Under the archive's lock.
    """
    with archive.read() as tx:
        files = _by_file(tx.captures.each())
    affected = {name: some for name, some in files.items() if any(one.id in changed for one in some)}
    remaining = {
        _next_name(name): some
        for name, some in affected.items()
        if any(changed.get(one.id, one) is not None for one in some)
    }
    with archive.begin() as tx:
        cleanup.intend(tx.connection, remaining)
    moves = [
        move
        for name, some in remaining.items()
        for move in _written(archive.captures_folder, name, some, changed)
    ]
    moved = {move.before.id for move in moves}
    gone = [_Move(one, None, one.digest) for some in affected.values() for one in some if one.id not in moved]
    return Rewritten((*moves, *gone), tuple(remaining), tuple(affected))


def _by_file(captures: Iterable[StoredCapture]) -> dict[str, list[StoredCapture]]:
    files: defaultdict[str, list[StoredCapture]] = defaultdict(list)
    for one in captures:
        if one.location is not None:
            files[one.location.file].append(one)
    return files


def _next_name(name: str) -> str:
    """run-000007.warc.gz, run-000007.r1.warc.gz, run-000007.r2.warc.gz …"""
    match = _NAME.fullmatch(name)
    if match is None:
        return f"{name}.r1.warc.gz"
    return f"{match['stem']}.r{int(match['times'] or 0) + 1}{match['tail']}"


def _written(
    folder: Path, name: str, captures: Iterable[StoredCapture], changed: Mapping[int, Capture | None]
) -> list[_Move]:
    moves = []
    with (folder / name).open("wb") as file:
        for one in captures:
            if one.location is None:
                continue
            put = changed.get(one.id, one)
            if put is not None:
                made = record(put) if isinstance(put, Capture) else _bytes_at(folder, one.location)
                moves.append(_Move(one, _append(file, name, made), put.digest))
        file.flush()
        os.fsync(file.fileno())
    return moves


def _bytes_at(folder: Path, where: Location) -> bytes:
    path = folder / where.file
    try:
        with path.open("rb") as file:
            file.seek(where.offset)
            return file.read(where.length)
    except FileNotFoundError as error:
        raise UsageError(f"{path}: the captures are not here; is CITYECHO_CAPTURES right?") from error


def _append(file: BinaryIO, name: str, made: bytes) -> Location:
    offset = file.tell()
    file.write(made)
    return Location(name, offset, len(made))


def _enter(connection: sa.Connection, move: _Move) -> None:
    where = move.location or Location("", 0, 0)
    connection.execute(
        capture.update()
        .where(capture.c.id == move.before.id)
        .values(warc_file=where.file, warc_offset=where.offset, warc_length=where.length, digest=move.digest)
    )
    if move.digest != move.before.digest:
        for table in (article, revision):
            stands = table.c.capture_digest == move.before.digest
            connection.execute(table.update().where(stands).values(capture_digest=move.digest))
