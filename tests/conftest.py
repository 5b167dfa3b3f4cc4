"""What many tests need: an empty archive on every engine there is, and no wall clock."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cityecho.archive import Archive


def _server_programs() -> Path | None:
    """Where a PostgreSQL server's programs lie on this machine, if they do."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server of our own, on a socket in a temporary folder.

    Not one of pytest's: the next pytest to run closes theirs to the server's user.
    """
    programs = _server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine (apt: postgresql)")
    with tempfile.TemporaryDirectory() as name:
        as_server: list[str] = []
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(name, "postgres")
            as_server = ["runuser", "-u", "postgres", "--"]
        yield from _serving(Path(name), programs, as_server)


def _serving(folder: Path, programs: Path, as_server: list[str]) -> Iterator[str]:
    data = folder / "data"
    user = ["-U", "cityecho"]
    subprocess.run(
        [*as_server, programs / "initdb", "-D", data, *user, "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    start = [*as_server, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"]
    subprocess.run(start, check=True, capture_output=True)
    try:
        yield f"postgresql://cityecho@/postgres?host={folder}"
    finally:
        stop = [*as_server, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, check=True, capture_output=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty archive, once for each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'archive.db'}"
        return
    import psycopg  # noqa: PLC0415 (only where there is a server)

    server: str = request.getfixturevalue("postgres")
    name = f"test_{os.urandom(6).hex()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def archive(archive_url: str, tmp_path: Path) -> Iterator[Archive]:
    """An empty archive, once for each engine."""
    with Archive(archive_url, tmp_path / "captures") as opened:
        yield opened
