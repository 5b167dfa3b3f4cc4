"""``summits.toml``: the events whose echo is measured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from cityecho.watchlist.document import table_of
from cityecho.watchlist.table import Table, ids_of
from cityecho.watchlist.values import Summit, SummitKind

_KINDS: tuple[SummitKind, ...] = get_args(SummitKind)


def read_summits(path: Path) -> tuple[Summit, ...]:
    """The summits at ``path``, in the file's order; one without ``end`` lasts a day."""
    document = table_of(path)
    tables = document.tables("summit")
    document.close()
    summits = tuple(_summit(id_, table) for id_, table in zip(ids_of(tables), tables, strict=True))
    for summit, table in zip(summits, tables, strict=True):
        _check_previous(summit, table, summits)
    return summits


def _summit(id_: str, table: Table) -> Summit:
    start, before_days = table.day("start"), table.whole("before_days", 28)
    summit = Summit(
        id=id_,
        name=table.text("name"),
        aliases=table.texts("aliases", ()),
        kind=table.choice("kind", _KINDS, "summit"),
        start=start,
        end=table.day("end", start),
        before_days=before_days,
        build_up_days=table.whole("build_up_days", min(7, before_days)),
        after_days=table.whole("after_days", 28),
        previous=table.text("previous", ""),
    )
    table.close()
    if summit.end < summit.start:
        raise table.error("end", f"{summit.end} lies before the start, {summit.start}")
    if summit.build_up_days > summit.before_days:
        raise table.error(
            "build_up_days", f"are the last of the {summit.before_days} before_days: can't be more"
        )
    return summit


def _check_previous(summit: Summit, table: Table, summits: Sequence[Summit]) -> None:
    if not summit.previous:
        return
    previous = next((other for other in summits if other.id == summit.previous), None)
    if previous is None:
        raise table.error("previous", f"there is no summit {summit.previous!r}")
    if previous.start >= summit.start:
        raise table.error("previous", f"{summit.previous!r} does not start before {summit.start}")
