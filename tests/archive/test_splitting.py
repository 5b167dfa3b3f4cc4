"""Files of captures that are damaged: what is told of them, and what is still read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from cityecho.archive.splitting import Damage
from cityecho.archive.warc import index, read_at, sift
from cityecho.errors import UsageError

PAGE = "云岭的茶园今天开园".encode() * 40
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
DATE = b"WARC-Date: 2022-07-15T01:00:00Z\r\n"


def plain(number: int, *, date: bytes = DATE, coding: bytes = b"", longer: int = 0) -> bytes:
    block = OK + coding + b"\r\n" + PAGE
    url = f"WARC-Target-URI: http://yunling.example/{number}\r\n".encode()
    length = f"Content-Length: {len(block) + longer}\r\n".encode()
    about = b"WARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    return b"WARC/1.0\r\n" + about + url + date + length + b"\r\n" + block + b"\r\n\r\n"


def packed(record: bytes) -> bytes:
    return gzip.compress(record, mtime=1)


def sifted(path: Path) -> list[str]:
    """The end of each address that was taken, - for a record passed over, of a damage what is said."""
    told = []
    for one in sift(path, lambda _url, _moment: True, lambda body: body == PAGE):
        if isinstance(one, Damage):
            told.append(one.why)
        else:
            told.append(one[0][-1] if one else "-")
            assert one is None or read_at(path.parent, one[2]).body == PAGE
    return told


FLIPPED = bytearray(packed(plain(2)))
FLIPPED[-6] ^= 0xFF  # of the checksum
CUT, FALSE = "the record is cut off", "its Content-Length is false"


@pytest.mark.parametrize(
    ("middle", "told"),
    [
        (packed(plain(2, date=b"")), "no valid WARC-Date"),
        (packed(plain(2, date=b"WARC-Date: 2022-13-45T00:00:00Z\r\n")), "no valid WARC-Date"),
        (packed(plain(2, coding=b"Content-Encoding: gzip\r\n")), "-"),
        (packed(plain(2, coding=b"Content-Encoding: zstd\r\n")), "-"),
        (packed(plain(2, longer=5000)), CUT),
        (packed(plain(2, longer=-50)), FALSE),
        (packed(plain(2, longer=-5000)), "no WARC record"),
        (packed(plain(2))[:-90], "its gzip member is damaged"),
        (bytes(FLIPPED), "its gzip member is damaged"),
        (b"\x1f\x8b\x08 no member at all", "its gzip member is damaged"),
    ],
)
def test_a_damaged_record_of_a_gzipped_file_costs_itself(tmp_path: Path, middle: bytes, told: str) -> None:
    (tmp_path / "a.warc.gz").write_bytes(packed(plain(1)) + middle + packed(plain(3)))
    assert sifted(tmp_path / "a.warc.gz") == ["1", told, "3"]


@pytest.mark.parametrize(
    ("middle", "told"),
    [
        (plain(2, date=b""), "no valid WARC-Date"),
        (plain(2, coding=b"Content-Encoding: gzip\r\n"), "-"),
        (plain(2, longer=99), FALSE),
        (plain(2, longer=99999), CUT),
        (plain(2)[:-99], FALSE),
    ],
)
def test_a_damaged_record_of_a_plain_file_costs_itself(tmp_path: Path, middle: bytes, told: str) -> None:
    (tmp_path / "a.warc").write_bytes(plain(1) + middle + plain(3))
    assert sifted(tmp_path / "a.warc") == ["1", told, "3"]


@pytest.mark.parametrize("pack", [packed, bytes])
def test_a_last_record_that_is_cut_off_is_no_page(tmp_path: Path, pack) -> None:
    path, first = tmp_path / "a.warc", pack(plain(1))
    for cut in (9, 60, 200):
        path.write_bytes(first + pack(plain(2))[:-cut])
        assert sifted(path) == ["1", CUT]
        assert [url[-1] for url, _, _ in index(path)] == ["1"]  # a kill leaves such a tail
        path.write_bytes(first + pack(plain(2))[:-cut] + pack(plain(3)))
        with pytest.raises(UsageError, match=rf"a\.warc at {len(first)}: "):
            list(index(path))


def test_a_file_that_is_gzipped_as_a_whole_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(packed(plain(1) + plain(2)))
    for reading in (sifted, lambda path: list(index(path))):
        with pytest.raises(UsageError, match="gzip it record by record"):
            reading(tmp_path / "a.warc.gz")
