"""The report made again from the archive as it stood, as the document that was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from cityecho.archive import Held, Transaction
from cityecho.watchlist import Watchlist
from reports.json_file import document
from reports.plain import plainly
from reports.summit import build
from reports.verify.values import Proof


def recomputed(
    tx: Transaction, watchlist: Watchlist, said: Mapping[str, Any], held: Held, made_at: datetime
) -> dict[str, Any]:
    """What the report ``said`` to be would be now. Raises KeyError for one that there is no way to make."""
    summit = watchlist.summit(said["id"]) if said["report"] == "summit" else None
    if summit is None:
        raise KeyError(f"{said['report']} {said['id']}")
    with tx.as_of(held):
        data = build(tx, watchlist, summit, made_at)
    found: dict[str, Any] = json.loads(json.dumps(document(plainly(data))))
    return found


def as_it_was(watchlist: Watchlist, proof: Proof) -> Watchlist:
    """``watchlist`` without the sources that came later: they could not miss a day before."""
    known = proof.configuration.keys()
    return replace(
        watchlist, sources=tuple(one for one in watchlist.sources if f"sources/{one.id}.toml" in known)
    )
