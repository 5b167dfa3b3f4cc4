"""Extraction in worker processes: a worker that hangs or dies costs one page, and another takes its place."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import UTC, datetime

import pytest

from cityecho.article import Extracted
from crawler.workers import ExtractionError, Workers
from tests.crawler.loopback import article

NOW = datetime(2022, 7, 20, tzinfo=UTC)


def test_a_lost_worker_is_replaced() -> None:
    async def read(workers: Workers) -> Extracted:
        return await workers.read(article(7).encode(), "http://yunling.example/7.html", None, NOW)

    async def run() -> None:
        hasty = Workers(1, seconds=0.01)
        with pytest.raises(ExtractionError, match="took over"):
            await read(hasty)
        hasty.close()
        workers = Workers(1)
        assert (await read(workers)).title == "第7号茶园开园迎客"
        worker = workers._idle.get_nowait()
        os.kill(next(iter(worker._processes)), signal.SIGKILL)
        workers._idle.put_nowait(worker)
        with pytest.raises(ExtractionError, match="broke"):
            await read(workers)
        assert (await read(workers)).title == "第7号茶园开园迎客"
        workers.close()

    asyncio.run(run())
