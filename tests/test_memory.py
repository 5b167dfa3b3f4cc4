"""The memory that benchmarks report is the program's own."""

import subprocess
import sys
from pathlib import Path


def test_what_the_parent_holds_is_not_counted() -> None:
    held = bytearray(300 * 1024 * 1024)
    done = subprocess.run(
        [sys.executable, "-c", "from benchmarks.memory import peak_mb; print(peak_mb())"],
        cwd=Path(__file__).parents[1],
        check=True,
        capture_output=True,
        text=True,
    )
    assert len(held) > 0
    assert 0 < int(done.stdout) < 100
