"""Stories told again as of a report: articles that came later may rightly have moved those it knew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.corpus import told
from analysis.versions import STORY, versions
from cityecho.archive import Held, Transaction
from cityecho.watchlist import Watchlist
from reports.verify.causes import may_move
from reports.verify.digests import SHORT, canonical, whole
from reports.verify.rows import Rows

Values = Mapping[tuple[str, str], Mapping[str, Any]]


def settle(tx: Transaction, watchlist: Watchlist, held: Held, rows: Rows) -> Values:
    """The stories that the report knew, of the articles in ``rows.moved``; the rest of them were altered."""
    if not rows.moved:
        return {}
    with tx.as_of(held):
        then = told(tx, watchlist.registry)
        decided = _decisions(tx)
    now = told(tx, watchlist.registry) if _is_told(tx) and _decisions(tx) == decided else {}
    current = versions(watchlist)[STORY]
    behind = {one.id: one for one in rows.behind}
    values: dict[tuple[str, str], Mapping[str, Any]] = {}
    for name, (proven, altered) in rows.moved.items():
        version, content_hash, value = behind[name].measures.get(STORY, ("", "", ""))
        was = name in then and whole((version, content_hash, canonical(then[name])))[:SHORT] == proven
        if was:
            values[STORY, name] = then[name]
        if version == current and name in now and canonical(now[name]) != value:
            rows.altered.append(altered)
        elif was:
            rows.since["told anew"].append(altered.where)
        elif may_move(rows.since, rows.changed):
            rows.since["moved"].append(altered.where)
        else:
            rows.altered.append(altered)
    return values


def _is_told(tx: Transaction) -> bool:
    """Whether every article has its story: what waits for an analysis may move others."""
    heads = {one.id: one.content_hash for one in tx.articles.heads()}
    return heads == {one.article: one.content_hash for one in tx.measures.of(STORY)}


def _decisions(tx: Transaction) -> int:
    """How many words of people there are on stories."""
    return sum(word.field == STORY for word in tx.measures.corrections())
