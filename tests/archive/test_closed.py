"""An archive that can't be opened is told in one line, which never holds a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityecho.archive import Archive
from cityecho.archive.closed import refused
from cityecho.errors import TryLaterError, UsageError


def test_a_server_that_is_not_there_may_come_and_its_password_is_not_told() -> None:
    with pytest.raises(TryLaterError) as told:
        Archive("postgresql://nobody:geheim@127.0.0.1:1/x?connect_timeout=2&application_name=geheim")
    assert "postgresql://nobody@127.0.0.1:1/x: connection failed" in str(told.value)
    assert "geheim" not in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("named", "says"), [("none?", '"none" does not exist'), ("postgres?user=who&", "who")]
)
def test_a_server_that_does_not_know_us_is_no_matter_of_time(postgres: str, named: str, says: str) -> None:
    with pytest.raises(UsageError, match="postgresql://") as told:
        Archive(postgres.replace("postgres?", named))
    assert says in str(told.value)


def test_a_server_that_goes_away_in_the_middle_may_come_back(postgres: str) -> None:
    with Archive(postgres) as archive, pytest.raises(TryLaterError, match="terminating connection"):
        _cut_off(archive, postgres)


def _cut_off(archive: Archive, server: str) -> None:
    import psycopg  # noqa: PLC0415

    with archive.begin() as tx:
        tx.ledger.runs()
        with psycopg.connect(server, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid != pg_backend_pid()"
            )
        tx.ledger.runs()


def test_a_server_that_has_no_room_yet_may_have_it_later() -> None:
    import psycopg  # noqa: PLC0415
    import sqlalchemy as sa  # noqa: PLC0415

    address = sa.make_url("postgresql+psycopg://a:geheim@h/x")
    for says, kind in (
        ("FATAL:  the database system is starting up", TryLaterError),
        ("FATAL:  sorry, too many clients already", TryLaterError),
        ('FATAL:  password authentication failed for user "a"', UsageError),
        ('致命错误:  用户 "a" Password 认证失败', UsageError),
    ):
        assert type(refused(address, psycopg.OperationalError(f"connection failed: {says}"))) is kind


def test_a_file_that_is_no_archive_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    bad.write_text("garbage\n" * 200)
    with pytest.raises(UsageError, match=r"bad\.db: file is not a database"):
        Archive(f"sqlite:///{bad}")
    with pytest.raises(UsageError, match=r"bad\.db: no folder can be made there"):
        Archive(f"sqlite:///{bad}/archive.db")
    with pytest.raises(UsageError, match=r"did you mean sqlite:///z\.db\?"):
        Archive("z.db")
    with pytest.raises(UsageError) as told:
        Archive("postgresql//me:geheim@here/x")
    assert "geheim" not in str(told.value)
