"""The archive's own thread: pages wait while a transaction runs, then all that wait go into the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from cityecho.archive import Archive, Transaction
from crawler.entering import Entered, Entry
from crawler.settled import Settled

T = TypeVar("T")

_TOGETHER = 16  # pages a transaction: what a kill can cost, and no more


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
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._task: asyncio.Task[None] | None = None

    def put(self, settled: Settled) -> None:
        """Have ``settled`` entered soon."""
        if self._is_broken:
            return  # its lead stays open in the archive
        self._waiting.append(settled)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._empty())

    async def ask(self, question: Callable[[Transaction], T]) -> T:
        """What ``question`` reads, after everything that is being written."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, question)

    def close(self) -> None:
        """Enter what still waits, and end the thread. For when the loop is at its end."""
        self._thread.shutdown(wait=True)
        while self._waiting:
            batch, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
            self._entered(self._commit(batch))

    async def _empty(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
            try:
                done = await loop.run_in_executor(self._thread, self._commit, batch)
            except Exception as error:  # noqa: BLE001 (it ends the crawl, and is raised again when that is over)
                self._is_broken = True
                self._waiting.clear()
                self._broken(error)
                return
            self._entered(done)

    def _commit(self, batch: list[Settled]) -> list[Entered]:
        with self._archive.begin() as tx:
            return [self._entry.enter(tx, settled, self._now()) for settled in batch]

    def _read(self, question: Callable[[Transaction], T]) -> T:
        with self._archive.read() as tx:
            return question(tx)
