"""A capture as a WARC record: what other readers of the format make of it."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

from cityecho.article import Capture
from cityecho.record import record

TAKEN = Capture(
    "http://news.yunling.example/1.html?a=茶",
    datetime(2022, 7, 20, 2, 0, 0, 250, tzinfo=UTC),
    200,
    (
        ("Content-Type", "text/html"),
        ("Content-Encoding", "gzip"),
        ("X-Odd", "a\r\nSet-Cookie: b"),
        ("X-Han", "茶"),
    ),
    "云岭的茶\r\n\r\nWARC/1.1\r\n".encode() * 50,
    "lists",
)


def test_warcio_reads_what_was_written() -> None:
    records = list(_read(record(TAKEN) + record(TAKEN)))
    assert len(records) == 2
    about, status, headers, body = records[0]
    assert about["WARC-Type"] == "response"
    assert about["WARC-Target-URI"] == TAKEN.url
    assert about["WARC-Date"] == "2022-07-20T02:00:00.000250Z"
    assert about["WARC-Payload-Digest"] == TAKEN.digest
    assert (status, body) == ("200", TAKEN.body)
    assert "Content-Encoding" not in headers
    assert "Set-Cookie" not in headers  # no header breaks out of its line
    assert records[0][0]["WARC-Record-ID"] != records[1][0]["WARC-Record-ID"]


def _read(made: bytes):
    for one in ArchiveIterator(BytesIO(made), check_digests=False):
        headers = dict(one.http_headers.headers)
        yield (
            dict(one.rec_headers.headers),
            one.http_headers.get_statuscode(),
            headers,
            one.content_stream().read(),
        )
