"""A safety copy: one tar file with the rows as lines of JSON, the captures, and the hash of each of them.

The rows are those of one moment, whatever a crawl does meanwhile, and the captures reach as far as these rows
lead. The file depends on no engine: a copy of a SQLite archive can be restored into PostgreSQL.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import sqlalchemy as sa

from cityecho.archive.engine import upsert
from cityecho.archive.rows import TABLES, columns, read_lines
from cityecho.archive.schema import backup as backups
from cityecho.archive.schema import capture
from cityecho.archive.values import Backup
from cityecho.errors import TryLaterError
from cityecho.files import replacing

if TYPE_CHECKING:
    from cityecho.archive import Archive

MANIFEST, ROWS, CAPTURES = "manifest.json", "rows/", "captures/"
FORMAT = 1
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TableCopy:
    """How many rows, of which columns, and the SHA-256 of their lines."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileCopy:
    """How many bytes of a WARC file, and their SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy holds. ``schema`` is the migration its tables stand at."""

    format: int
    schema: str
    made_at: str
    tables: Mapping[str, TableCopy]
    captures: Mapping[str, FileCopy]


def backup(archive: Archive, path: Path, now: datetime) -> Manifest:
    """Copy the archive into the file at ``path``, whole or not at all. Needs no lock: a crawl may run.

    Raises TryLaterError: disk, or captures that a purge took away meanwhile.
    """
    with replacing(path) as part, tempfile.TemporaryDirectory(prefix=".copy-", dir=part.parent) as scratch:
        with tarfile.open(part, "w", format=tarfile.PAX_FORMAT) as tar:
            manifest = _copied(archive, tar, Path(scratch), now)
            _add(tar, MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode(), now)
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        row = {"path": str(path.absolute()), "made_at": now, "digest": digest}
        with archive.begin() as tx:
            upsert(tx.connection, backups, [row], ("made_at", "digest"))
    path.chmod(0o600)
    return manifest


def made(connection: sa.Connection) -> tuple[Backup, ...]:
    """The safety copies that were made, the latest last."""
    rows = connection.execute(sa.select(backups).order_by(backups.c.made_at, backups.c.path))
    return tuple(Backup(row.path, row.made_at, row.digest) for row in rows)


def holds(path: Path, keys: tuple[str, ...]) -> bool | None:
    """Whether the copy at ``path`` has an article at one of ``keys``; None when it can't be looked into."""
    quoted = [json.dumps(key, ensure_ascii=False).encode() for key in keys]
    try:
        with tarfile.open(path, "r:") as tar:
            inner = tar.extractfile(f"{ROWS}article.jsonl.gz")
            if inner is None:
                return None
            with inner, gzip.open(inner) as lines:
                return any(key in line for line in lines for key in quoted)
    except (OSError, KeyError, tarfile.TarError, EOFError, zlib.error):
        return None


def _copied(archive: Archive, tar: tarfile.TarFile, scratch: Path, now: datetime) -> Manifest:
    tables: dict[str, TableCopy] = {}
    with _snapshot(archive, scratch) as rows:
        for table in TABLES:
            file = scratch / "rows.jsonl.gz"
            tables[table.name] = _dumped(rows, table, file)
            _add_file(tar, f"{ROWS}{table.name}.jsonl.gz", file, file.stat().st_size, now)
        ends = dict(map(tuple, rows.execute(_ENDS)))
        schema = str(rows.scalar(sa.text("SELECT version_num FROM alembic_version")))
    captures = {}
    for name, end in sorted(ends.items()):
        source = archive.captures_folder / name
        try:
            captures[name] = FileCopy(end, _digest(source, end))
            _add_file(tar, f"{CAPTURES}{name}", source, end, now)
        except FileNotFoundError as error:
            raise TryLaterError(f"{source} is not there (a purge may be under way); run it again") from error
    return Manifest(FORMAT, schema, now.isoformat(), tables, captures)


_ENDS = (
    sa.select(capture.c.warc_file, sa.func.max(capture.c.warc_offset + capture.c.warc_length))
    .where(capture.c.warc_file != "")
    .group_by(capture.c.warc_file)
)


@contextmanager
def _snapshot(archive: Archive, scratch: Path) -> Iterator[sa.Connection]:
    """A connection that sees one moment. SQLite is copied at once, so that a crawl waits for seconds only."""
    files = archive.database_files()
    if files:
        copy = scratch / "archive.db"
        with sqlite3.connect(files[0]) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        source.close()
        target.close()
        engine = sa.create_engine(f"sqlite:///{copy}")
        with engine.connect() as connection:
            yield connection
        engine.dispose()
        return
    with archive.read() as tx:
        tx.connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield tx.connection


def _dumped(connection: sa.Connection, table: sa.Table, path: Path) -> TableCopy:
    digest, count, names = hashlib.sha256(), 0, columns(table)
    with gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) as file:
        for line in read_lines(connection, table, names):
            file.write(line)
            digest.update(line)
            count += 1
    return TableCopy(names, count, digest.hexdigest())


def _digest(path: Path, length: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in _chunks(file, length):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0 and (chunk := file.read(min(length, _CHUNK))):
        length -= len(chunk)
        yield chunk


def _add_file(tar: tarfile.TarFile, name: str, path: Path, length: int, now: datetime) -> None:
    with path.open("rb") as file:
        tar.addfile(_member(name, length, now), file)


def _add(tar: tarfile.TarFile, name: str, content: bytes, now: datetime) -> None:
    tar.addfile(_member(name, len(content), now), BytesIO(content))


def _member(name: str, length: int, now: datetime) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = length, 0o600, int(now.timestamp())
    return member
