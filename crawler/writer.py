"""The archive's own thread: pages wait for one another a moment, then go into one transaction together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from cityecho.archive import Archive, Transaction
from crawler.entering import Entered, Entry
from crawler.settled import Settled

T = TypeVar("T")

_TOGETHER = 8  # pages a transaction at most: as many again can be on their way while it is committed
_GATHERING = 0.02  # seconds that a page waits for others: a transaction has the disk's pause, not a page


class Writer:
    """Enters settled pages in the order they come. After an error nothing more is entered."""

    def __init__(
        self,
        archive: Archive,
        entry: Entry,
        now: Callable[[], datetime],
        entered: Callable[[list[Entered]], None],
        broken: Callable[[BaseException], None],
    ) -> None:
        self._archive, self._entry, self._now = archive, entry, now
        self._entered, self._broken = entered, broken
        self._waiting: list[Settled] = []
        self._is_broken = False
        self._enough = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._task: asyncio.Task[None] | None = None
        self._under_way: Future[list[Entered]] | None = None

    def put(self, settled: Settled) -> None:
        """Have ``settled`` entered soon."""
        if self._is_broken:
            return  # its lead stays open in the archive
        self._waiting.append(settled)
        if len(self._waiting) >= _TOGETHER:
            self._enough.set()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._empty())

    async def ask(self, question: Callable[[Transaction], T]) -> T:
        """What ``question`` reads, after everything that is being written."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, question)

    def close(self) -> None:
        """Enter what still waits, and end the thread. For when the loop is at its end."""
        self._thread.shutdown(wait=True)
        if self._under_way is not None:  # committed, but the loop had stopped and nobody was told
            self._entered(self._under_way.result())
            self._under_way = None
        while self._waiting:
            self._entered(self._commit(self._next()))

    def _next(self) -> list[Settled]:
        batch, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
        if len(self._waiting) < _TOGETHER:
            self._enough.clear()
        return batch

    async def _empty(self) -> None:
        while self._waiting:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GATHERING):
                    await self._enough.wait()
            batch = self._next()
            try:
                self._under_way = self._thread.submit(self._commit, batch)
                done = await asyncio.wrap_future(self._under_way)
                self._under_way = None
                self._entered(done)
            except Exception as error:  # noqa: BLE001 (it ends the crawl, and is raised again when that is over)
                self._under_way, self._is_broken = None, True
                self._waiting.clear()
                self._broken(error)
                return

    def _commit(self, batch: list[Settled]) -> list[Entered]:
        with self._archive.begin() as tx:
            self._entry.expect(tx, batch)
            entered = [self._entry.enter(tx, settled, self._now()) for settled in batch]
            self._entry.book(tx, entered)
            self._entry.captures.sync()
            return entered

    def _read(self, question: Callable[[Transaction], T]) -> T:
        with self._archive.read() as tx:
            return question(tx)
