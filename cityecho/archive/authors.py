"""How many people wrote posts: counts by day, never who.

One author has one token under one secret, and a secret lives a day of capturing at most. Authors of one day's
posts that were captured on several days can't be compared, so the largest count under one secret stands for
the day: never more authors than there were.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

import sqlalchemy as sa

from cityecho.archive.batching import BATCH, batches
from cityecho.archive.desk import Part
from cityecho.archive.engine import upsert
from cityecho.archive.schema import authorship
from cityecho.archive.values import Authorship

FEWEST = 10
"""Authors on a cell's fullest day under which the cell is not shown."""
_MANY = 5_000
"""Of more posts it is quicker to read all tokens than to ask by id."""
Cell = TypeVar("Cell", bound=Hashable)


class Authors(Part):
    """Tokens of posts' authors. A post without one counts as nobody's."""

    def record(self, one: Authorship) -> None:
        """Keep the token of a post's author; the first one stays."""
        row = {"article": one.article, "day": one.day, "epoch": one.epoch, "token": one.token}
        upsert(self._connection, authorship, [row], ())

    def counts(self, articles: Iterable[str]) -> Mapping[date, int]:
        """By day: how many different authors, at least, the posts among ``articles`` have."""
        most = self._most({"": articles})
        return {day: number for (_, day), number in sorted(most.items())}

    def enough(self, articles: Iterable[str]) -> bool:
        """Whether a cell made of these posts may be shown: ten authors or more on its fullest day."""
        return bool(self.enough_each({"": articles}))

    def enough_each(self, cells: Mapping[Cell, Iterable[str]]) -> frozenset[Cell]:
        """Which of these cells of posts may be shown, read in one pass; an article lies in one cell.

        Fewer posts than authors are needed have too few: of most cells nothing is read.
        """
        large = {cell: some for cell, posts in cells.items() if len(some := frozenset(posts)) >= FEWEST}
        return frozenset(cell for (cell, _), number in self._most(large).items() if number >= FEWEST)

    def shared(self, held: Mapping[str, Collection[str]]) -> frozenset[str]:
        """Of the words that posts hold, by article id, those that ten authors wrote on some one day."""
        tokens: dict[tuple[str, date, str], set[str]] = {}
        for article, day, epoch, token in self._tokens(held):
            for word in held[article]:
                tokens.setdefault((word, day, epoch), set()).add(token)
        return frozenset(word for (word, _, _), some in tokens.items() if len(some) >= FEWEST)

    def _most(self, cells: Mapping[Cell, Iterable[str]]) -> Mapping[tuple[Cell, date], int]:
        """By cell and day: the most authors under one secret."""
        cell_of = {article: cell for cell, articles in cells.items() for article in articles}
        tokens: dict[tuple[Cell, date, str], set[str]] = {}
        for article, day, epoch, token in self._tokens(cell_of):
            tokens.setdefault((cell_of[article], day, epoch), set()).add(token)
        most: dict[tuple[Cell, date], int] = {}
        for (cell, day, _), some in tokens.items():
            most[cell, day] = max(most.get((cell, day), 0), len(some))
        return most

    def _tokens(self, articles: Collection[str]) -> Iterator[tuple[str, date, str, str]]:
        """Article, day, epoch and token of ``articles``; of many, all are read and the others passed over."""
        columns = sa.select(*(authorship.c[name] for name in ("article", "day", "epoch", "token")))
        if len(articles) > _MANY:
            every = self._connection.execute(columns, execution_options={"yield_per": BATCH})
            yield from (tuple(row) for row in every if row.article in articles)
            return
        for batch in batches(sorted(articles)):
            yield from map(tuple, self._connection.execute(columns.where(authorship.c.article.in_(batch))))
