"""Parsing in worker processes: what hangs, dies or grows without end costs one document, and no other."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import sleep

import pytest

from cityecho.article import Capture
from crawler.parsing import PageRead, Parsed, Parser, Task
from crawler.workers import Limits, ParsingError, Workers
from tests.crawler.loopback import article

NOW = datetime(2022, 7, 20, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TriedParser(Parser):
    """Parses, but does to its process what a page asks for."""

    def parse(self, task: Task) -> Parsed:
        body = task.taken.body  # type: ignore[union-attr]
        if body.startswith(b"sleep"):
            sleep(60)
        elif body.startswith(b"die"):
            os.kill(os.getpid(), signal.SIGKILL)
        elif body.startswith(b"grow"):
            _ = bytearray(512 * 1024 * 1024)
        return Parser.parse(self, task)


def page(body: bytes) -> Capture:
    return Capture("http://yunling.example/7.html", NOW, 200, (), body, "lists")


def with_workers(limits: Limits, do: Callable[[Workers], Awaitable[None]]) -> None:
    async def run() -> None:
        workers = Workers(1, TriedParser({}, None), limits)  # type: ignore[arg-type]
        try:
            await do(workers)
        finally:
            workers.close()

    asyncio.run(run())


def test_a_document_beyond_its_limits_is_said_to_be_and_the_next_is_read() -> None:
    async def read(workers: Workers) -> None:
        for body, reason in ((b"die", "broke its worker"), (b"grow", "over 256 MiB"), (b"sleep", "over 4 s")):
            with pytest.raises(ParsingError, match=reason):
                await workers.read_page(page(body), None)
            good: PageRead = await workers.read_page(page(article(7).encode()), None)
            assert good.said.title == "第7号茶园开园迎客"

    with_workers(Limits(seconds=4, memory=256 * 1024 * 1024), read)


def test_a_worker_lost_in_idleness_costs_nothing() -> None:
    async def read(workers: Workers) -> None:
        await workers.read_page(page(article(7).encode()), None)
        process = workers._all[0].process
        assert process is not None
        process.kill()
        process.wait()
        assert (await workers.read_page(page(article(8).encode()), None)).said.title == "第8号茶园开园迎客"

    with_workers(Limits(), read)
