"""The archive's thread when the loop stops in the middle of a transaction."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import Any

from cityecho.archive import Archive, Lead, Transaction
from crawler.entering import Entered
from crawler.settled import Irrelevant
from crawler.writer import Writer

NOW = datetime(2022, 7, 20, tzinfo=UTC)
LEAD = Lead("yunling.example/1", "http://yunling.example/1", "yunling.example", "lists", "article", 0)


class SlowEntry:
    """Enters a page so slowly that the loop is stopped meanwhile."""

    captures: Any = type("Captures", (), {"sync": staticmethod(lambda: None)})

    def expect(self, _tx: Transaction, _batch: list[Irrelevant]) -> None:
        """Nothing to look up."""

    def enter(self, _tx: Transaction, settled: Irrelevant, _now: datetime) -> Entered:
        sleep(0.3)
        return Entered(settled, "irrelevant")

    def book(self, _tx: Transaction, _batch: list[Entered]) -> None:
        """Nothing to keep."""


def test_what_was_committed_as_the_loop_stopped_is_told(tmp_path: Path) -> None:
    told: list[Entered] = []
    loop = asyncio.new_event_loop()
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:

        async def put() -> Writer:
            writer = Writer(archive, SlowEntry(), lambda: NOW, told.extend, told.append)  # type: ignore[arg-type]
            for _ in range(10):  # more than one transaction
                writer.put(Irrelevant(LEAD, NOW, "image/png"))
            await asyncio.sleep(0.2)
            return writer

        writer = loop.run_until_complete(put())
        assert told == []
        writer.close()
    assert len(told) == 10
    writer._task.cancel()  # type: ignore[union-attr]
    loop.run_until_complete(asyncio.gather(writer._task, return_exceptions=True))  # type: ignore[arg-type]
    loop.close()


def test_a_bug_in_the_books_ends_the_crawl(tmp_path: Path) -> None:
    broken: list[BaseException] = []

    def note(_: list[Entered]) -> None:
        raise KeyError("a bug")

    async def put(archive: Archive) -> None:
        writer = Writer(archive, SlowEntry(), lambda: NOW, note, broken.append)  # type: ignore[arg-type]
        writer.put(Irrelevant(LEAD, NOW, "image/png"))
        await asyncio.wait_for(writer._task, 10)  # type: ignore[arg-type]
        writer.close()

    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        asyncio.run(put(archive))
    assert [type(error) for error in broken] == [KeyError]
