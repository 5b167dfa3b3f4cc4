"""Reading a safety copy back: into an empty archive only, and only when every hash in it is right."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import sqlalchemy as sa

from cityecho.archive import cleanup
from cityecho.archive.copying import CAPTURES, FORMAT, MANIFEST, ROWS, FileCopy, Manifest, TableCopy
from cityecho.archive.counted import place_all
from cityecho.archive.rows import TABLES, columns, read_lines, write_lines
from cityecho.errors import UsageError, VerificationError

if TYPE_CHECKING:
    from cityecho.archive import Archive

_CAPTURE_NAME = re.compile(r"[A-Za-z0-9][\w.\-]*")


def restore(archive: Archive, path: Path) -> Manifest:
    """Fill ``archive``, which must be empty, from the copy at ``path``. Killed anywhere: nothing or all.

    Only under the archive's lock. Raises UsageError when something would be overwritten or the file is no
    copy that this version reads, VerificationError when a hash is wrong, TryLaterError: disk.
    """
    with _opened(path) as tar:
        manifest = _manifest(tar, path)
        _demand_empty(archive, manifest)
        _verify(tar, manifest, path)
        with archive.begin() as tx:
            cleanup.intend(tx.connection, manifest.captures)
        for name in manifest.captures:
            _restore_file(tar, f"{CAPTURES}{name}", archive.captures_folder / name)
        with archive.begin() as tx:
            for table in TABLES:
                if table.name in manifest.tables:
                    _restore_table(tx.connection, tar, table, manifest.tables[table.name], path)
            place_all(tx.connection)
            cleanup.keep(tx.connection, manifest.captures)
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:") as tar:
            yield tar
    except (tarfile.TarError, FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(f"{path}: not a backup that can be read: {error}") from error


def _manifest(tar: tarfile.TarFile, path: Path) -> Manifest:
    try:
        said = json.loads(_member(tar, MANIFEST, path).read())
        tables = {
            name: TableCopy(tuple(one["columns"]), one["rows"], one["sha256"])
            for name, one in said["tables"].items()
        }
        captures = {name: FileCopy(one["bytes"], one["sha256"]) for name, one in said["captures"].items()}
        manifest = Manifest(said["format"], said["schema"], said["made_at"], tables, captures)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise VerificationError(f"{path}: its {MANIFEST} is damaged: {error}") from error
    known = {table.name: set(columns(table)) for table in TABLES}
    newer = [name for name, one in tables.items() if not set(one.columns) <= known.get(name, set())]
    if manifest.format != FORMAT or newer:
        raise UsageError(
            f"{path}: made by a newer version (schema {manifest.schema}); restore it with that one"
        )
    strange = [name for name in captures if not _CAPTURE_NAME.fullmatch(name)]
    if strange:
        raise VerificationError(f"{path}: {strange[0]!r} is no name of a capture file")
    return manifest


def _member(tar: tarfile.TarFile, name: str, path: Path) -> IO[bytes]:
    try:
        file = tar.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise VerificationError(f"{path}: {name} is missing")
    return file


def _demand_empty(archive: Archive, manifest: Manifest) -> None:
    with archive.read() as tx:
        full = [table.name for table in TABLES if tx.connection.execute(sa.select(table).limit(1)).first()]
    if full:
        raise UsageError(f"the archive is not empty (rows in {', '.join(full)}); restore into a new one")
    there = [name for name in manifest.captures if (archive.captures_folder / name).exists()]
    if there:
        raise UsageError(f"{archive.captures_folder / there[0]} is there already; restore beside no captures")


def _verify(tar: tarfile.TarFile, manifest: Manifest, path: Path) -> None:
    for name, one in manifest.tables.items():
        if _lines_digest(tar, name, path) != one.sha256:
            raise VerificationError(f"{path}: the rows of {name} are not those that were copied")
    for name, copied in manifest.captures.items():
        with _member(tar, f"{CAPTURES}{name}", path) as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != copied.sha256:  # type: ignore[arg-type]
                raise VerificationError(f"{path}: the captures in {name} are not those that were copied")


def _lines_digest(tar: tarfile.TarFile, table: str, path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with _member(tar, f"{ROWS}{table}.jsonl.gz", path) as packed, gzip.open(packed) as lines:
            for line in lines:
                digest.update(line)
    except (EOFError, OSError, zlib.error) as error:
        raise VerificationError(f"{path}: the rows of {table} can't be read: {error}") from error
    return digest.hexdigest()


def _restore_file(tar: tarfile.TarFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _member(tar, name, target) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
        file.flush()
        os.fsync(file.fileno())


def _restore_table(
    connection: sa.Connection, tar: tarfile.TarFile, table: sa.Table, copied: TableCopy, path: Path
) -> None:
    """Insert the rows and read them back: what the archive says now must hash to what was copied."""
    with _member(tar, f"{ROWS}{table.name}.jsonl.gz", path) as packed, gzip.open(packed) as lines:
        write_lines(connection, table, copied.columns, lines)
    digest = hashlib.sha256()
    for line in read_lines(connection, table, copied.columns):
        digest.update(line)
    if digest.hexdigest() != copied.sha256:
        raise VerificationError(f"{path}: the rows of {table.name} came out differently")
