"""Runs, what each source was like by the hour, and which days of publication are covered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType

import sqlalchemy as sa

from cityecho.archive.batching import batches
from cityecho.archive.desk import Part
from cityecho.archive.engine import upsert
from cityecho.archive.schema import article, covered, run, sighting, visit
from cityecho.archive.values import Covered, Run, RunState, Visit, VisitState

# Said for each batch of pages: building such a statement costs more than running it.
_COUNT = run.update().where(run.c.id == sa.bindparam("run")).values(counts=sa.bindparam("said"))


class Ledger(Part):
    """The book of what was done, and of what was not."""

    def begin(self, command: str, now: datetime, counts: Mapping[str, int] = MappingProxyType({})) -> int:
        """Open a run; one that was still open was interrupted. Returns the run's id."""
        self._connection.execute(
            run.update().where(run.c.state == "running").values(state="interrupted", ended_at=now)
        )
        opened = run.insert().values(command=command, started_at=now, state="running", counts=dict(counts))
        key = self._connection.execute(opened).inserted_primary_key
        if key is None:
            raise AssertionError("an inserted run has an id")
        return int(key[0])

    def count(self, run_id: int, counts: Mapping[str, int]) -> None:
        """Say how far an open run is."""
        self._connection.execute(_COUNT, {"run": run_id, "said": dict(counts)})

    def end(self, run_id: int, state: RunState, counts: Mapping[str, int], now: datetime) -> None:
        """Close a run with its state and counts."""
        self._connection.execute(
            run.update().where(run.c.id == run_id).values(state=state, counts=dict(counts), ended_at=now)
        )

    def runs(self, last: int | None = None, *, upto: int | None = None) -> tuple[Run, ...]:
        """The ``last`` runs (None: all) up to the one of that id, the latest last."""
        later = run.alias()
        follows = sa.exists().where(later.c.id > run.c.id, later.c.started_at == run.c.ended_at)
        killed = sa.and_(run.c.state == "interrupted", follows)
        chosen = sa.select(run, killed.label("killed")).order_by(run.c.id.desc()).limit(last)
        rows = self._connection.execute(chosen if upto is None else chosen.where(run.c.id <= upto))
        found = [Run(r.id, r.command, r.started_at, r.ended_at, r.state, r.counts, r.killed) for r in rows]
        return tuple(reversed(found))

    def last_ended(self) -> datetime | None:
        """When a run ended last, or was seen to have been killed; None: none was there yet."""
        moment: datetime | None = self._connection.scalar(sa.select(sa.func.max(run.c.ended_at)))
        return moment

    def visits_of(self, run_id: int) -> tuple[Visit, ...]:
        """What that run said of its sources, by source and hour."""
        chosen = sa.select(visit).where(visit.c.run == run_id).order_by(visit.c.source, visit.c.hour)
        return tuple(Visit(r.source, r.hour, r.state, r.reason) for r in self._connection.execute(chosen))

    def visited(self, source: str, at: datetime, state: VisitState, run_id: int, reason: str = "") -> None:
        """Say what a source was like in the hour of ``at``, by this run; other runs' words stay.

        Of one run the last word counts, but "ok" stays "ok". ``reason``: why it was
        blocked, capped or failed.
        """
        hour = at.replace(minute=0, second=0, microsecond=0)
        if state == "nothing-new":
            here = sa.and_(
                visit.c.source == source, visit.c.hour == hour, visit.c.run == run_id, visit.c.state == "ok"
            )
            state = self._connection.scalar(sa.select(visit.c.state).where(here)) or state
        row = {"source": source, "hour": hour, "state": state, "run": run_id, "reason": reason}
        upsert(self._connection, visit, [row], ("state", "reason"))

    def visits(self, since: datetime | None = None) -> tuple[tuple[str, datetime, VisitState], ...]:
        """Source, hour and state of every look (``since`` then), by source and hour, the latest last."""
        chosen = sa.select(visit).order_by(visit.c.source, visit.c.hour, visit.c.run)
        if since is not None:
            chosen = chosen.where(visit.c.hour >= since)
        return tuple((row.source, row.hour, row.state) for row in self._connection.execute(chosen))

    def reasons(self) -> Mapping[tuple[str, datetime], str]:
        """By source and hour: why it was last blocked, capped or failed, where that was said."""
        told = sa.select(visit).where(visit.c.reason != "").order_by(visit.c.run)
        return {(row.source, row.hour): row.reason for row in self._connection.execute(told)}

    def last_visit(self, source: str) -> VisitState | None:
        """What ``source`` was like when it was last tried; None: it never was."""
        chosen = (
            sa.select(visit.c.state)
            .where(visit.c.source == source)
            .order_by(visit.c.hour.desc(), visit.c.run.desc())
        )
        state: VisitState | None = self._connection.scalar(chosen.limit(1))
        return state

    def last_whole(self, source: str) -> int:
        """The latest run that read the lists of ``source`` to their end; 0: none did."""
        whole = sa.select(sa.func.max(visit.c.run)).where(
            visit.c.source == source, visit.c.state.in_(("ok", "nothing-new"))
        )
        return self._connection.scalar(whole) or 0

    def sighted_since(self, source: str, run_id: int) -> frozenset[str]:
        """Keys of the articles that lists of ``source`` named in the runs after ``run_id``."""
        named = sa.select(sighting.c.key).where(sighting.c.source == source, sighting.c.run > run_id)
        return frozenset(self._connection.scalars(named))

    def last_started(self, command: str) -> Mapping[str, datetime]:
        """By source: when the latest run of ``command`` began that visited it.

        The latest by number, not by its time: a clock that was put back must not hide the runs since.
        """
        latest = (
            sa.select(visit.c.source, sa.func.max(run.c.id).label("run"))
            .join(run, run.c.id == visit.c.run)
            .where(run.c.command == command)
            .group_by(visit.c.source)
            .subquery()
        )
        started = sa.select(latest.c.source, run.c.started_at).join(run, run.c.id == latest.c.run)
        return {row.source: row.started_at for row in self._connection.execute(started)}

    def failures(self) -> Mapping[str, int]:
        """By source: how many looks in a row failed, up to the last one; those that did not are left out."""
        good = (
            sa.select(visit.c.source, sa.func.max(visit.c.run).label("run"))
            .where(visit.c.state != "failed")
            .group_by(visit.c.source)
            .subquery()
        )
        since = (
            sa.select(visit.c.source, sa.func.count(visit.c.run.distinct()).label("looks"))
            .outerjoin(good, good.c.source == visit.c.source)
            .where(visit.c.run > sa.func.coalesce(good.c.run, 0))
            .group_by(visit.c.source)
        )
        return {row.source: row.looks for row in self._connection.execute(since)}

    def yields(self, first: date, last: date) -> Mapping[tuple[str, date], int]:
        """By source and day of publication: how many articles there are in the closed span.

        An article counts for the source that brought it and for each whose lists name it: of two sources of
        one site either may come first.
        """
        within = article.c.day.between(first, last)
        brought = sa.select(article.c.source, article.c.id, article.c.day).where(within)
        named = (
            sa.select(sighting.c.source, article.c.id, article.c.day)
            .join(article, article.c.key == sighting.c.key)
            .where(within)
        )
        either = sa.union(brought, named).subquery()
        counted = sa.select(either.c.source, either.c.day, sa.func.count().label("items")).group_by(
            either.c.source, either.c.day
        )
        return {(row.source, row.day): row.items for row in self._connection.execute(counted)}

    def days_of(self, keys: Collection[str]) -> tuple[date, ...]:
        """The days of the dated articles among those at canonical addresses ``keys``, sorted, each once."""
        days: set[date] = set()
        for batch in batches(keys):
            dated = sa.and_(article.c.key.in_(batch), article.c.published_at.is_not(None))
            days.update(self._connection.scalars(sa.select(article.c.day).where(dated).distinct()))
        return tuple(sorted(days))

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
