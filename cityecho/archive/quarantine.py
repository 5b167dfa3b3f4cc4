"""Documents that could not be read: one entry a page, with its last error, until it is read or dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

import sqlalchemy as sa

from cityecho.archive.batching import batches
from cityecho.archive.desk import Part
from cityecho.archive.engine import upsert
from cityecho.archive.schema import quarantine
from cityecho.archive.values import Dropped, Quarantined


class Quarantine(Part):
    """The entries. One that was dropped is kept with the reason, and hidden while the same error recurs."""

    def put(self, document: Quarantined) -> None:
        """Record a document that could not be read; another error than the one dropped brings it back."""
        row = {
            "key": document.key,
            "url": document.url,
            "source": document.source,
            "at": document.at,
            "error": document.error,
            "capture": document.capture,
        }
        known = quarantine.c.key == document.key
        upsert(self._connection, quarantine, [{**row, "why": ""}], ())
        back = {"dropped_at": None, "why": ""}
        self._connection.execute(
            quarantine.update().where(known, quarantine.c.error != document.error).values(back)
        )
        changed = {name: row[name] for name in ("at", "error", "capture")}
        self._connection.execute(quarantine.update().where(known).values(changed))

    def release(self, keys: Collection[str]) -> None:
        """Strike documents out, dropped or not: they were read."""
        for batch in batches(keys):
            self._connection.execute(quarantine.delete().where(quarantine.c.key.in_(batch)))

    def drop(self, keys: Collection[str], why: str, now: datetime) -> None:
        """Let documents go unread, for a reason that is kept."""
        for batch in batches(keys):
            self._connection.execute(
                quarantine.update().where(quarantine.c.key.in_(batch)).values(dropped_at=now, why=why)
            )

    def known(self) -> frozenset[str]:
        """The keys of all entries, dropped or not."""
        return frozenset(self._connection.scalars(sa.select(quarantine.c.key)))

    def documents(self) -> tuple[Quarantined, ...]:
        """Every document that waits to be read or dropped, the latest last."""
        return tuple(map(_document, self._rows(quarantine.c.dropped_at.is_(None))))

    def dropped(self) -> tuple[Dropped, ...]:
        """Every document that was dropped, when and why."""
        rows = self._rows(quarantine.c.dropped_at.is_not(None))
        return tuple(Dropped(_document(row), row.dropped_at, row.why) for row in rows)

    def _rows(self, condition: sa.ColumnElement[bool]) -> Iterator[sa.Row[tuple[object, ...]]]:
        chosen = sa.select(quarantine).where(condition).order_by(quarantine.c.at, quarantine.c.key)
        yield from self._connection.execute(chosen)


def _document(row: sa.Row[tuple[object, ...]]) -> Quarantined:
    return Quarantined(row.key, row.url, row.source, row.at, row.error, row.capture)
