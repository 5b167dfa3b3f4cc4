"""Captures as WARC records (ISO 28500), written here and read with fastwarc."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO, FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from cityecho.archive.splitting import CUT, Damage, split
from cityecho.archive.values import Location
from cityecho.article import Capture
from cityecho.errors import TryLaterError, UsageError, VerificationError
from cityecho.record import WIRE_HEADERS, record

_PAGE_LIMIT = 8 * 1024 * 1024  # bytes, decoded
_GZIP = 31  # window bits that mean a gzip member
# No checksum tells of a flipped bit in a head: those of ISA-L and of zlib, which write ours.
_GZIP_HEADS = tuple(b"\x1f\x8b\x08" + bytes(5) + end for end in (b"\0\xff", b"\0\x03", b"\2\x03"))
_TEXTS = ("text/", "application/xhtml", "application/xml", "application/json")


def _full(error: OSError) -> TryLaterError:
    return TryLaterError(f"the captures can't be written now ({error}); nothing is lost")


class CaptureFile:
    """Appends captures to one WARC file. A run writes a file of its own, so a torn tail never matters."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._name = name
        self._path = folder / name
        self._file: FileIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, taken: Capture) -> Location:
        """Write the :func:`record` of ``taken``."""
        return self.write(record(taken))

    def write(self, made: bytes) -> Location:
        """Write one record that was made elsewhere: whole, or nothing of it. Raises TryLaterError: disk."""
        if self._file is None:
            self._file = self._path.open("ab", buffering=0)
        offset = self._file.tell()
        try:
            rest = memoryview(made)
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            self._file.truncate(offset)
            raise _full(error) from error
        return Location(self._name, offset, len(made))

    def sync(self) -> None:
        """Have on the disk what was written, before a row says that it is there. Raises TryLaterError."""
        if self._file is not None:
            try:
                os.fsync(self._file.fileno())
            except OSError as error:
                raise _full(error) from error

    def close(self) -> None:
        """Close the file; appending again reopens it."""
        if self._file is not None:
            self._file.close()
            self._file = None


def read(path: Path) -> Iterator[Capture]:
    """Every response record of a WARC file, ours or another's, in the order it stands there.

    Bodies come decoded. ``source`` is "" where the record doesn't say. Raises :class:`UsageError` when the
    file can't be read, naming it and how many records came before.
    """
    count = 0
    try:
        for record in _responses(str(path)):
            yield _capture(record)
            count += 1
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: not a readable WARC file after {count} responses: {error}") from error


def index(path: Path) -> Iterator[tuple[str, datetime, Location]]:
    """Address, time and place of every response record of a WARC file, plain or gzipped record by record.

    A last record that is cut off is left out: a kill leaves such a tail, and no archive knows of it. Raises
    :class:`UsageError` for any other damage; :func:`read_at` reads one record.
    """
    found = _found(path)
    for one in found:
        if isinstance(one, Damage):
            is_last = next(found, None) is None
            if not (is_last and one.why == CUT):
                raise UsageError(f"{path} {one}")
            return
        record, moment, where = one
        yield _url(record), moment, where


def read_at(folder: Path, where: Location) -> Capture:
    """The one capture at ``where`` below ``folder``."""
    with (folder / where.file).open("rb") as file:
        file.seek(where.offset)
        member = file.read(where.length)
    return _capture(next(iter(_responses(BytesIO(member)))))


def read_whole(folder: Path, where: Location) -> Capture:
    """As :func:`read_at`, of exactly one undamaged record. Raises :class:`VerificationError`."""
    place = f"{where.file} at {where.offset}"
    try:
        with (folder / where.file).open("rb") as file:
            file.seek(where.offset)
            member = file.read(where.length)
        unpacker = zlib.decompressobj(_GZIP)
        unpacker.decompress(member)
        is_one = len(member) == where.length and unpacker.eof and not unpacker.unused_data
        if is_one and member.startswith(_GZIP_HEADS):
            return _capture(next(iter(_responses(BytesIO(member)))))
    except (OSError, ValueError, OverflowError, StopIteration, zlib.error) as error:
        raise VerificationError(f"{place}: {str(error) or 'no response'}") from error
    raise VerificationError(f"{place}: not one whole record of {where.length} bytes")


def _responses(stream: str | BytesIO, *, parse_http: bool = True) -> ArchiveIterator:
    return ArchiveIterator(
        stream,
        record_types=WarcRecordType.response,
        parse_http=parse_http,
        auto_decode="all" if parse_http else "none",
        fsspec_args=False,
    )


def _url(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")


def _moment(record: WarcRecord) -> datetime:
    moment: datetime | None = record.record_date
    if moment is None:
        raise ValueError("no valid WARC-Date")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _capture(record: WarcRecord) -> Capture:
    http = record.http_headers
    return Capture(
        url=_url(record),
        captured_at=_moment(record),
        status=(http.status_code if http else None) or 0,
        headers=tuple(
            (name, value)
            for name, value in (http.to_tuples() if http else ())
            if name.lower() not in WIRE_HEADERS
        ),
        body=record.reader.read(),
        source=record.headers.get("WARC-Source") or "",
    )


def sift(
    path: Path, wants: Callable[[str, datetime], bool], holds: Callable[[bytes], bool]
) -> Iterator[tuple[str, datetime, Location] | Damage | None]:
    """As :func:`index`, of the records that somebody wants; None for each of the others.

    ``wants`` judges address and time before the body is unpacked, ``holds`` the decoded body before it is
    parsed. Pages over 8 MiB, failures and what is no page are never wanted. A damage costs its own record.
    Raises :class:`UsageError` as :func:`split` does.
    """
    for one in _found(path):
        if isinstance(one, Damage):
            yield one
            continue
        record, moment, where = one
        url = _url(record)
        yield (url, moment, where) if wants(url, moment) and holds(_page_of(record)) else None


def _found(path: Path) -> Iterator[tuple[WarcRecord, datetime, Location] | Damage]:
    """The response records of ``path``, their bodies not read yet, and what is damaged."""
    for piece in split(path):
        if isinstance(piece, Damage):
            yield piece
            continue
        try:  # an iterator of its own each: a body that can't be decoded would break it
            record = next(_responses(BytesIO(piece.content), parse_http=False), None)
            moment = _moment(record) if record else None
        except (OSError, ValueError) as error:
            yield Damage(piece.offset, str(error))
            continue
        if record and moment:
            yield record, moment, Location(path.name, piece.offset, piece.length)


def _page_of(record: WarcRecord) -> bytes:
    """The decoded body of a successful answer that is a text; empty for any other."""
    try:
        record.parse_http(auto_decode="all")
        if not record.is_http_parsed or record.http_headers.status_code != 200:
            return b""
        if not (record.http_content_type or _TEXTS[0]).lower().startswith(_TEXTS):
            return b""
        body: bytes = record.reader.read(_PAGE_LIMIT + 1)
    except (OSError, ValueError):  # a broken coding is that page's own matter
        return b""
    return body if len(body) <= _PAGE_LIMIT else b""
