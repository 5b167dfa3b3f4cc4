"""Worlds as whole articles, from archive to report: `python -m benchmarks.exposure.articles 20`.

Each world has an archive and a coverage ledger of its own, is measured by all analysers and reported on by
the product. Prints a line for each: what was planted, what the report says of it, which counts differ from
those planted. In the last one a main source can't be read for six hours of the day after the event, and that
morning's stories are lost: the effect must be withheld and nothing may be said to have declined. Ends with 1
where a bar is missed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count
from math import comb

from benchmarks.exposure.followed import Found, followed
from benchmarks.exposure.score import LEAST_TRUTH, MOST_ERROR, scored
from benchmarks.exposure.worlds import FAMILIES, Loudness, World, world
from benchmarks.exposure.written import Outage

SMALL = Loudness((0.6, 1.6), (0.05, 0.15))
"""So that a world is a few hundred articles."""
FIRST_SEED = 2_000_000
_AS_IT_COMES = 5
"""Every fifth world is planted as it comes, maybe with nothing; the others with thirty stories and more."""
_IMPLAUSIBLE = 0.01
"""So unlikely a number of intervals that hold the truth is a fault and not chance."""


def main(worlds: int) -> int:
    """Print the worlds and what they come to; the exit code."""
    found = [_shown(number, drawn(number), None) for number in range(worlds - 1)]
    last = drawn(worlds - 1)
    broken = _shown(worlds - 1, last, Outage("local", last.summit.window("after").first, 6, 12))
    told = scored(one.told for one in found)
    error = "–" if told.error is None else f"{told.error:.3f}"
    print(f"held in {told.covered * told.worlds:.0f} of {told.worlds}, median error {error}")
    missed = list(_missed(found, broken))
    for bar in missed:
        print(f"MISSED {bar}")
    return bool(missed)


def drawn(number: int) -> World:
    """The world of that number: families in turn, nearly all with an uplift that can be measured."""
    family = FAMILIES[number % len(FAMILIES)]
    tries = (world(family, FIRST_SEED + 1000 * number + again, SMALL) for again in count())
    comes = number % _AS_IT_COMES == _AS_IT_COMES - 2
    return next(one for one in tries if comes or one.planted >= LEAST_TRUTH)


def _shown(number: int, one: World, outage: Outage | None) -> Found:
    start = time.perf_counter()
    found = followed(one, number, outage)
    spent = time.perf_counter() - start
    said = found.withheld
    if found.told:
        low, value, high = found.told.low, found.told.value, found.told.high
        said = f"{value:6.1f} ({low:.1f} – {high:.1f}) {'' if found.told.is_covered else 'not held'}"
    print(
        f"{number:3} {one.family:14} {found.articles:5} articles {spent:5.1f} s"
        f"  planted {one.planted:4}: {said} {'; '.join(found.wrong)}",
        flush=True,
    )
    return found


def _missed(found: Sequence[Found], broken: Found) -> Iterator[str]:
    told = scored(one.told for one in found)
    held = round(told.covered * told.worlds)
    if told.worlds < len(found):
        yield f"{len(found) - told.worlds} worlds without a figure"
    if _chance_of_so_few(held, told.worlds) < _IMPLAUSIBLE:
        yield f"held in {held} of {told.worlds}: implausibly few for 90 %"
    if told.error is not None and told.error > MOST_ERROR:
        yield f"error {told.error:.3f}, above {MOST_ERROR}"
    if any(one.wrong for one in (*found, broken)):
        yield "counts that are not those planted"
    if broken.told is not None:
        yield "outage: the uplift was not withheld"
    for text in broken.declines:
        yield f"outage: a decline is told: {text}"


def _chance_of_so_few(held: int, worlds: int) -> float:
    """How likely it is that so few of so many true 90 % intervals hold the truth."""
    return sum(comb(worlds, k) * 0.9**k * 0.1 ** (worlds - k) for k in range(held + 1))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
