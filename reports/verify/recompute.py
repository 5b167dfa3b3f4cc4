"""The report made again from the archive as it stood, as the document that was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from analysis.exposure.values import WINDOWS
from cityecho.archive import Held, Transaction
from cityecho.watchlist import PERIODS, Days, Watchlist
from reports import periodic
from reports.data import ReportData
from reports.json_file import document
from reports.plain import plainly
from reports.summit import build
from reports.verify.values import Proof


def recomputed(
    tx: Transaction, watchlist: Watchlist, said: Mapping[str, Any], held: Held, made_at: datetime
) -> dict[str, Any]:
    """What the report ``said`` to be would be now. Raises KeyError for one that there is no way to make."""
    made = _way(watchlist, said)
    with tx.as_of(held):
        data = made(tx, made_at)
    found: dict[str, Any] = json.loads(json.dumps(document(plainly(data))))
    return found


def _way(watchlist: Watchlist, said: Mapping[str, Any]) -> Callable[[Transaction, datetime], ReportData]:
    """How the report that ``said`` names is built."""
    summit = watchlist.summit(said["id"]) if said["report"] == "summit" else None
    if summit is not None:
        return lambda tx, made_at: build(tx, watchlist, summit, made_at)
    kind = next((one for one in PERIODS if one == said["report"]), None)
    if kind is None:
        raise KeyError(f"{said['report']} {said['id']}")
    days = Days(date.fromisoformat(said["from"]), date.fromisoformat(said["to"]))
    return lambda tx, made_at: periodic.build(tx, watchlist, kind, days, made_at)


def windows(watchlist: Watchlist, said: Mapping[str, Any]) -> Mapping[str, Days]:
    """The days of each window of the report that ``said`` is; none where it names none."""
    summit = watchlist.summit(said["id"]) if said.get("report") == "summit" else None
    return {name: summit.window(name) for name in WINDOWS} if summit else {}


def as_it_was(watchlist: Watchlist, proof: Proof) -> Watchlist:
    """``watchlist`` without the sources that came later: they could not miss a day before."""
    known = proof.configuration.keys()
    return replace(
        watchlist, sources=tuple(one for one in watchlist.sources if f"sources/{one.id}.toml" in known)
    )
