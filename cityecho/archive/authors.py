"""How many people wrote posts: counts by day, never who.

One author has one token under one secret, and a secret lives a day of capturing at most. Authors of one day's
posts that were captured on several days can't be compared, so the largest count under one secret stands for
the day: never more authors than there were.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from cityecho.archive.engine import upsert
from cityecho.archive.schema import authorship
from cityecho.archive.values import Authorship

FEWEST = 10
"""Authors on a cell's fullest day under which the cell is not shown."""
_BATCH = 500


class Authors:
    """Tokens of posts' authors. A post without one counts as nobody's."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def record(self, one: Authorship) -> None:
        """Keep the token of a post's author; the first one stays."""
        row = {"article": one.article, "day": one.day, "epoch": one.epoch, "token": one.token}
        upsert(self._connection, authorship, [row], ())

    def counts(self, articles: Iterable[str]) -> Mapping[date, int]:
        """By day: how many different authors, at least, the posts among ``articles`` have."""
        return dict(sorted(_most(self._rows(articles)).items()))

    def crowded(self, cells: Mapping[str, Collection[str]]) -> frozenset[str]:
        """Which cells may be shown, each given by its posts: ten authors or more on their fullest day."""
        likely = {name: posts for name, posts in cells.items() if len(posts) >= FEWEST}
        wrote = {
            row.article: row for row in self._rows({post for posts in likely.values() for post in posts})
        }
        return frozenset(
            name
            for name, posts in likely.items()
            if max(_most(wrote[post] for post in posts if post in wrote).values(), default=0) >= FEWEST
        )

    def enough(self, articles: Iterable[str]) -> bool:
        """Whether a cell made of these posts may be shown: ten authors or more on its fullest day."""
        return max(self.counts(articles).values(), default=0) >= FEWEST

    def _rows(self, articles: Iterable[str]) -> Iterator[sa.Row[Any]]:
        wanted = sorted(set(articles))
        for start in range(0, len(wanted), _BATCH):
            chosen = sa.select(authorship).where(authorship.c.article.in_(wanted[start : start + _BATCH]))
            yield from self._connection.execute(chosen)


def _most(rows: Iterable[sa.Row[Any]]) -> Mapping[date, int]:
    """By day the most authors under one secret."""
    tokens: dict[tuple[date, str], set[str]] = {}
    for row in rows:
        tokens.setdefault((row.day, row.epoch), set()).add(row.token)
    most: dict[date, int] = {}
    for (day, _), some in tokens.items():
        most[day] = max(most.get(day, 0), len(some))
    return most
