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
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from cityecho.archive.articles import Articles
from cityecho.archive.captures import Captures
from cityecho.archive.engine import connect
from cityecho.archive.frontier import Frontier
from cityecho.archive.ledger import Ledger
from cityecho.archive.lock import alone
from cityecho.archive.measures import Measures
from cityecho.archive.values import (
    Correction,
    Covered,
    Lead,
    LeadRole,
    LeadState,
    Location,
    Measure,
    Quarantined,
    Run,
    RunState,
    Saved,
    StoredCapture,
    VisitState,
)
from cityecho.errors import TryLaterError

__all__ = [
    "Archive",
    "Correction",
    "Covered",
    "Lead",
    "LeadRole",
    "LeadState",
    "Location",
    "Measure",
    "Quarantined",
    "Run",
    "RunState",
    "Saved",
    "StoredCapture",
    "Transaction",
    "VisitState",
]


@dataclass(frozen=True)
class Transaction:
    """One transaction's view of the archive, by what it is about."""

    connection: sa.Connection

    @cached_property
    def articles(self) -> Articles:
        """Articles and revisions."""
        return Articles(self.connection)

    @cached_property
    def measures(self) -> Measures:
        """Measures and corrections."""
        return Measures(self.connection)

    @cached_property
    def frontier(self) -> Frontier:
        """What is to fetch, and what was seen."""
        return Frontier(self.connection)

    @cached_property
    def captures(self) -> Captures:
        """The index of captures."""
        return Captures(self.connection)

    @cached_property
    def ledger(self) -> Ledger:
        """Runs and coverage."""
        return Ledger(self.connection)


class Archive:
    """The archive at one database address, its schema up to date, and the folder of its captures."""

    def __init__(self, url: str, captures: Path | None = None) -> None:
        self._engine = connect(url)
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

    def alone(self) -> AbstractContextManager[None]:
        """Hold the archive's one writer lock. Raises TryLaterError when another run has it."""
        return alone(self._engine)

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
        try:
            with self._engine.connect().execution_options(writes=writes) as connection, connection.begin():
                yield Transaction(connection)
        except OperationalError as error:
            reason = str(error.orig)
            if "locked" in reason or "disk is full" in reason or "No space left" in reason:
                raise TryLaterError(
                    f"the archive can't be written now ({reason}); nothing is lost"
                ) from error
            raise


def _captures_beside(url: sa.URL) -> Path:
    """``CITYECHO_CAPTURES``, else a folder beside the SQLite file, else ``data/captures``."""
    named = os.environ.get("CITYECHO_CAPTURES")
    if named:
        return Path(named)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return Path(url.database).parent / "captures"
    return Path("data/captures")
