"""The ``cityecho`` command as an operator runs it: a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-W", "error", "-c", "from cityecho.cli import main; main()")


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """Its JSON."""
        return json.loads(self.out)


def arguments(folder: Path) -> tuple[str, ...]:
    """Configuration and archive in ``folder``."""
    return ("--config", str(folder / "config"), "--archive", f"sqlite:///{folder}/archive.db")


def cityecho(*words: str, cwd: Path | None = None) -> Said:
    """Run the command to its end."""
    ended = subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, cwd=cwd, check=False, timeout=90
    )
    return Said(ended.returncode, ended.stdout, ended.stderr)
