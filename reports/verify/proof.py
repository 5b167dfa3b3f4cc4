"""The proof of a report: digests of every row it stands on, made in the transaction that made the report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import analysis
import cityecho
import reports
from analysis.analysers import Settings, analysers
from analysis.versions import STORY, TOPIC
from cityecho.archive import PAGE, Behind, Transaction
from cityecho.watchlist import Days, Watchlist
from reports.verify.digests import SHORT, WHOLE, columns_of, digest, of_all, whole
from reports.verify.values import PARTS, DayProof, Program, Proof

_MEASURED = ("version", "content_hash", "value")
_CONFIGURED = ("brand.toml", "summits.toml", "outlets.csv", "sources/*.toml", "lexicon/*.txt", "models/*")
_CODE = ("*.py", "*.txt", "*.model", "*.lua")


def prove(tx: Transaction, watchlist: Watchlist, made_at: datetime, read: Days | None = None) -> Proof:
    """The proof of a report made at ``made_at`` from what ``tx`` sees of the days ``read`` (None: all)."""
    span = (read.first, read.last) if read else None
    rows = tx.behind(made_at)
    names = in_order(tool.name for tool in analysers(Settings.of(watchlist)))
    versions: dict[str, set[str]] = {name: set() for name in names}
    days = {}
    for day, some in groupby(rows.some(rows.ids(span), names), attrgetter("day")):
        behind = tuple(some)
        days[day] = day_proof(behind)
        for measured in {one.measured[::3] for one in behind}:
            for name, version in zip(names, measured, strict=True):
                versions[name].add(version)
    return Proof(
        program(),
        span,
        {name: tuple(sorted(versions[name] - {""})) for name in names},
        configuration(watchlist.folder),
        rows.covered(),
        {number: columns_of([row]) + whole(row)[:WHOLE] for number, row in rows.corrections().items()},
        days,
    )


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Analysers in the order of a proof: those of single articles by name, and behind them those of all."""
    return (*sorted({*names} - {STORY, TOPIC}), STORY, TOPIC)


def columns(names: Sequence[str]) -> tuple[str, ...]:
    """The columns that a day's proof has digests of, with the measures of the analysers ``names``."""
    return (*PAGE, *(f"measure.{name}.{column}" for name in names for column in _MEASURED))


def day_proof(behind: Sequence[Behind]) -> DayProof:
    """The proof of the articles of one day, in the order of ids."""
    parts = [part_digests(one) for one in behind]
    digests = {name: of_all(column) for name, column in zip(PARTS, zip(*parts, strict=True), strict=True)}
    articles = {one.id: named(some) for one, some in zip(behind, parts, strict=True)}
    return DayProof(digests, columns_of([row_of(one) for one in behind]), articles)


def part_digests(one: Behind) -> tuple[bytes, ...]:
    """The digest of each of :data:`PARTS` of an article, whose measures are :func:`in_order`."""
    own, story, topic = one.measured[:-6], one.measured[-6:-3], one.measured[-3:]
    return whole(one.page), whole(own[::3] + own[1::3]), whole(own[2::3]), whole(story), whole(topic)


def named(parts: Iterable[bytes]) -> bytes:
    """The short digest of each part, one behind the other."""
    return b"".join([part[:SHORT] for part in parts])


def row_of(one: Behind) -> tuple[str, ...]:
    """The columns of :func:`columns` of an article."""
    return one.page + one.measured


def program() -> Program:
    """This CityEcho."""
    return Program(_version(), _code())


def configuration(folder: Path) -> Mapping[str, str]:
    """The digest of each file of a configuration that a report depends on, by its path below ``folder``."""
    found = sorted(path for pattern in _CONFIGURED for path in folder.glob(pattern) if path.is_file())
    return {path.relative_to(folder).as_posix(): _of_file(path) for path in found}


def _of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 (slow to import)

    return version("cityecho")


@cache
def _code() -> str:
    """A digest of what decides about figures: the code, the lists and models of analysis and reports."""
    return digest(
        line for package in (analysis, cityecho, reports) for line in _files(Path(*package.__path__))
    )


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(path for pattern in _CODE for path in folder.rglob(pattern)):
        yield f"{path.relative_to(folder).as_posix()} {_of_file(path)}"
