"""Whose turn it is: leads out of the archive's frontier, no host twice at once and none before its time."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Protocol, TypeVar

from cityecho.archive import Lead, Transaction
from crawler.throttle import PATIENCE, next_pause

_PATIENCE = 120.0  # seconds: a run waits so long for what was postponed, and leaves the rest to the next run
_GLANCE = 0.02  # seconds between two looks at whether a busy host has room for an article's further page
_EACH = 64  # leads of one host that are fetched from the archive together, and for how many hosts
_HOSTS = 64
_UNSETTLED = 18  # leads whose outcome the archive doesn't know yet: what a kill can cost

T = TypeVar("T")


class Asks(Protocol):
    """Reads the archive: :meth:`crawler.writer.Writer.ask`."""

    async def __call__(self, question: Callable[[Transaction], T], /) -> T:
        """What ``question`` reads."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many requests may be under way, in all and to one host; seconds between two to one host.

    ``own`` are hosts with seconds of their own.
    """

    at_once: int
    a_host: int
    delay: float
    own: Mapping[str, float]


class Turns:
    """Hands out leads. The archive keeps each of them open until it is settled: nothing here can be lost."""

    def __init__(
        self,
        ask: Asks,
        now: Callable[[], datetime],
        pace: Pace,
        *,
        since: datetime | None,
        only: Collection[str] | None = None,
        may_go: Callable[[Lead], bool],
        sources: Callable[[], Collection[str]],
    ) -> None:
        self._ask, self._now, self._pace = ask, now, pace
        self._since, self._only, self._may_go, self._sources = since, only, may_go, sources
        self._queues: dict[str, deque[Lead]] = {}
        self._under_way: dict[str, int] = {}
        self._unsettled: Counter[str] = Counter()
        self._ready_at: dict[str, float] = {}
        self._delays = dict(pace.own)
        self._pauses: dict[str, float] = {}
        self._pushes: dict[str, int] = {}
        self._left_alone: set[str] = set()
        self._unwaited: dict[str, float] = {}
        self._claimed: Counter[str] = Counter()
        self._changed = asyncio.Event()
        self._patience = _PATIENCE if only is None else 0.0
        self._most_unsettled = max(_UNSETTLED, pace.at_once + 4)
        self._stopped = False
        self._refilled_at: datetime | None = None
        self._stale = True  # whether the archive may have leads that the queues don't

    async def leads(self) -> AsyncIterator[Lead]:
        """Each lead when its turn has come, until none is left or :meth:`stop` is called."""
        while not self._stopped:
            self._changed.clear()
            lead = self._next()
            if lead is not None:
                yield lead
            elif self._is_full():
                await self._changed.wait()
            elif not await self._refill() and not await self._wait():
                return

    async def again(self, host: str) -> bool:
        """Take a further turn at ``host`` for a lead that is under way; True when it has come.

        It goes before all leads. False: the host is to be left alone, or wants a long rest.
        """
        self._claimed[host] += 1
        try:
            while True:
                until = self._ready_at.get(host, 0.0) - monotonic()
                if host in self._left_alone or until > _PATIENCE or self._is_unwaited(host):
                    return False
                if self._has_room(host, monotonic()):
                    self._under_way[host] = self._under_way.get(host, 0) + 1
                    return True
                await asyncio.sleep(max(until, _GLANCE))
        finally:
            self._claimed[host] -= 1
            self._changed.set()

    def answered(self, lead: Lead, seconds: float = 0.0, *, pushed_back: bool = False) -> None:
        """Its request is over after ``seconds``: the host is free for the next, once it has rested.

        ``pushed_back``: the host said, or showed by failing, that it is asked too much. One that goes on
        doing so is asked no more in this run.
        """
        self._under_way[lead.host] -= 1
        if not self._under_way[lead.host]:
            del self._under_way[lead.host]
        least = self.delay(lead.host)
        pause = next_pause(self._pauses.get(lead.host, least), least, seconds, pushed_back=pushed_back)
        self._pauses[lead.host] = pause
        self.rest(lead.host, pause)
        self._pushes[lead.host] = self._pushes.get(lead.host, 0) + 1 if pushed_back else 0
        if self._pushes[lead.host] >= PATIENCE:
            self._left_alone.add(lead.host)
            self._queues.pop(lead.host, None)
        self._changed.set()

    def expect(self, lead: Lead, answers: int) -> None:
        """Of ``lead`` so many ``answers`` beside its first will be settled; below 0: so many fewer."""
        self._settle(lead.key, -answers)

    def settled(self, keys: Collection[str]) -> None:
        """The archive knows what came of these leads, each by an answer, and of new ones they named."""
        for key in keys:
            self._settle(key, 1)

    def _settle(self, key: str, answers: int) -> None:
        self._unsettled[key] -= answers
        if self._unsettled[key] <= 0:
            del self._unsettled[key]
        self._stale = True
        self._changed.set()

    def delay(self, host: str) -> float:
        """Seconds between two requests to ``host``."""
        return self._delays.get(host, self._pace.delay)

    def slow_down(self, host: str, delay: float) -> None:
        """Leave at least ``delay`` seconds between requests to ``host`` from now on."""
        self._delays[host] = max(delay, self.delay(host))
        self.rest(host, self._delays[host])

    def rest(self, host: str, seconds: float) -> None:
        """Ask nothing of ``host`` for ``seconds``."""
        self._ready_at[host] = max(self._ready_at.get(host, 0.0), monotonic() + seconds)

    def leave(self, host: str, seconds: float) -> None:
        """Ask nothing of ``host`` for ``seconds``, nor wait for it: the run ends where nothing else is."""
        self.rest(host, seconds)
        self._unwaited[host] = self._ready_at[host]

    def is_left(self, host: str) -> bool:
        """Whether ``host`` is not asked again in this run: it failed too often, or rests for too long."""
        return host in self._left_alone or self._ready_at.get(host, 0.0) - monotonic() > _PATIENCE

    def stop(self) -> None:
        """Hand out no more."""
        self._stopped = True
        self._changed.set()

    def _next(self) -> Lead | None:
        """A lead of the host that has been free the longest."""
        if self._is_full():
            return None
        at = monotonic()
        while free := [host for host in self._queues if self._is_free(host, at)]:
            host = min(free, key=lambda name: self._ready_at.get(name, 0.0))
            lead = self._queues[host].popleft()
            if not self._queues[host]:
                del self._queues[host]
            if self._may_go(lead):
                self._under_way[host] = self._under_way.get(host, 0) + 1
                self._unsettled[lead.key] += 1
                return lead
        return None

    def _is_full(self) -> bool:
        too_many = len(self._unsettled) >= self._most_unsettled
        return too_many or sum(self._under_way.values()) >= self._pace.at_once

    def _is_unwaited(self, host: str) -> bool:
        return self._unwaited.get(host, 0.0) > monotonic()

    def _may_refill(self) -> bool:
        return self._stale and len(self._queues) < _HOSTS

    def _is_free(self, host: str, at: float) -> bool:
        return not self._claimed[host] and self._has_room(host, at)

    def _has_room(self, host: str, at: float) -> bool:
        return self._under_way.get(host, 0) < self._pace.a_host and self._ready_at.get(host, 0.0) <= at

    async def _refill(self) -> bool:
        """Fetch due leads of hosts whose queue is empty. Returns whether there were any."""
        if not self._may_refill():
            return False
        self._stale = False
        now, sources, busy = self._now(), self._sources(), (*self._queues, *self._left_alone)
        self._refilled_at = now
        each = _EACH + self._most_unsettled

        def due(tx: Transaction) -> tuple[Lead, ...]:
            return tx.frontier.take(
                now, sources, busy, _HOSTS * each, each=each, since=self._since, only=self._only
            )

        taken = await self._ask(due)
        fresh = [lead for lead in taken if self._is_wanted(lead)]
        for lead in fresh:
            self._queues.setdefault(lead.host, deque()).append(lead)
        return bool(fresh)

    def _is_wanted(self, lead: Lead) -> bool:
        return lead.key not in self._unsettled and lead.host not in self._left_alone and self._may_go(lead)

    async def _wait(self) -> bool:
        """Wait until something changes or a host's time has come. Returns False when nothing is to come."""
        if self._unsettled:
            await self._change(None if self._is_full() else self._until_ready())
            return True
        if self._may_refill():
            return True
        if self._queues:
            seconds = self._until_ready()
            if seconds is not None and seconds <= _PATIENCE:
                await self._change(seconds)
                return True
        return await self._wait_for_postponed()

    def _until_ready(self) -> float | None:
        """Seconds until a host that has room and leads may be asked; None when all of them are under way."""
        times = [
            self._ready_at.get(host, 0.0)
            for host in self._queues
            if self._under_way.get(host, 0) < self._pace.a_host
            and not self._claimed[host]
            and not self._is_unwaited(host)
        ]
        return max(min(times) - monotonic(), 0.001) if times else None

    async def _wait_for_postponed(self) -> bool:
        resting = filter(self._is_unwaited, self._unwaited)
        sources, after = self._sources(), self._refilled_at
        busy = (*self._queues, *self._left_alone, *resting)
        due = await self._ask(lambda tx: tx.frontier.waiting(sources, busy, after=after))
        if due is None:
            return False
        seconds = max((due - self._now()).total_seconds(), 0.0)  # it may have come since we looked
        if seconds > self._patience:
            return False
        self._patience -= seconds
        await self._change(seconds + 0.01)
        self._stale = True
        return True

    async def _change(self, seconds: float | None) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), seconds)
