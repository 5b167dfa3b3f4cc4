"""Captures as WARC records (ISO 28500): written with warcio, read with fastwarc."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cityecho.archive.values import Location
from cityecho.article import Capture
from cityecho.errors import UsageError

# The body is kept decoded: headers that speak of the wire's coding would lie about it.
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class CaptureFile:
    """Appends captures to one WARC file. A run writes a file of its own, so a torn tail never matters."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._name = name
        self._path = folder / name
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, taken: Capture) -> Location:
        """Write one response record, gzipped by itself, and hand it to the system."""
        if self._file is None:
            self._file = self._path.open("ab")
        offset = self._file.tell()
        writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        headers = [(name, value) for name, value in taken.headers if name.lower() not in _WIRE_HEADERS]
        headers.append(("Content-Length", str(len(taken.body))))
        record = writer.create_warc_record(
            taken.url,
            "response",
            payload=BytesIO(taken.body),
            http_headers=StatusAndHeaders(str(taken.status), headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": taken.captured_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "WARC-Payload-Digest": taken.digest,
                "WARC-Source": taken.source,
            },
        )
        writer.write_record(record)
        record.raw_stream.close()  # warcio leaves the buffer it measured the record in open
        self._file.flush()
        return Location(self._name, offset, self._file.tell() - offset)

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
    except OSError as error:
        raise UsageError(f"{path}: not a readable WARC file after {count} responses: {error}") from error


def index(path: Path) -> Iterator[tuple[str, datetime, Location]]:
    """Address, time and place of every response record of a WARC file whose records are gzipped one by one.

    Bodies are not read; :func:`read_at` reads one. Raises :class:`UsageError` as :func:`read` does.
    """
    records = _responses(str(path), parse_http=False)
    try:
        found = [(_url(record), _moment(record), int(record.stream_pos)) for record in records]
    except OSError as error:
        raise UsageError(f"{path}: not a readable WARC file: {error}") from error
    ends = [offset for _, _, offset in found[1:]] + [path.stat().st_size]
    for (url, moment, offset), end in zip(found, ends, strict=False):
        yield url, moment, Location(path.name, offset, end - offset)


def read_at(folder: Path, where: Location) -> Capture:
    """The one capture at ``where`` below ``folder``."""
    with (folder / where.file).open("rb") as file:
        file.seek(where.offset)
        member = file.read(where.length)
    return _capture(next(iter(_responses(BytesIO(member)))))


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
    moment: datetime = record.record_date
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
            if name.lower() not in _WIRE_HEADERS
        ),
        body=record.reader.read(),
        source=record.headers.get("WARC-Source") or "",
    )
