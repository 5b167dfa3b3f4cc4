"""What is still to fetch, and what was seen: the only truth of a crawl."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa

from cityecho.address import canonical
from cityecho.archive.batching import batches
from cityecho.archive.desk import Part
from cityecho.archive.engine import upsert
from cityecho.archive.forgotten import among, remember
from cityecho.archive.schema import frontier, sighting
from cityecho.archive.values import Lead, LeadState, Lost

# Said for each page of a crawl: building such a statement costs more than running it.
_SETTLE = (
    frontier.update()
    .where(frontier.c.key == sa.bindparam("lead"))
    .values({name: sa.bindparam(name) for name in ("state", "etag", "last_modified", "why", "again_at")})
    .values(label=sa.case((sa.bindparam("state") == "done", ""), else_=frontier.c.label))
)


class Frontier(Part):
    """Leads by state. A lead that was being fetched when a run died is still open: nothing is lost."""

    def add(self, leads: Iterable[Lead], now: datetime) -> int:
        """Enter leads that are not known yet nor forgotten, due at once. Returns how many were new."""
        offered = {lead.key: lead for lead in leads}
        known = {lead.key for lead in self.get(list(offered))}
        gone = self.forgotten([canonical(lead.url) for lead in offered.values()])
        rows = [
            {
                "key": lead.key,
                "url": lead.url,
                "host": lead.host,
                "source": lead.source,
                "role": lead.role,
                "depth": lead.depth,
                "state": "open",
                "tries": 0,
                "next_at": now,
                "etag": "",
                "last_modified": "",
                "found_at": now,
                "label": lead.label,
                "why": "",
                "again_at": None,
            }
            for lead in offered.values()
            if lead.key not in known and canonical(lead.url) not in gone
        ]
        for batch in batches(rows):
            upsert(self._connection, frontier, batch, ())
        return len(rows)

    def forgotten(self, keys: Collection[str]) -> frozenset[str]:
        """Which of the canonical addresses ``keys`` were forgotten: they are neither fetched nor kept."""
        return among(self._connection, keys)

    def reopen(self, keys: Collection[str], now: datetime) -> None:
        """Make leads due again: a list whose time has come, but not before the time its host named."""
        at_once = sa.literal(now, frontier.c.again_at.type)
        self._open(keys, now, sa.case((_rests(now), frontier.c.again_at), else_=at_once))
        for batch in batches(keys):
            lists = frontier.update().where(frontier.c.key.in_(batch), frontier.c.role == "list")
            self._connection.execute(lists.values(found_at=now))

    def reopen_recorded(self, keys: Collection[str], now: datetime) -> None:
        """Make leads due at once that are read out of a recording, whatever a live host asked for."""
        self._open(keys, now, sa.literal(now, frontier.c.again_at.type))

    def _open(self, keys: Collection[str], now: datetime, due: sa.ColumnElement[datetime]) -> None:
        kept = sa.case((_rests(now), frontier.c.again_at))  # of a settled one it is no host's wish
        opened = {"state": "open", "tries": 0, "next_at": due, "again_at": kept}
        for batch in batches(keys):
            self._connection.execute(frontier.update().where(frontier.c.key.in_(batch)).values(**opened))

    def reopen_settled(self, keys: Collection[str], now: datetime) -> None:
        """Make articles due again that are at their end: a list says that they changed."""
        for batch in batches(keys):
            self._connection.execute(
                frontier.update()
                .where(frontier.c.key.in_(batch), frontier.c.state.in_(("done", "failed", "gone")))
                .values(state="open", tries=0, next_at=now, again_at=None)
            )

    def revive(self, keys: Collection[str], now: datetime, last_due: datetime) -> None:
        """Make leads due again that were given up or refused, and have not been due since ``last_due``."""
        for batch in batches(keys):
            self._connection.execute(
                frontier.update()
                .where(
                    frontier.c.key.in_(batch),
                    frontier.c.state.in_(("failed", "refused")),
                    frontier.c.next_at <= last_due,
                    frontier.c.again_at.is_(None),
                )
                .values(state="open", tries=0, next_at=now)
            )

    def recall(self, sources: Collection[str], now: datetime) -> int:
        """Make due what was to be asked for again by ``now``. Returns how many these are."""
        due = sa.and_(
            frontier.c.again_at <= now,
            frontier.c.source.in_(sources),
            frontier.c.state.in_(("done", "failed")),
        )
        opened = frontier.update().where(due).values(state="open", tries=0, next_at=now, again_at=None)
        return self._connection.execute(opened).rowcount

    def lost(self, since: datetime) -> tuple[Lost, ...]:
        """The articles that were due ``since`` then and could not be had, by source, the latest first."""
        gone = sa.and_(frontier.c.role == "article", frontier.c.state.in_(("failed", "gone")))
        chosen = (
            sa.select(frontier)
            .where(gone, frontier.c.next_at >= since)
            .order_by(frontier.c.source, frontier.c.next_at.desc(), frontier.c.key)
        )
        return tuple(Lost(r.url, r.source, r.why, r.again_at) for r in self._connection.execute(chosen))

    def take_back(self, keys: Collection[str]) -> None:
        """Know nothing of these leads: somebody asked for them, and was told that there is no such page."""
        for batch in batches(keys):
            self._connection.execute(frontier.delete().where(frontier.c.key.in_(batch)))

    def disown(self, lead: Lead, now: datetime) -> None:
        """Keep no address of an article that was read: it names a person. A crawl never asks for it again."""
        for table in (frontier, sighting):
            self._connection.execute(table.delete().where(table.c.key == lead.key))
        if lead.depth:  # what somebody asks for by its address may be asked for again
            remember(self._connection, [lead.key], now)

    def take(
        self,
        now: datetime,
        sources: Collection[str],
        busy: Collection[str],
        limit: int,
        *,
        each: int = 1,
        since: datetime | None = None,
        only: Collection[str] | None = None,
    ) -> tuple[Lead, ...]:
        """Up to ``limit`` due leads of ``sources``, ``each`` a host, none of a host in ``busy``.

        Lists come first, then the articles that were never asked for. ``since`` leaves out what was due
        before, ``only`` all but these keys. Taking changes nothing: a lead is open until it is settled.
        """
        due = sa.and_(
            frontier.c.state == "open",
            frontier.c.next_at <= now,
            frontier.c.source.in_(sources),
            frontier.c.host.not_in(busy),
            *((frontier.c.next_at >= since,) if since else ()),
            *((frontier.c.key.in_(only),) if only is not None else ()),
        )
        was_asked = sa.and_(frontier.c.role == "article", frontier.c.next_at > frontier.c.found_at)
        order = (
            frontier.c.role.desc(),
            sa.case((was_asked, 1), else_=0),
            frontier.c.depth,
            frontier.c.found_at,
            frontier.c.key,
        )
        place = sa.func.row_number().over(partition_by=frontier.c.host, order_by=order).label("place")
        ranked = sa.select(frontier, place).where(due).subquery()
        chosen = (
            sa.select(ranked)
            .where(ranked.c.place <= each)
            .order_by(ranked.c.place, ranked.c.next_at, ranked.c.key)
            .limit(limit)
        )
        return tuple(map(_lead, self._connection.execute(chosen)))

    def waiting(
        self, sources: Collection[str], left_alone: Collection[str] = (), *, after: datetime | None = None
    ) -> datetime | None:
        """When the next open lead of ``sources`` is due, hosts ``left_alone`` aside; None: there is none.

        ``after`` leaves out what was due by then.
        """
        chosen = sa.select(sa.func.min(frontier.c.next_at)).where(
            frontier.c.state == "open",
            frontier.c.source.in_(sources),
            frontier.c.host.not_in(left_alone),
            *((frontier.c.next_at > after,) if after else ()),
        )
        moment: datetime | None = self._connection.scalar(chosen)
        return moment

    def rests(self, now: datetime) -> Mapping[str, datetime]:
        """The hosts that asked, by Retry-After, to be left alone beyond ``now``, and until when."""
        chosen = (
            sa.select(frontier.c.host, sa.func.max(frontier.c.again_at).label("until"))
            .where(_rests(now))
            .group_by(frontier.c.host)
        )
        return {row.host: row.until for row in self._connection.execute(chosen)}

    def open_hosts(self, sources: Collection[str]) -> tuple[str, ...]:
        """The hosts of the open leads of ``sources``."""
        chosen = sa.select(frontier.c.host).where(frontier.c.state == "open", frontier.c.source.in_(sources))
        return tuple(self._connection.scalars(chosen.distinct()))

    def open_count(self, sources: Collection[str]) -> int:
        """How many leads of ``sources`` are open."""
        chosen = sa.select(sa.func.count()).where(frontier.c.state == "open", frontier.c.source.in_(sources))
        return self._connection.scalar(chosen) or 0

    def settle(
        self,
        key: str,
        state: LeadState,
        etag: str = "",
        last_modified: str = "",
        *,
        why: str = "",
        again_at: datetime | None = None,
    ) -> None:
        """Close a lead: fetched, given up or refused; with the validators for a conditional GET.

        ``again_at``: when :meth:`recall` makes it due again. What a list called the page goes when it was
        fetched: it is needed no more.
        """
        said = {"state": state, "etag": etag[:500], "last_modified": last_modified[:100], "why": why[:500]}
        self._desk.later(_SETTLE, {"lead": key, **said, "again_at": again_at})

    def postpone(self, key: str, until: datetime, rests_until: datetime | None = None) -> int:
        """Count a failed try and wait. Returns the tries so far.

        ``rests_until``: the host itself asked to be left alone until then; see :meth:`rests`.
        """
        self._connection.execute(
            frontier.update()
            .where(frontier.c.key == key)
            .values(tries=frontier.c.tries + 1, next_at=until, again_at=rests_until)
        )
        return self._connection.scalar(sa.select(frontier.c.tries).where(frontier.c.key == key)) or 0

    def get(self, keys: Collection[str]) -> tuple[Lead, ...]:
        """The leads of ``keys``, whatever their state."""
        return tuple(
            _lead(row)
            for batch in batches(keys)
            for row in self._connection.execute(sa.select(frontier).where(frontier.c.key.in_(batch)))
        )

    def sighted(self, source: str, keys: Iterable[str], run_id: int) -> None:
        """Remember that a list of ``source`` named these articles during the run."""
        rows = [{"source": source, "key": key, "run": run_id} for key in keys]
        for batch in batches(rows):
            upsert(self._connection, sighting, batch, ("run",))


def _rests(now: datetime) -> sa.ColumnElement[bool]:
    """Whose host named a time beyond ``now``: of what is done or failed the time is :meth:`recall`'s."""
    return sa.and_(frontier.c.state.not_in(("done", "failed")), frontier.c.again_at > now)


def _lead(row: sa.Row[tuple[object, ...]]) -> Lead:
    return Lead(
        key=row.key,
        url=row.url,
        host=row.host,
        source=row.source,
        role=row.role,
        depth=row.depth,
        tries=row.tries,
        etag=row.etag,
        last_modified=row.last_modified,
        label=row.label,
        found_at=row.found_at,
        due_at=row.next_at,
    )
