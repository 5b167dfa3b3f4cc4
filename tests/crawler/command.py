"""The command line in a process of its own, and what it left in the archive."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cityecho.archive import Archive
from cityecho.article import Article


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: dict[str, Any]
    err: str


def cityecho(folder: Path, *words: str) -> Said:
    """A command in a process of its own, over the configuration and the archive in ``folder``."""
    place = ["--config", str(folder / "config"), "--archive", f"sqlite:///{folder}/archive.db", "--json"]
    code = "import sys; from cityecho.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *place, *words],
        capture_output=True,
        text=True,
        check=False,
    )
    return Said(done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr)


def stored(folder: Path) -> list[Article]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        return list(tx.articles.between())
