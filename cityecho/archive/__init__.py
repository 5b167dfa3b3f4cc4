"""The only door to the database and the captures.

Everything happens in a transaction::

    with archive.begin() as tx:         # writes; commits when the block ends, rolls back on an error
        tx.articles.save(article)
    with archive.read() as tx:          # reads a snapshot
        for article in tx.articles.between(first, last): ...
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from cityecho.archive import cleanup
from cityecho.archive.articles import Articles
from cityecho.archive.as_of import Held, as_of
from cityecho.archive.authors import Authors
from cityecho.archive.behind import PAGE, Behind, RowsBehind
from cityecho.archive.captures import Captures
from cityecho.archive.counted import Counted
from cityecho.archive.desk import Desk
from cityecho.archive.engine import connect, journal_note
from cityecho.archive.frontier import Frontier
from cityecho.archive.ledger import Ledger
from cityecho.archive.lock import alone
from cityecho.archive.measures import Measures
from cityecho.archive.outbox import Outbox
from cityecho.archive.pieces import Pieces
from cityecho.archive.quarantine import Quarantine
from cityecho.archive.room import demand_room, patiently
from cityecho.archive.values import (
    Authorship,
    Backup,
    Correction,
    Count,
    Covered,
    Dropped,
    Head,
    Issued,
    Lead,
    LeadRole,
    LeadState,
    Location,
    Lost,
    Measure,
    Narrow,
    Passed,
    Quarantined,
    Run,
    RunState,
    Saved,
    StoredCapture,
    StoredPiece,
    Telling,
    Tries,
    Visit,
    VisitState,
)
from cityecho.archive.warc import read_whole

__all__ = [
    "PAGE",
    "Archive",
    "Authorship",
    "Backup",
    "Behind",
    "Correction",
    "Count",
    "Covered",
    "Dropped",
    "Head",
    "Held",
    "Issued",
    "Lead",
    "LeadRole",
    "LeadState",
    "Location",
    "Lost",
    "Measure",
    "Narrow",
    "Passed",
    "Quarantined",
    "RowsBehind",
    "Run",
    "RunState",
    "Saved",
    "StoredCapture",
    "StoredPiece",
    "Telling",
    "Transaction",
    "Tries",
    "Visit",
    "VisitState",
    "read_whole",
]


@dataclass(frozen=True)
class Transaction:
    """One transaction's view of the archive, by what it is about."""

    desk: Desk

    @property
    def connection(self) -> sa.Connection:
        """The way to the database, for what is no part's own."""
        return self.desk.connection

    @cached_property
    def articles(self) -> Articles:
        """Articles and revisions."""
        return Articles(self.desk)

    @cached_property
    def authors(self) -> Authors:
        """How many people wrote posts."""
        return Authors(self.desk)

    @cached_property
    def measures(self) -> Measures:
        """Measures and corrections."""
        return Measures(self.desk)

    @cached_property
    def counted(self) -> Counted:
        """What articles count as."""
        return Counted(self.desk)

    @cached_property
    def pieces(self) -> Pieces:
        """What stories are told by."""
        return Pieces(self.desk)

    @cached_property
    def frontier(self) -> Frontier:
        """What is to fetch, and what was seen."""
        return Frontier(self.desk)

    @cached_property
    def captures(self) -> Captures:
        """The index of captures."""
        return Captures(self.desk)

    @cached_property
    def ledger(self) -> Ledger:
        """Runs and coverage."""
        return Ledger(self.desk)

    @cached_property
    def outbox(self) -> Outbox:
        """What was told to whom."""
        return Outbox(self.desk)

    def behind(self, made_at: datetime) -> RowsBehind:
        """The rows that a report made at that time stands on, as text."""
        return RowsBehind(self.connection, made_at)

    @contextmanager
    def as_of(self, held: Held) -> Iterator[None]:
        """Within the block this transaction sees the archive as it stood."""
        with as_of(self.connection, held):
            yield

    @cached_property
    def quarantine(self) -> Quarantine:
        """What could not be read."""
        return Quarantine(self.desk)


class Archive:
    """The archive at one database address, its schema up to date, and the folder of its captures."""

    def __init__(self, url: str, captures: Path | None = None) -> None:
        with patiently():
            self._engine = connect(url)
        self._is_alone = False
        self.captures_folder = captures or _captures_beside(self._engine.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the archive's one writer lock. Raises TryLaterError when another run has it.

        A command of several steps holds it over all of them; within, a step that asks for it has it.
        """
        if self._is_alone:
            yield
            return
        with alone(self._engine):
            self._is_alone = True
            try:
                self.finish_cleanup()
                yield
            finally:
                self._is_alone = False

    def finish_cleanup(self) -> None:
        """Complete a deletion, also one that was killed. Only under the lock. Raises TryLaterError: disk."""
        with patiently():
            cleanup.finish(self._engine, self.captures_folder)

    def database_files(self) -> tuple[Path, ...]:
        """The database's files on this machine: none where a server keeps them."""
        named = self._engine.url.database
        if self._engine.dialect.name != "sqlite" or not named:
            return ()
        return tuple(path for end in ("", "-wal", "-journal") if (path := Path(named + end)).is_file())

    def demand_room(self, megabytes: int) -> None:
        """Raise TryLaterError when fewer than ``megabytes`` are free where the archive writes."""
        demand_room(self._engine, self.captures_folder, megabytes)

    @property
    def journal_note(self) -> str:
        """What there is to say about how SQLite keeps its journal here; "" when nothing."""
        return journal_note(self._engine)

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A writing transaction: all of the block or nothing of it. Raises TryLaterError: lock or disk."""
        with self._transaction(writes=True) as tx:
            yield tx

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A reading transaction."""
        with self._transaction(writes=False) as tx:
            yield tx

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Transaction]:
        with (
            patiently(),
            self._engine.connect().execution_options(writes=writes) as connection,
            connection.begin(),
        ):
            tx = Transaction(Desk(connection))
            yield tx
            tx.desk.flush()


def _captures_beside(url: sa.URL) -> Path:
    """``CITYECHO_CAPTURES``, else a folder beside the SQLite file, else ``data/captures``."""
    named = os.environ.get("CITYECHO_CAPTURES")
    if named:
        return Path(named)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return Path(url.database).parent / "captures"
    return Path("data/captures")
