"""What differs rightly, told apart from what was altered: a cause excuses what it can explain (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from analysis.analysers import SENTENCES
from analysis.versions import STORY, TOPIC
from cityecho.watchlist import Days
from reports.verify.resting import EVERYTHING, PURGED, is_among, resting_on
from reports.verify.values import Cause, Difference

Since = Mapping[Cause, Sequence[str]]

_WHOLE = ("report", *EVERYTHING)
# By the files of a configuration; a list or a model of words has a part in measures alone, which then are
# measured anew.
_CONFIGURED: Mapping[str, tuple[str, ...]] = {
    "brand.toml": _WHOLE,
    "summits.toml": _WHOLE,
    "sources/": (*EVERYTHING, *"0123456789"),  # and the days of the coverage
    "outlets.csv": EVERYTHING,
    "lexicon/": (),
    "models/": (),
}
_WINDOW = re.compile(r"figure (?:items|outlets)\.(\w+)$")
_ROW = re.compile(r"table (?:daily|windows), row \d+ \((.+)\)$")
_OF_OTHERS = frozenset({"stories"})
"""Columns of a day that an article of another day may change: it may no longer be the first of its story."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Which part of what the report stands on is another now.

    ``analysers`` measured anew, ``days`` are those of pages that changed or were forgotten, as they are and
    as they were; ``windows`` the days of each window of the report.
    """

    analysers: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    windows: Mapping[str, Days] = field(default_factory=dict)


def told_apart(
    found: Iterable[Difference], since: Since, changed: Changed
) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """Differences that nothing explains, and those that something in ``since`` does, with what does."""
    altered: list[Difference] = []
    unproven: list[Difference] = []
    for one in found:
        causes = tuple(_explaining(one, since, changed))
        (unproven if causes else altered).append(replace(one, causes=causes))
    return tuple(altered), tuple(unproven)


def may_move(since: Since, changed: Changed) -> bool:
    """Whether stories may be told otherwise now although nobody altered anything."""
    remade = {STORY, SENTENCES} & changed.analysers
    files = "outlets.csv" in since.get("configuration", ())
    return bool(remade or files or any(since.get(cause) for cause in ("changed", "forgotten", "program")))


def _explaining(one: Difference, since: Since, changed: Changed) -> Iterator[Cause]:
    for cause, lines in _reach(since, changed):
        if is_among(lines, one.where, one.what):
            is_of_pages = cause in {"changed", "forgotten"}
            if not (is_of_pages and _is_elsewhere(one, changed.days, changed.windows)):
                yield cause


def _reach(since: Since, changed: Changed) -> Iterator[tuple[Cause, tuple[str, ...]]]:
    """Each cause that there is, and what it can explain."""
    reach: Mapping[Cause, tuple[str, ...]] = {
        "changed": EVERYTHING,
        "forgotten": EVERYTHING,
        "moved": resting_on([STORY]),
        "measured anew": resting_on(changed.analysers),
        "sorted anew": resting_on([TOPIC]),
        "purged": PURGED,
        "configuration": tuple(_configured(since.get("configuration", ()))),
        "program": _WHOLE,
    }
    return ((cause, lines) for cause, lines in reach.items() if since.get(cause))


def _configured(files: Iterable[str]) -> Iterator[str]:
    for name in files:
        for start, lines in _CONFIGURED.items():
            if name.startswith(start):
                yield from lines


def _is_elsewhere(one: Difference, days: Collection[date], windows: Mapping[str, Days]) -> bool:
    """Whether it counts items of days on which no page changed."""
    found = _WINDOW.match(one.where) or _ROW.match(one.where)
    if found is None or one.what in _OF_OTHERS:
        return False
    span = windows.get(found[1]) or _day(found[1])
    return span is not None and not any(day in span for day in days)


def _day(name: str) -> Days | None:
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return None
    return Days(day, day)
