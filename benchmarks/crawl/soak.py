"""Memory of a crawl that goes on and on, at full speed over pages that never end.

    python -m benchmarks.crawl.soak [--minutes 30] [--bar-slope 1.0] [--bar-peak 600]

Samples the resident memory of the crawl and of its workers every two seconds. The slope is the median of the
slopes between the means of any two stretches of what comes after the first third.
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from benchmarks.crawl.fast_web import Size, serving
from benchmarks.crawl.speed import ROOT, configured

ENDLESS = Size(hosts=8, articles=190_000)  # a host
_EVERY = 2.0  # seconds


def run(minutes: float, bar_slope: float, bar_peak: float) -> dict[str, Any]:
    """Crawl for ``minutes``; slope in MB an hour and peak in MB of the crawl and its workers together."""
    samples: list[tuple[float, float]] = []
    with serving(ENDLESS) as port, tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "benchmarks.crawl.whole", str(configured(Path(name), ENDLESS, port))]
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        began = monotonic()
        while monotonic() - began < 60 * minutes and child.poll() is None:
            samples.append((monotonic() - began, _resident(child.pid)))
            sleep(_EVERY)
        child.send_signal(signal.SIGTERM)
        asked = monotonic()
        told = json.loads(child.communicate(timeout=30)[0])
        seconds_to_end = monotonic() - asked
    settled = [(at, size) for at, size in samples if at >= 20 * minutes]
    slope, peak = _slope(settled), max(size for _, size in samples)
    return {
        "figure": "memory of a long crawl",
        "minutes": minutes,
        "pages": told["counts"]["fetched"],
        "pages_per_second": round(told["counts"]["fetched"] / (60 * minutes)),
        "slope_mb_per_hour": round(slope, 2),
        "peak_mb": round(peak),
        "settled_mb": round(statistics.median(size for _, size in settled)),
        "seconds_from_sigterm_to_end": round(seconds_to_end, 1),
        "passed": slope < bar_slope and peak < bar_peak and seconds_to_end < 10,
    }


def _resident(process: int) -> float:
    """MB of ``process`` and its children."""
    family = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        family.extend(map(int, task.read_text().split()))
    total = 0
    for one in family:
        lines = Path(f"/proc/{one}/status").read_text().splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return total / 1024


def _slope(samples: list[tuple[float, float]]) -> float:
    """MB an hour: the median slope between the means of any two stretches of the samples."""
    size = max(len(samples) // 20, 1)
    stretches = [samples[start : start + size] for start in range(0, len(samples), size)]
    means = [
        (statistics.mean(at for at, _ in one), statistics.mean(mb for _, mb in one)) for one in stretches
    ]
    slopes = [3600 * (b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(means, 2)]
    return statistics.median(slopes) if slopes else 0.0


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, value in (("minutes", 30.0), ("bar-slope", 1.0), ("bar-peak", 600.0)):
        parser.add_argument(f"--{name}", type=float, default=value)
    print(json.dumps(run(**vars(parser.parse_args()))))


if __name__ == "__main__":
    main()
