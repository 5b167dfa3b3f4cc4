"""Where one transaction speaks to the database, and what its parts share."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


class Desk:
    """Says at once what wants an answer, and together what wants none: rows of one statement wait for others.

    For a batch of pages that is one execution instead of one for each. Nothing can be read before it is
    written: who asks for the connection gets it when all that waited is said.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._said = connection
        self._waiting: dict[sa.Executable, list[dict[str, Any]]] = {}

    def later(self, statement: sa.Executable, row: dict[str, Any]) -> None:
        """Say ``statement`` of ``row`` before anything else is said, and at the latest when it is over."""
        self._waiting.setdefault(statement, []).append(row)

    @property
    def connection(self) -> sa.Connection:
        """The way to the database."""
        self.flush()
        return self._said

    def flush(self) -> None:
        """Say what waits, one statement after the other in the order in which they first came."""
        waiting, self._waiting = self._waiting, {}
        for statement, rows in waiting.items():
            self._said.execute(statement, rows)


class Part:
    """A part of the archive, as one transaction sees it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _connection(self) -> sa.Connection:
        return self._desk.connection
