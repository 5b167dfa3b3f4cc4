"""Edits behind a report that `verify` catches: `python -m benchmarks.verify [EDITS] [SEED] [--aged] [-v]`.

Columns are drawn alike: those of every table behind a report, WARC bytes, JSON values. `--aged`: since the
report articles came, stories moved, posts were purged. Prints each miss (-v: each edit and how it was named)
and the number caught; ends with 1 where one was missed, or where the untouched archive does not verify.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.verify import world
from benchmarks.verify.edits import Editor, last_rows, places
from cityecho.archive import Archive
from reports.verify.check import verify
from reports.verify.values import Verdict


def main(edits: int, seed: int) -> int:
    """Edit, verify, take back; the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        watched = world.watchlist(folder / "config")
        with Archive(f"sqlite:///{folder / 'archive.db'}", folder / "captures") as archive:
            world.fill(archive, watched)
            said = json.loads(world.report(archive, watched))
            editor = Editor(folder, said, last_rows(folder / "archive.db"))
            if "--aged" in sys.argv:
                world.age(archive, watched)
            start = time.perf_counter()
            whole = verify(archive, watched, said)
            spent = time.perf_counter() - start
            since = {one.cause: one.count for one in whole.since}
            print(
                f"untouched: {len(whole.altered)} differences, {dict(whole.checked)}, {since}, {spent:.2f} s"
            )
            rng = random.Random(seed)  # noqa: S311 (test data)
            drawn = _drawn(editor, rng, lambda one: verify(archive, watched, one))
            caught = sum(_told(*next(drawn)) for _ in range(edits))
    print(f"{caught}/{edits} caught")
    return int(caught < edits or bool(whole.altered or whole.unproven))


def _drawn(
    editor: Editor,
    rng: random.Random,
    verified: Callable[[Mapping[str, Any]], Verdict],
) -> Iterator[tuple[str, Verdict]]:
    """Edits without end, each verified and taken back."""
    every = places(editor.folder / "archive.db")
    while True:
        made = editor.edit(rng.choice(every), rng)
        verdict = verified(made.report)
        made.undo()
        yield made.place, verdict


def _told(place: str, verdict: Verdict) -> bool:
    if not verdict.altered:
        since = [one.cause for one in verdict.since]
        print(f"MISSED {place}; {len(verdict.unproven)} unproven, {since}", flush=True)
    elif "-v" in sys.argv:
        print(f"{place}\n   {verdict.altered[0]} (+{len(verdict.altered) - 1})", flush=True)
    return bool(verdict.altered)


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:] if one.isdigit()]
    sys.exit(main(*given, *(200, 1)[len(given) :]))
