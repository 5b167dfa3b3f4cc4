"""Parsing in processes of their own, each with limits of time and memory, killed when it goes beyond them."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

from cityecho.article import Capture
from cityecho.errors import CityEchoError
from crawler.parsing import ListTask, PageRead, PageTask, Parsed, Parser, Task, Unparsed
from crawler.spiders.found import Found, ListPage
from crawler.worker import LENGTH, OUT_OF_MEMORY, packed, unpacked


class ParsingError(Exception):
    """A document that could not be read; the text says why."""


class NoWorkerError(CityEchoError):
    """A process that reads pages ends before it has begun: the installation is at fault, or the machine."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: seconds, and bytes of memory beyond what an idle worker has."""

    seconds: float = 30.0
    memory: int = 512 * 1024 * 1024


class Workers:
    """``count`` processes that read pages and lists; one document a process at a time."""

    def __init__(self, count: int, parser: Parser, limits: Limits | None = None) -> None:
        self._parser, self._limits = parser, limits or Limits()
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()  # last used, first: it is warm
        self._all = [_Worker(self._parser, self._limits.memory) for _ in range(count)]
        for worker in self._all:
            self._idle.put_nowait(worker)

    def warm_up(self) -> None:
        """Start a process before the first page is here; the others start when they are needed."""
        self._all[-1].start()

    async def read_page(self, taken: Capture, charset: str | None) -> PageRead:
        """What an article's page says. Raises :class:`ParsingError` for one that can't be read."""
        parsed = await self._parsed(PageTask(taken, charset))
        if not isinstance(parsed, PageRead):
            raise ParsingError(parsed.reason if isinstance(parsed, Unparsed) else "no page came of it")
        taken.bears(parsed.digest)
        return parsed

    async def read_list(self, source: str, page: ListPage) -> Found:
        """What a list of ``source`` names. Raises :class:`ParsingError` for one that can't be read."""
        parsed = await self._parsed(ListTask(source, page))
        if not isinstance(parsed, Found):
            raise ParsingError(parsed.reason if isinstance(parsed, Unparsed) else "no list came of it")
        return parsed

    def close(self) -> None:
        """Kill the workers, idle or not."""
        for worker in self._all:
            worker.kill()

    async def _parsed(self, task: Task) -> Parsed:
        worker = await self._idle.get()
        try:
            try:
                return await self._by(worker, task)
            except _LostWorkerError:
                return await self._by(worker, task)  # lost before, perhaps; twice is the document's doing
        except _LostWorkerError as error:
            raise ParsingError(str(error)) from error
        finally:
            self._idle.put_nowait(worker)

    async def _by(self, worker: _Worker, task: Task) -> Parsed:
        try:
            await worker.ready()
        except _LostWorkerError as error:  # no document's doing: it had none yet
            raise NoWorkerError(f"no process can be started to read pages: it {error}") from error
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await worker.parsed(task)
        except asyncio.CancelledError:
            worker.kill()  # its answer would be taken for the next document's
            raise
        except TimeoutError as error:
            worker.kill()
            raise ParsingError(f"took over {self._limits.seconds:g} s to read") from error


class _LostWorkerError(Exception):
    """A worker ended in the middle of its work; the text says why."""


class _Answers(asyncio.Protocol):
    """What a worker says, message by message; the first, an empty one, says that it is up."""

    def __init__(self) -> None:
        self._heard = bytearray()
        self.next: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def data_received(self, data: bytes) -> None:
        """Complete the message that is waited for, once all of it is here."""
        self._heard += data
        end = LENGTH.size + (LENGTH.unpack_from(self._heard)[0] if len(self._heard) >= LENGTH.size else 0)
        if LENGTH.size <= len(self._heard) >= end and not self.next.done():
            message = bytes(memoryview(self._heard)[LENGTH.size : end])
            self._heard.clear()  # one document at a time: nothing follows unasked
            self.next.set_result(message)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (how it ended, its exit code says)
        """Say that nothing more comes."""
        if not self.next.done():
            self.next.set_exception(EOFError())
            self.next.exception()  # a worker that nobody waits for may end without a word

    async def message(self) -> bytes:
        """The next message. Raises EOFError when none comes any more."""
        heard = await self.next
        self.next = asyncio.get_running_loop().create_future()
        return heard


class _Worker:
    """One process and the socket to it; started when it is needed, and anew after it was killed.

    Not one of multiprocessing's: those load the parent's main module, and with it Scrapy and SQLAlchemy.
    """

    def __init__(self, parser: Parser, memory: int) -> None:
        self._parser, self._memory = parser, memory
        self._socket: socket.socket | None = None
        self._wire: tuple[asyncio.Transport, _Answers] | None = None
        self._lifeline = -1
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> socket.socket:
        """The socket to the process, which is started where there is none."""
        if self._socket is None:
            self._socket, there = socket.socketpair()
            end, self._lifeline = os.pipe()
            self.process = subprocess.Popen(  # noqa: S603 (this interpreter, and numbers)
                # -P: not what lies in the folder we are called in
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "crawler.worker",
                    *map(str, (there.fileno(), end, self._memory)),
                ],
                pass_fds=(there.fileno(), end),
                stdin=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            there.close()
            os.close(end)
        return self._socket

    async def ready(self) -> None:
        """Return when the process is up: starting is no document's time. Raises :class:`_LostWorkerError`."""
        if self._wire is None:
            loop = asyncio.get_running_loop()
            self._wire = await loop.create_connection(_Answers, sock=self.start())
            self._wire[0].write(packed(self._parser))
            await self._message()

    async def parsed(self, task: Task) -> Parsed:
        """What the process made of ``task``. Raises :class:`_LostWorkerError`."""
        if self._wire is None:
            raise AssertionError("a worker that is not ready was given a document")
        self._wire[0].write(packed(task))
        parsed: Parsed = unpacked(await self._message())
        return parsed

    async def _message(self) -> bytes:
        if self._wire is None:
            raise AssertionError("a worker that was not started can say nothing")
        try:
            return await self._wire[1].message()
        except EOFError as error:
            raise _LostWorkerError(self._end()) from error

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        if self._socket is not None and self.process is not None:
            if self._wire is not None:
                self._wire[0].abort()
            self._socket.close()
            os.close(self._lifeline)
            self.process.kill()
            self.process.wait()
            self._socket = self._wire = None

    def _end(self) -> str:
        """Clear away a process that ended by itself; why it did."""
        if self.process is None:
            return "broke its worker process"
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        code = self.process.returncode
        self.kill()
        if code == OUT_OF_MEMORY:
            return f"took over {self._memory // 1024**2} MiB of memory to read"
        return f"broke its worker process (exit {code})"
