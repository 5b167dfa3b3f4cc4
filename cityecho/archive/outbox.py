"""What was told to whom, what could not be, and which reports there are to tell of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime

import sqlalchemy as sa

from cityecho.archive.desk import Part
from cityecho.archive.engine import upsert
from cityecho.archive.schema import issued, sent
from cityecho.archive.values import Issued, Telling, Tries


class Outbox(Part):
    """Messages by route, rule, subject and day: each is told once, and marked only after it was."""

    def tries(self, since: date) -> Mapping[Telling, Tries]:
        """What was tried for the days ``since`` then, and whether it was sent."""
        rows = self._connection.execute(sa.select(sent).where(sent.c.day >= since))
        return {
            Telling(r.route, r.rule, r.subject, r.day): Tries(r.tries, r.tried_at, r.sent_at) for r in rows
        }

    def sent(self, told: Iterable[Telling], now: datetime) -> None:
        """Say that the other side took these."""
        self._tried(told, now, now)

    def failed(self, told: Iterable[Telling], now: datetime) -> None:
        """Say that these were tried in vain, or nobody knows."""
        self._tried(told, now, None)

    def _tried(self, told: Iterable[Telling], now: datetime, sent_at: datetime | None) -> None:
        for one in told:
            key = {"route": one.route, "rule": one.rule, "subject": one.subject, "day": one.day}
            here = sa.and_(*(sent.c[name] == value for name, value in key.items()))
            before = self._connection.scalar(sa.select(sent.c.tries).where(here)) or 0
            row = key | {"tries": before + 1, "tried_at": now, "sent_at": sent_at}
            upsert(self._connection, sent, [row], ("tries", "tried_at", "sent_at"))

    def issue(self, report: Issued) -> None:
        """Enter a report whose files were written; one a day, the last."""
        row = asdict(report) | {"files": list(report.files)}
        upsert(self._connection, issued, [row], ("made_at", "title", "first", "last", "holes", "files"))

    def issued(self, since: date) -> tuple[Issued, ...]:
        """The reports made on the days ``since`` then, the latest last."""
        chosen = sa.select(issued).where(issued.c.day >= since).order_by(issued.c.made_at, issued.c.id)
        return tuple(
            Issued(r.report, r.id, r.day, r.made_at, r.title, r.first, r.last, r.holes, tuple(r.files))
            for r in self._connection.execute(chosen)
        )
