"""How true the uplift is in simulated worlds: `OPENBLAS_NUM_THREADS=1 python -m benchmarks.exposure WORLDS`.

Prints a line per family of so many worlds each, one event's first and one over all of these, then those in
which the echoes of several summits overlap; ends with 1 where a bar is missed. Beside the stories stand the
half-life and, where events overlap, the part of the stories that came before the opening. Worlds of
`--tuning` have other seeds: figures told to anyone come from the others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.exposure.overlaps import OVERLAPS, overlapping
from benchmarks.exposure.score import MOST_ERROR, Scored, Told, scored, told, told_of_first
from benchmarks.exposure.worlds import FAMILIES, world

REPORTED, TUNING = 1_000_000, 0
COVERED = (0.88, 0.92)
HALF_LIFE_ERROR = 0.25
ALARMS = 0.06


def main(worlds: int, first: int) -> int:
    """Print the table; the exit code."""
    seeds = range(first, first + worlds)
    print(f"{'':15} {'stories':27}   {'half-life':19}   build-up")
    print(f"{'family':15} told covered  error alarms   told covered  error   told covered")
    missed = _told("alone", ((name, [told(world(name, seed), seed) for seed in seeds]) for name in FAMILIES))
    missed += _told(
        "overlapping",
        ((name, [told_of_first(overlapping(name, seed), seed) for seed in seeds]) for name in OVERLAPS),
    )
    for bar in missed:
        print(f"MISSED {bar}")
    return bool(missed)


def _told(name: str, families: Iterable[tuple[str, Sequence[Told]]]) -> list[str]:
    """Print a line a family and one over all of them; the bars that all of them together miss."""
    every: list[Told] = []
    for family, worlds in families:
        _line(family, worlds)
        every += worlds
    _line(f"all {name}", every)
    stories, half_life = scored(one.stories for one in every), scored((one.half_life for one in every), 0)
    return [f"{name}: {bar}" for bar in _missed(stories, half_life)]


def _line(name: str, worlds: Sequence[Told]) -> None:
    stories = scored(one.stories for one in worlds)
    half_life = scored((one.half_life for one in worlds), 0)
    line = f"{_share(stories)} {_number(stories.alarms):>6} | {_share(half_life)}"
    if any(one.build_up for one in worlds):
        line += f" | {_share(scored((one.build_up for one in worlds), 1))[:12]}"
    print(f"{name:15} {line}", flush=True)


def _share(one: Scored) -> str:
    return f"{one.worlds:4} {one.covered:7.3f} {_number(one.error):>6}"


def _number(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def _missed(stories: Scored, half_life: Scored) -> Iterator[str]:
    if not COVERED[0] <= stories.covered <= COVERED[1]:
        yield f"covered {stories.covered:.3f}, not {COVERED[0]}–{COVERED[1]}"
    bars = (
        ("error", stories.error, MOST_ERROR),
        ("alarms", stories.alarms, ALARMS),
        ("half-life's error", half_life.error, HALF_LIFE_ERROR),
    )
    for name, found, most in bars:
        if found is None or found > most:
            yield f"{name} {_number(found)}, above {most}"


if __name__ == "__main__":
    arguments = sys.argv[1:]
    tuning = "--tuning" in arguments
    sys.exit(main(int(arguments[0]), TUNING if tuning else REPORTED))
