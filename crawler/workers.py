"""Extraction in processes of its own, each of which can be killed without losing another's page."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from multiprocessing.context import BaseContext

from cityecho.article import Extracted
from crawler.extract import extract

SECONDS = 30.0  # for one page, then its worker is killed


class ExtractionError(Exception):
    """A page that could not be read: it broke its worker, or took too long."""


class Workers:
    """``count`` processes that read pages; one page a process at a time."""

    def __init__(self, count: int, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._context: BaseContext = multiprocessing.get_context("spawn")
        self._idle: asyncio.LifoQueue[ProcessPoolExecutor] = (
            asyncio.LifoQueue()
        )  # last used, first: it is warm
        for _ in range(count):
            self._idle.put_nowait(self._worker())

    async def read(self, body: bytes, url: str, charset: str | None, captured_at: datetime) -> Extracted:
        """What the page says. Raises :class:`ExtractionError` for a page that can't be read."""
        worker = await self._idle.get()
        try:
            reading = asyncio.get_running_loop().run_in_executor(
                worker, _read, body, url, charset, captured_at
            )
            return await asyncio.wait_for(reading, self._seconds)
        except TimeoutError as error:
            worker = self._replaced(worker)
            raise ExtractionError(f"took over {self._seconds:g} s") from error
        except BrokenProcessPool as error:
            worker = self._replaced(worker)
            raise ExtractionError("broke its worker process") from error
        except Exception as error:  # whatever a hostile page makes the reader raise is the page's result
            raise ExtractionError(f"{type(error).__name__}: {error}") from error
        finally:
            self._idle.put_nowait(worker)

    def close(self) -> None:
        """End the idle workers."""
        while not self._idle.empty():
            _kill(self._idle.get_nowait())

    def _worker(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, mp_context=self._context, initializer=_follow_parent)

    def _replaced(self, worker: ProcessPoolExecutor) -> ProcessPoolExecutor:
        _kill(worker)
        return self._worker()


def _kill(worker: ProcessPoolExecutor) -> None:
    for process in list((worker._processes or {}).values()):  # noqa: SLF001 (the executor can't kill its own)
        process.kill()
    worker.shutdown(wait=False, cancel_futures=True)


def _follow_parent() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when it has ended, however it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _read(body: bytes, url: str, charset: str | None, captured_at: datetime) -> Extracted:
    return extract(body, url, charset=charset, captured_at=captured_at)
