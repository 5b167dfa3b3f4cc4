"""The process that parses: reads documents from a socket, one by one, until its parent is gone.

    python -m crawler.worker SOCKET LIFELINE MEMORY

SOCKET and LIFELINE are inherited file descriptors. The first message is the parser, each further one a task;
every answer is a message too, the first an empty one. MEMORY is what it may grow by, in bytes.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Any

from crawler.sweeping import seldom_swept

if TYPE_CHECKING:
    from crawler.parsing import Parsed, Parser, Task

LENGTH = Struct("!Q")  # before each message
OUT_OF_MEMORY = 70  # exit code of a worker that reached its limit


def packed(what: Parser | Task | Parsed) -> bytes:
    """``what`` as a message."""
    message = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(message)) + message


def unpacked(message: bytes) -> Any:
    """What the other end of the socket packed: a process of ours, so that unpickling is safe."""
    return pickle.loads(message)  # noqa: S301


def work(there: socket.socket, memory: int) -> None:
    """Answer what comes from ``there`` until its other end is closed."""
    gone = (BrokenPipeError, ConnectionResetError, EOFError)  # the parent ended, before we began or since
    with suppress(*gone), there, there.makefile("rwb") as stream:

        def told() -> bytes:
            head = stream.read(LENGTH.size)
            return stream.read(LENGTH.unpack(head)[0]) if head else b""

        parser: Parser = unpacked(told())
        _limit_memory(memory)
        there.sendall(LENGTH.pack(0))
        with seldom_swept():
            while message := told():
                stream.write(_answer(parser, unpacked(message)))
                stream.flush()


def _answer(parser: Parser, task: Task) -> bytes:
    try:
        return packed(parser.parse(task))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what it holds now is anybody's guess


def _limit_memory(allowance: int) -> None:
    """Let the process grow by ``allowance`` bytes of address space, where the system can set such a limit."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        most = int(statm.read_text().split()[0]) * resource.getpagesize() + allowance
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _follow_parent(lifeline: int) -> None:
    """Leave signals to the parent (a terminal or systemd sends them to all), and end when it has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)

    def wait() -> None:
        os.read(lifeline, 1)  # nobody writes: it returns when the parent's end is closed
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """Work for the parent that holds the other ends."""
    number, lifeline, memory = map(int, sys.argv[1:])
    _follow_parent(lifeline)
    work(socket.socket(fileno=number), memory)


if __name__ == "__main__":
    main()
