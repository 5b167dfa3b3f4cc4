"""What an operator copies from ``docs/`` to have it run on schedule."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
UNITS = ("cityecho.service", "cityecho.timer")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for name in UNITS:
        text = (DOCS / "systemd" / name).read_text("utf-8")
        # The command must exist where the unit looks for it; everything else is checked as it stands.
        command = text.replace("/srv/cityecho/.venv/bin/cityecho", sys.executable)
        (tmp_path / name).write_text(command, encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(tmp_path / name for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in said.stderr.splitlines() if "cityecho" in line]
    assert (said.returncode, ours) == (0, [])


def test_the_page_and_the_units_say_the_same() -> None:
    page = (DOCS / "operations.md").read_text("utf-8")
    service = (DOCS / "systemd" / "cityecho.service").read_text("utf-8")
    assert all(f"systemd/{name}" in page for name in UNITS)
    assert "ExecStart=/srv/cityecho/.venv/bin/cityecho run" in service
    assert "schtasks /Create" in page
    assert "(if not exist data mkdir data) &&" in page


def test_the_crontab_line_runs_in_a_fresh_checkout(tmp_path: Path) -> None:
    page = (DOCS / "operations.md").read_text("utf-8")
    line = re.search(r"^\*/5 \* \* \* \* (.+)$", page, re.MULTILINE)
    assert line is not None
    command = tmp_path / ".venv" / "bin" / "cityecho"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\necho crawl: $1\n")
    command.chmod(0o755)
    for _ in range(2):
        subprocess.run(["/bin/sh", "-c", line[1].replace("/srv/cityecho", str(tmp_path))], check=True)
    assert (tmp_path / "data" / "run.log").read_text() == "crawl: run\n" * 2
