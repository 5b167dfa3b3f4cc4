"""Parsing in processes of their own, each with limits of time and memory, killed when it goes beyond them."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import resource
import signal
import socket
import threading
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from pathlib import Path
from struct import Struct

from cityecho.article import Capture
from crawler.parsing import ListTask, PageRead, PageTask, Parsed, Parser, Task, Unparsed
from crawler.spiders.found import Found, ListPage

_LENGTH = Struct("!Q")  # before each message
_OUT_OF_MEMORY = 70  # exit code of a worker that reached its limit


class ParsingError(Exception):
    """A document that could not be read; the text says why."""


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
        """Start a process while the first page is on its way; the others start when they are needed."""
        self._all[-1].start()

    async def read_page(self, taken: Capture, charset: str | None) -> PageRead:
        """What an article's page says. Raises :class:`ParsingError` for one that can't be read."""
        parsed = await self._parsed(PageTask(taken, charset))
        if not isinstance(parsed, PageRead):
            raise ParsingError(parsed.reason if isinstance(parsed, Unparsed) else "no page came of it")
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
        await worker.ready()
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await worker.parsed(task)
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
        end = _LENGTH.size + (_LENGTH.unpack_from(self._heard)[0] if len(self._heard) >= _LENGTH.size else 0)
        if _LENGTH.size <= len(self._heard) >= end and not self.next.done():
            message = bytes(memoryview(self._heard)[_LENGTH.size : end])
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
    """One process and the socket to it; started when it is needed, and anew after it was killed."""

    def __init__(self, parser: Parser, memory: int) -> None:
        self._parser, self._memory = parser, memory
        self._socket: socket.socket | None = None
        self._wire: tuple[asyncio.Transport, _Answers] | None = None
        self.process: SpawnProcess | None = None

    def start(self) -> socket.socket:
        """The socket to the process, which is started where there is none."""
        if self._socket is None:
            self._socket, there = socket.socketpair()
            context = multiprocessing.get_context("spawn")
            self.process = context.Process(
                target=_work, args=(there, self._parser, self._memory), daemon=True, name="parser"
            )
            self.process.start()
            there.close()
        return self._socket

    async def ready(self) -> None:
        """Return when the process is up: starting is no document's time. Raises :class:`_LostWorkerError`."""
        if self._wire is None:
            loop = asyncio.get_running_loop()
            self._wire = await loop.create_connection(_Answers, sock=self.start())
            await self._message()

    async def parsed(self, task: Task) -> Parsed:
        """What the process made of ``task``. Raises :class:`_LostWorkerError`."""
        if self._wire is None:
            raise AssertionError("a worker that is not ready was given a document")
        message = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        self._wire[0].write(_LENGTH.pack(len(message)) + message)
        parsed: Parsed = pickle.loads(await self._message())  # noqa: S301 (from a process of ours)
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
            self.process.kill()
            self.process.join()
            self._socket = self._wire = None

    def _end(self) -> str:
        """Clear away a process that ended by itself; why it did."""
        if self.process is None:
            return "broke its worker process"
        self.process.join(1)
        code = self.process.exitcode
        self.kill()
        if code == _OUT_OF_MEMORY:
            return f"took over {self._memory // 1024**2} MiB of memory to read"
        return f"broke its worker process (exit {code})"


def _work(there: socket.socket, parser: Parser, memory: int) -> None:
    """In the process: read documents one by one, until the other end is gone."""
    _follow_parent()
    _limit_memory(memory)
    gone = (BrokenPipeError, ConnectionResetError, EOFError)  # the parent ended, before we began or since
    with contextlib.suppress(*gone), there, there.makefile("rwb") as stream:
        there.sendall(_LENGTH.pack(0))
        while head := stream.read(_LENGTH.size):
            task: Task = pickle.loads(stream.read(_LENGTH.unpack(head)[0]))  # noqa: S301 (from our parent)
            try:
                answer = pickle.dumps(parser.parse(task), pickle.HIGHEST_PROTOCOL)
            except MemoryError:
                os._exit(_OUT_OF_MEMORY)  # what it holds now is anybody's guess
            stream.write(_LENGTH.pack(len(answer)) + answer)
            stream.flush()


def _limit_memory(allowance: int) -> None:
    """Let the process grow by ``allowance`` bytes of address space, where the system can set such a limit."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        most = int(statm.read_text().split()[0]) * resource.getpagesize() + allowance
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _follow_parent() -> None:
    """Leave signals to the parent (a terminal or systemd sends them to all), and end when it has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
