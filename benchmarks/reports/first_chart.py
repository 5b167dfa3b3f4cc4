"""When the first chart of a page stands: ``python -m benchmarks.reports.first_chart REPORT.html [TIMES]``.

The page itself marks it (``first-chart``); each time is a new browser. Exits 1 past a second.
"""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path

from benchmarks.reports.chromium import chromium

MOST = 1_000.0
"""Milliseconds from the start of the navigation."""
_MARK = "performance.getEntriesByName('first-chart')[0]?.startTime ?? -1"


def main(file: Path, times: int) -> int:
    """Print every time and their median; returns the exit code."""
    taken = []
    for _ in range(times):
        with chromium() as page:
            page.open(file.resolve().as_uri(), 1280, 900)
            taken.append(float(page.value(_MARK)))
    median = statistics.median(taken)
    print(
        f"{file.name}: {file.stat().st_size:,} bytes; first chart after {median:.0f} ms "
        f"({', '.join(f'{one:.0f}' for one in taken)}), at load {os.getloadavg()[0]:.1f}; bar {MOST:.0f} ms"
    )
    return 0 if 0 < median < MOST else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5))
