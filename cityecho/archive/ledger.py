"""Runs, what each source was like by the hour, and which days of publication are covered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

import sqlalchemy as sa

from cityecho.archive.engine import upsert
from cityecho.archive.schema import article, covered, quarantine, run, sighting, visit
from cityecho.archive.values import Covered, Quarantined, Run, RunState, VisitState

_BATCH = 500


class Ledger:
    """The book of what was done, and of what was not."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def begin(self, command: str, now: datetime) -> int:
        """Open a run; one that was still open was interrupted. Returns the run's id."""
        self._connection.execute(
            run.update().where(run.c.state == "running").values(state="interrupted", ended_at=now)
        )
        opened = run.insert().values(command=command, started_at=now, state="running", counts={})
        key = self._connection.execute(opened).inserted_primary_key
        if key is None:
            raise AssertionError("an inserted run has an id")
        return int(key[0])

    def end(self, run_id: int, state: RunState, counts: Mapping[str, int], now: datetime) -> None:
        """Close a run with its state and counts."""
        self._connection.execute(
            run.update().where(run.c.id == run_id).values(state=state, counts=dict(counts), ended_at=now)
        )

    def runs(self) -> tuple[Run, ...]:
        """All runs, the latest last."""
        rows = self._connection.execute(sa.select(run).order_by(run.c.id))
        return tuple(Run(r.id, r.command, r.started_at, r.ended_at, r.state, r.counts) for r in rows)

    def visited(self, source: str, at: datetime, state: VisitState, run_id: int) -> None:
        """Say what a source was like in the hour of ``at``; the last word of the hour counts."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        row = {"source": source, "hour": hour, "state": state, "run": run_id}
        upsert(self._connection, visit, [row], ("state", "run"))

    def visits(self) -> tuple[tuple[str, datetime, VisitState], ...]:
        """Source, hour and state of every hour in which a source was tried."""
        rows = self._connection.execute(sa.select(visit).order_by(visit.c.source, visit.c.hour))
        return tuple((row.source, row.hour, row.state) for row in rows)

    def last_started(self, command: str) -> Mapping[str, datetime]:
        """By source: when the latest run of ``command`` began that visited it."""
        latest = (
            sa.select(visit.c.source, sa.func.max(run.c.started_at).label("at"))
            .join(run, run.c.id == visit.c.run)
            .where(run.c.command == command)
            .group_by(visit.c.source)
        )
        return {row.source: row.at for row in self._connection.execute(latest)}

    def oldest(self, keys: Collection[str]) -> date | None:
        """Day of the oldest dated article among those at canonical addresses ``keys``."""
        ordered = list(keys)
        days: list[date] = []
        for start in range(0, len(ordered), _BATCH):
            dated = sa.and_(
                article.c.key.in_(ordered[start : start + _BATCH]), article.c.published_at.is_not(None)
            )
            day = self._connection.scalar(sa.select(sa.func.min(article.c.day)).where(dated))
            if day is not None:
                days.append(day)
        return min(days, default=None)

    def reach(self, source: str, run_id: int) -> date | None:
        """Day of the oldest dated article that a list of ``source`` named during the run."""
        named = sighting.join(article, article.c.key == sighting.c.key)
        oldest = (
            sa.select(sa.func.min(article.c.day))
            .select_from(named)
            .where(sighting.c.source == source, sighting.c.run == run_id, article.c.published_at.is_not(None))
        )
        found: date | None = self._connection.scalar(oldest)
        return found

    def cover(self, days: Covered, run_id: int) -> None:
        """Enter days of publication as covered."""
        row = {"source": days.source, "first": days.first, "last": days.last, "run": run_id}
        upsert(self._connection, covered, [row], ())

    def covered(self) -> tuple[Covered, ...]:
        """All covered spans, by source and first day; they may overlap."""
        rows = self._connection.execute(
            sa.select(covered).order_by(covered.c.source, covered.c.first, covered.c.last)
        )
        return tuple(Covered(row.source, row.first, row.last) for row in rows)

    def quarantine(self, document: Quarantined) -> None:
        """Record a document that could not be read."""
        row = {
            "key": document.key,
            "url": document.url,
            "source": document.source,
            "at": document.at,
            "error": document.error,
            "capture": document.capture,
        }
        upsert(self._connection, quarantine, [row], ("at", "error", "capture"))

    def quarantined(self) -> tuple[Quarantined, ...]:
        """Every document in quarantine, the latest last."""
        rows = self._connection.execute(sa.select(quarantine).order_by(quarantine.c.at, quarantine.c.key))
        return tuple(Quarantined(r.key, r.url, r.source, r.at, r.error, r.capture) for r in rows)
