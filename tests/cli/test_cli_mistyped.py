"""What a mistyped command says, and which version it is."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cityecho.cli.app import app
from cityecho.errors import UsageError


@pytest.mark.parametrize("command", [("crawl", "--from"), ("reread", "--to"), ("sources", "--to")])
def test_a_day_that_is_none_says_what_one_looks_like(command: tuple[str, str]) -> None:
    said = CliRunner().invoke(app, [*command, "2022-13-01"])
    assert said.exit_code == 2
    assert f"'{command[1]}': not a date such as 2022-07-15: 2022-13-01" in said.output


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"cityecho {version('cityecho')}\n"


def test_a_backup_that_is_not_there_makes_no_archive(tmp_path: Path) -> None:
    made = tmp_path / "new" / "archive.db"
    said = CliRunner().invoke(app, ["--archive", f"sqlite:///{made}", "restore", str(tmp_path / "no.tar")])
    assert isinstance(said.exception, UsageError)
    assert str(said.exception) == f"no such file: {tmp_path / 'no.tar'}"
    assert not made.parent.exists()
