"""Writes the demo web: ``python -m tests.demoweb --seed 1 --out config/demo``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.demoweb.generate import KEPT, generate


def main() -> int:
    """Reads the command line and writes the folder."""
    parser = argparse.ArgumentParser(prog="tests.demoweb", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="another seed is another web")
    parser.add_argument("--out", type=Path, default=KEPT, help="configuration folder to write into")
    options = parser.parse_args()
    counts = generate(options.seed, options.out)
    sys.stdout.write("".join(f"{name}: {count}\n" for name, count in counts.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
