"""The bars of stories, mentions, voices and projects on a generated web of hard cases.

    python -m benchmarks.told [--seed 1] [--web a] [--misses 0] [--pace]

No crawl, no archive: pure functions on texts. All webs but b are there to learn from; of that, which nobody
tunes on, no example is ever printed. MISSED stands before a figure short of its bar, NOT TAKEN before one
whose function isn't there. `--pace` adds a whole pass over 10,000 articles (a minute). Ends with 1 when a bar
is missed, with 3 when one was not taken.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial

from benchmarks.told import copies, ledger, meant, pace, speech
from benchmarks.told.figures import Figure
from tests.demoweb.hard.web import hard_web
from tests.demoweb.hard.worlds import NAMES

_UNSEEN = "b"
Part = Callable[[], Sequence[Figure]]


def parts(name: str, seed: int) -> dict[str, Part]:
    """What is measured, by what it needs."""
    web = hard_web(name, seed)
    return {
        "stories": partial(copies.figures, web),
        "mentions": partial(meant.mentions, name, web),
        "messages": partial(meant.messages, name, web),
        "quotes": partial(speech.figures, web),
        "voices": partial(speech.voices, web),
        "amounts": partial(ledger.figures, web),
        "projects": partial(ledger.linked, web),
    }


def taken(name: str, part: Part) -> Sequence[Figure]:
    """The part's figures, or one that says which module isn't there yet."""
    try:
        return part()
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("analysis."):
            raise
        return [Figure(name, None, None, f"{error.name} isn't there yet")]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--web", choices=NAMES, default=NAMES[0])
    parser.add_argument("--misses", type=int, default=0, help="examples to print with each figure")
    parser.add_argument("--pace", action="store_true")
    options = parser.parse_args()
    if options.misses and options.web == _UNSEEN:
        parser.error("web b shows no examples: nobody tunes on it")
    wanted = parts(options.web, options.seed)
    if options.pace:
        wanted["pace"] = partial(pace.figures, options.web, options.seed)
    figures = []
    for name, part in wanted.items():
        for figure in taken(name, part):
            print(figure, flush=True)
            print("".join(f"    {miss}\n" for miss in figure.misses[: options.misses]), end="")
            figures.append(figure)
    missed, absent = any(f.missed for f in figures), any(f.value is None for f in figures)
    return 1 if missed else 3 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
