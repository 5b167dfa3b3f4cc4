"""Peak memory of the process that asks."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_mb() -> int:
    """MB that were resident at most since this program began.

    From ``VmHWM`` where there is one: ``ru_maxrss`` also counts what the process held before the program was
    loaded, which is the size of whoever started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
