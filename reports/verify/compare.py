"""What two documents of one report say differently, named by figure, table, day and column (pure)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from reports.verify.values import Difference

_HEAD = ("version", "report", "id", "title", "city", "from", "to", "made_at")
_SAME = 1e-9
"""Relative: processors round the last digits of a sum differently."""
_LONGEST = 80  # characters of a value that is named
_NOTHING = "-"

Document = Mapping[str, Any]


def differences(said: Document, found: Document) -> Iterator[Difference]:
    """Everything in ``said`` that is not as in ``found``. Raises where ``said`` has not a report's shape."""
    for key in _HEAD:
        yield from _unequal("report", key, said.get(key), found[key])
    for day in _keys(said["coverage"], found["coverage"]):
        yield from _unequal(day, "coverage", said["coverage"].get(day), found["coverage"].get(day))
    for kind in ("figure", "table", "section"):
        ours, theirs = ({one["id"]: one for one in document[f"{kind}s"]} for document in (said, found))
        yield from _unequal(f"{kind}s", "which, in which order", list(ours), list(theirs))
        for name in _keys(ours, theirs):
            if name in ours and name in theirs:
                yield from _members(f"{kind} {name}", ours[name], theirs[name])


def _members(where: str, said: Document, found: Document) -> Iterator[Difference]:
    for key in _keys(said, found):
        if key == "rows":
            yield from _rows(where, said, found)
        else:
            yield from _unequal(where, key, said.get(key, _NOTHING), found.get(key, _NOTHING))


def _rows(where: str, said: Document, found: Document) -> Iterator[Difference]:
    """Cell by cell; a row goes by its first cell, which is the day, the word, the name it is about."""
    names = [column["id"] for column in found["columns"]]
    if len(said["rows"]) != len(found["rows"]):
        yield Difference(where, "number of rows", str(len(said["rows"])), str(len(found["rows"])))
    for place, (ours, theirs) in enumerate(zip_longest(said["rows"], found["rows"], fillvalue=()), 1):
        label = theirs or ours
        row = f"{where}, row {place}" + (f" ({_shown(label[0])})" if label else "")
        for name, cells in zip(names, zip_longest(ours, theirs, fillvalue=_NOTHING), strict=False):
            yield from _unequal(row, name, *cells)
        if ours and len(ours) != len(names):
            yield Difference(row, "number of cells", str(len(ours)), str(len(names)))


def _unequal(where: str, what: str, said: object, found: object) -> Iterator[Difference]:
    if not _same(said, found):
        yield Difference(where, what, _shown(said), _shown(found))


def _same(said: object, found: object) -> bool:
    if isinstance(said, bool) or isinstance(found, bool):
        return said is found
    if isinstance(said, int | float) and isinstance(found, int | float):
        return math.isclose(said, found, rel_tol=_SAME, abs_tol=_SAME)
    return said == found


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _keys(said: Document, found: Document) -> Sequence[str]:
    return tuple(dict.fromkeys((*found, *said)))
