"""Stories told again as of a report: articles that came later may rightly have moved those it knew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.corpus import STORY, told
from cityecho.archive import Held, Transaction
from cityecho.watchlist import Registry
from reports.verify.causes import INEXACT
from reports.verify.digests import SHORT, canonical, digest
from reports.verify.rows import Rows

Values = Mapping[tuple[str, str], Mapping[str, Any]]


def settle(tx: Transaction, registry: Registry, held: Held, rows: Rows) -> Values:
    """The stories that the report knew, of the articles in ``rows.moved``; the rest of them were altered."""
    if not rows.moved:
        return {}
    with tx.as_of(held):
        stories = told(tx, registry)
    behind = {one.id: one for one in rows.behind}
    values: dict[tuple[str, str], Mapping[str, Any]] = {}
    for name, (proven, altered) in rows.moved.items():
        version, content_hash, _ = behind[name].measures.get(STORY, ("", "", ""))
        if name in stories and digest((version, content_hash, canonical(stories[name])))[:SHORT] == proven:
            values[STORY, name] = stories[name]
            rows.since["told anew"].append(altered.where)
        elif any(rows.since[cause] for cause in INEXACT):
            rows.since["moved"].append(altered.where)
        else:
            rows.altered.append(altered)
    return values
