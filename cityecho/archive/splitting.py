"""A WARC file taken apart: where each record stands. What is damaged is told, and never passes for whole."""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cityecho.errors import UsageError

_GZIP = 31  # window bits that mean a gzip member
_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"WARC/"
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,15})[ \t]*\r?$")
_HEAD = 32 * 1024
_CHUNK = 64 * 1024
_KEPT = 16 * 1024 * 1024  # of a record: what is longer is no page
CUT = "the record is cut off"
_FALSE = "its Content-Length is false"
_NONE = "no WARC record"
_SEVERAL = "several records in one gzip member: gzip it record by record"


@dataclass(frozen=True, slots=True)
class Piece:
    """One whole record: its place in the file, and its unpacked bytes, the first 16 MiB at most."""

    offset: int
    length: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """A place of a file at which no whole record could be read."""

    offset: int
    why: str

    def __str__(self) -> str:
        return f"at {self.offset}: {self.why}"


def split(path: Path) -> Iterator[Piece | Damage]:
    """The records of ``path``, plain or gzipped one by one; after a damage those that begin behind it.

    Raises :class:`UsageError` for a file that is none, and for one that is gzipped as a whole.
    """
    try:
        with path.open("rb") as file:
            if path.stat().st_size == 0:
                return
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                yield from _split(path, data)
    except OSError as error:
        raise UsageError(f"{path}: not a readable WARC file: {error}") from error


def _split(path: Path, data: mmap.mmap) -> Iterator[Piece | Damage]:
    if data[:3] == _MEMBER:
        take, sign, begins = _member, _MEMBER, _is_member
    elif data[:5] == _RECORD:
        take, sign, begins = _plain, _RECORD, _is_plain
    else:
        raise UsageError(f"{path}: not a readable WARC file: it begins with neither a record nor gzip")
    offset = 0
    while offset < len(data):
        one = take(data, offset)
        if one == Damage(0, _SEVERAL):
            raise UsageError(f"{path}: {_SEVERAL}")
        yield one
        if isinstance(one, Piece):
            offset += one.length
        else:
            offset = _next(data, offset + 1, sign, begins)


def _next(data: mmap.mmap, start: int, sign: bytes, begins: Callable[[mmap.mmap, int], bool]) -> int:
    """Where the next record begins; the end of the file where none does."""
    while (at := data.find(sign, start)) >= 0:
        if begins(data, at):
            return at
        start = at + 1
    return len(data)


def _is_member(data: mmap.mmap, at: int) -> bool:
    try:
        begun = zlib.decompressobj(_GZIP).decompress(data[at : at + _CHUNK], len(_RECORD))
    except zlib.error:
        return False
    return begun == _RECORD


def _is_plain(data: mmap.mmap, at: int) -> bool:
    return _extent(data[at : at + _HEAD]) is not None


def _member(data: mmap.mmap, offset: int) -> Piece | Damage:
    """The record that is gzipped at ``offset``."""
    unpacker = zlib.decompressobj(_GZIP)
    kept, length, at = bytearray(), 0, offset
    try:
        while not unpacker.eof and at < len(data):
            unpacked = unpacker.decompress(data[at : at + _CHUNK])
            at = min(at + _CHUNK, len(data))
            length += len(unpacked)
            kept += unpacked[: max(0, _KEPT - len(kept))]
    except zlib.error:
        return Damage(offset, "its gzip member is damaged")
    content = bytes(kept)
    fault = _fault(content, length) if unpacker.eof else CUT
    return Damage(offset, fault) if fault else Piece(offset, at - offset - len(unpacker.unused_data), content)


def _fault(content: bytes, length: int) -> str:
    """What is wrong with a member of so many bytes beginning with ``content``; "" where it is one record."""
    extent = _extent(content[:_HEAD])
    if extent is None:
        return _NONE
    if length < extent:
        return CUT
    behind = content[extent:].lstrip(b"\r\n")
    if behind.startswith(_RECORD):
        return _SEVERAL
    return _FALSE if behind else ""


def _plain(data: mmap.mmap, offset: int) -> Piece | Damage:
    """The record that stands at ``offset`` as it is."""
    extent = _extent(data[offset : offset + _HEAD])
    if extent is None:
        return Damage(offset, _NONE)
    end = offset + extent
    if end > len(data):
        return Damage(offset, CUT)
    while data[end : end + 1] in (b"\r", b"\n"):
        end += 1
    if end < len(data) and data[end : end + len(_RECORD)] != _RECORD:
        return Damage(offset, _FALSE)
    return Piece(offset, end - offset, data[offset : min(end, offset + _KEPT)])


def _extent(head: bytes) -> int | None:
    """By its head, how long a record is without the empty lines behind it; None where no head stands."""
    end = head.find(b"\r\n\r\n")
    said = _LENGTH.search(head, 0, end + 2) if end > 0 and head.startswith(_RECORD) else None
    return end + 4 + int(said[1]) if said else None
