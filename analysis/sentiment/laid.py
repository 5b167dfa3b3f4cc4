"""Arrays where they lie in memory: what the compiled reader is given, and the file that keeps them."""

from __future__ import annotations

import ctypes
import hashlib
import json
import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cityecho.files import replacing

Arrays = Mapping[str, Any]
"""Arrays by name: ``array.array`` or numpy's, contiguous."""
Numbers = Mapping[str, float]
_ALIGNED = 64
_DIGEST = 65
"""Bytes of the first line: a hexadecimal SHA-256 and its end."""


@dataclass(frozen=True, slots=True)
class Laid:
    """``given`` maps names to the addresses of arrays and to plain numbers, ``behind`` owns the memory."""

    given: Numbers
    behind: object


def lay(arrays: Arrays, numbers: Numbers) -> Laid:
    """``arrays`` where they are."""
    return Laid({name: _address(array) for name, array in arrays.items()} | dict(numbers), arrays)


def write(path: Path, arrays: Arrays, numbers: Numbers) -> None:
    """Keep both in a file: its digest, a line of JSON, the bytes of the arrays."""
    offsets, body = {}, bytearray()
    for name, array in arrays.items():
        offsets[name] = len(body)
        body += memoryview(array).cast("B")
        body += bytes(-len(body) % _ALIGNED)
    head = json.dumps({"arrays": offsets, "numbers": dict(numbers)}).encode()
    head += b" " * (-(_DIGEST + len(head) + 1) % _ALIGNED) + b"\n"
    with replacing(path) as part, part.open("wb") as file:
        file.write(hashlib.sha256(head + body).hexdigest().encode() + b"\n" + head)
        file.write(body)


def read(path: Path) -> Laid:
    """What was written; read from the disk as it is asked for, and shared by the processes that ask.

    Raises FileNotFoundError, and ValueError when the file is not as it was written.
    """
    with path.open("rb") as file:
        if path.stat().st_size <= _DIGEST:
            raise ValueError(f"{path} is cut off")
        memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    with memoryview(memory) as whole:
        digest = hashlib.sha256(whole[_DIGEST:]).hexdigest()
    if memory[: _DIGEST - 1] != digest.encode():
        raise ValueError(f"{path} is not as it was written")
    memory.seek(_DIGEST)
    head = json.loads(memory.readline())
    start = _address(memory) + memory.tell()
    return Laid({name: start + offset for name, offset in head["arrays"].items()} | head["numbers"], memory)


def _address(memory: Any) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))
