"""How true the uplift is in simulated worlds: `OPENBLAS_NUM_THREADS=1 python -m benchmarks.exposure WORLDS`.

Prints a line per family of so many worlds each, and one over all of a kind: those of one event (alone, gaps),
those in which the echoes of several summits overlap, and those in which nothing happened (idle), where beside
the alarms of the uplift itself stand those of the placebos that reports tell. Ends with 1 where a bar is
missed. Beside the stories stand the half-life and, where events overlap, the part of the stories that came
before the opening. `--keep FILE` writes down what was said of each world and doesn't ask again; `--tuning`
takes other seeds: figures told to anyone come from those without it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.exposure.gaps import gapped
from benchmarks.exposure.overlaps import OVERLAPS, overlapping
from benchmarks.exposure.score import (
    MOST_ERROR,
    Scored,
    Told,
    scored,
    told,
    told_idle,
    told_of_first,
    told_of_panel,
)
from benchmarks.exposure.worlds import FAMILIES, world

REPORTED, TUNING = 1_000_000, 0
COVERED = (0.88, 0.92)
HALF_LIFE_ERROR = 0.25
ALARMS = 0.06

Say = Callable[[int], Told]
"""What the product says of the world of a seed."""


class Kept:
    """What was said of worlds, a line each in a file, or nowhere."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        lines = file.read_text().splitlines() if file and file.exists() else []
        self.known = {row["world"]: row["told"] for row in map(json.loads, lines)}

    def told(self, name: str, seed: int, say: Say) -> Told:
        """What was written down of the world, else what is said now."""
        if name in self.known:
            return Told.read(self.known[name])
        found = say(seed)
        if self.file:
            with self.file.open("a") as file:
                print(json.dumps({"world": name, "told": asdict(found)}), file=file)
        return found


def kinds() -> Mapping[str, Mapping[str, Say]]:
    """All families, by kind."""
    return {
        "one event": {name: _alone(name) for name in FAMILIES}
        | {"gaps": lambda seed: told_of_panel(gapped(seed), seed)},
        "overlapping": {name: _overlapping(name) for name in OVERLAPS},
        "no event": {
            "idle": lambda seed: told_idle(world(FAMILIES[seed % len(FAMILIES)], seed, lifts=(0.0,)), seed)
        },
    }


def _alone(family: str) -> Say:
    return lambda seed: told(world(family, seed), seed)


def _overlapping(family: str) -> Say:
    return lambda seed: told_of_first(overlapping(family, seed), seed)


def main(seeds: range, kept: Kept) -> int:
    """Print the table; the exit code."""
    print(f"{'':15} {'stories':27}   {'half-life':19}")
    print(f"{'family':15} told covered  error alarms   told covered  error   build-up, or placebos")
    missed: list[str] = []
    every: list[Told] = []
    for kind, families in kinds().items():
        found: list[Told] = []
        for name, say in families.items():
            of_family = [kept.told(f"{name} {seed}", seed, say) for seed in seeds]
            _line(name, of_family)
            found += of_family
        _line(f"all {kind}", found)
        missed += [f"{kind}: {bar}" for bar in _missed(found)]
        every += found
    _line("all", every)
    missed += [f"all: {bar}" for bar in _missed(every)]
    for bar in missed:
        print(f"MISSED {bar}")
    return bool(missed)


def _line(name: str, worlds: Sequence[Told]) -> None:
    stories = scored(one.stories for one in worlds)
    half_life = scored((one.half_life for one in worlds), 0)
    line = f"{_share(stories)} {_number(stories.alarms):>6} | {_share(half_life)}"
    if any(one.build_up for one in worlds):
        line += f" | {_share(scored((one.build_up for one in worlds), 1))[:12]}"
    for which in ("dates", "peers"):
        shares = [share for one in worlds if (share := getattr(one, which)) is not None]
        if shares:
            line += f" | {which} {len(shares)} {sum(shares) / len(shares):.3f}"
    print(f"{name:15} {line}", flush=True)


def _share(one: Scored) -> str:
    return f"{one.worlds:4} {one.covered:7.3f} {_number(one.error):>6}"


def _number(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def _missed(worlds: Sequence[Told]) -> Iterator[str]:
    stories, half_life = scored(one.stories for one in worlds), scored((one.half_life for one in worlds), 0)
    if not COVERED[0] <= stories.covered <= COVERED[1]:
        yield f"covered {stories.covered:.3f}, not {COVERED[0]}–{COVERED[1]}"
    bars = (
        ("error", stories.error, MOST_ERROR),
        ("alarms", stories.alarms, ALARMS),
        ("half-life's error", half_life.error, HALF_LIFE_ERROR),
    )
    for name, found, most in bars:
        if found is not None and found > most:
            yield f"{name} {_number(found)}, above {most}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.exposure")
    parser.add_argument("worlds", type=int)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--tuning", action="store_true")
    given = parser.parse_args()
    first = TUNING if given.tuning else REPORTED
    sys.exit(main(range(first, first + given.worlds), Kept(given.keep)))
