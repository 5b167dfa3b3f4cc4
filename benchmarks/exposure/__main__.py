"""How true the uplift is in simulated worlds: `OPENBLAS_NUM_THREADS=1 python -m benchmarks.exposure WORLDS`.

Prints a line per family and one over all of so many worlds a family; ends with 1 where a bar is missed.
Worlds of `--tuning` have other seeds: figures told to anyone come from the others.
"""

from __future__ import annotations

import sys

from benchmarks.exposure.score import Outcome, Scored, outcome, scored
from benchmarks.exposure.worlds import FAMILIES, world

REPORTED, TUNING = 1_000_000, 0
COVERED = (0.88, 0.92)
ERROR = 0.12
ALARMS = 0.06


def main(worlds: int, first: int) -> int:
    """Print the table; the exit code."""
    every: list[Outcome] = []
    print(f"{'family':14} worlds withheld covered  error alarms")
    for family in FAMILIES:
        told = [outcome(world(family, seed), seed) for seed in range(first, first + worlds)]
        known = [one for one in told if one is not None]
        _tell(family, scored(known), len(told) - len(known))
        every += known
    whole = scored(every)
    _tell("all", whole, worlds * len(FAMILIES) - len(every))
    missed = _missed(whole)
    for bar in missed:
        print(f"MISSED {bar}")
    return bool(missed)


def _tell(name: str, one: Scored, withheld: int) -> None:
    error, alarms = ("–" if share is None else f"{share:.3f}" for share in (one.error, one.alarms))
    print(f"{name:14} {one.worlds:6} {withheld:8} {one.covered:7.3f} {error:>6} {alarms:>6}", flush=True)


def _missed(one: Scored) -> list[str]:
    missed = []
    if not COVERED[0] <= one.covered <= COVERED[1]:
        missed.append(f"covered {one.covered:.3f}, not {COVERED[0]}–{COVERED[1]}")
    if one.error is None or one.error > ERROR:
        missed.append(f"error {one.error}, above {ERROR}")
    if one.alarms is None or one.alarms > ALARMS:
        missed.append(f"alarms {one.alarms}, above {ALARMS}")
    return missed


if __name__ == "__main__":
    arguments = sys.argv[1:]
    tuning = "--tuning" in arguments
    sys.exit(main(int(arguments[0]), TUNING if tuning else REPORTED))
