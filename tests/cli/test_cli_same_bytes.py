"""The same archive gives the same files, whatever process writes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.verify import world
from cityecho.archive import Archive
from cityecho.cli import report
from cityecho.cli.app import app
from reports.formats import FORMATS
from tests.cli.command import arguments

# The command as it is, but for the clock, whose time the files state.
_AT_A_FIXED_TIME = f"""
from cityecho.cli import main, report
from datetime import datetime
report.now = lambda: datetime.fromisoformat({world.MADE_AT.isoformat()!r})
main()
"""


def test_two_processes_write_the_same_bytes_in_every_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This process, whose sets have an order of their own, and one with another."""
    watched = world.watchlist(tmp_path / "config")
    with Archive(f"sqlite:///{tmp_path / 'archive.db'}", tmp_path / "captures") as archive:
        world.fill(archive, watched)
    words = [*arguments(tmp_path), "report", "summit", "h2", "--out"]
    command = [sys.executable, "-W", "error", "-c", _AT_A_FIXED_TIME, *words, str(tmp_path / "there")]
    with subprocess.Popen(command, env=os.environ | {"PYTHONHASHSEED": "7"}) as other:
        monkeypatch.setattr(report, "now", lambda: world.MADE_AT)
        done = CliRunner().invoke(app, [*words, str(tmp_path / "here")])
    assert (done.exception, other.returncode) == (None, 0)
    files = [f"summit-h2{ending}" for ending in FORMATS.values()]
    assert all((tmp_path / "here" / name).stat().st_size for name in files)
    unlike = [
        name
        for name in files
        if (tmp_path / "here" / name).read_bytes() != (tmp_path / "there" / name).read_bytes()
    ]
    assert unlike == []
