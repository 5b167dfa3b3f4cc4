"""Items: what the archive counts, read from the narrow rows that an analysis kept of it.

Where there is no such row (an article came or a person corrected since; the registry or the brand changed) it
is made of the measures while it is read: slower, and never wrong.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from analysis.item import Item
from analysis.joined import author_of, joined
from analysis.versions import stamp
from cityecho.archive import Count, Head, Narrow, Passed, Transaction
from cityecho.archive.authors import FEWEST
from cityecho.archive.batching import batches
from cityecho.watchlist import Days, Watchlist

NO_ROWS = "measures"
"""A stamp that no row has: to its reader everything is made of the measures."""


def items(
    tx: Transaction, watchlist: Watchlist, first: date | None = None, last: date | None = None
) -> Iterator[Item]:
    """The items of the closed span of days (None: open), by day and id."""
    return Reader.of(tx, watchlist).items(first, last)


@dataclass(frozen=True, slots=True)
class Seen:
    """``rows`` name a place or may not be listed; ``counts`` are of all items by day and source.

    ``industry`` counts likewise those that :meth:`analysis.item.Item.is_of_industry` tells.
    ``shown`` are stories of which some item may be listed: at least those of the rows that may not, unless
    these have too few likes to be counted at all.
    """

    rows: Sequence[Narrow]
    counts: Counter[tuple[date, str]]
    shown: frozenset[str]
    industry: Counter[tuple[date, str]]


@dataclass(frozen=True)
class Reader:
    """Reads what articles count as: by the rows of ``stamp``, or of the measures where there is none."""

    tx: Transaction
    watchlist: Watchlist
    stamp: str

    @classmethod
    def of(cls, tx: Transaction, watchlist: Watchlist) -> Self:
        """One that trusts the rows of the current settings."""
        return cls(tx, watchlist, stamp(watchlist))

    @cached_property
    def stale(self) -> frozenset[str]:
        """The articles without a row of the stamp."""
        return frozenset(self.tx.counted.stale(self.stamp))

    def items(self, first: date | None = None, last: date | None = None) -> Iterator[Item]:
        """The items of a closed span of days (None: open), by day and id."""
        kept = (_item(*row) for row in self.tx.counted.between(self.stamp, first, last))
        if not self.stale:
            return kept
        return heapq.merge(kept, self._made(first, last), key=lambda item: (item.day, item.id))

    def named(self, days: Days) -> Iterator[Item]:
        """The items of ``days`` that name a place, in no order."""
        yield from (_item(*row) for row in self.tx.counted.named(self.stamp, days.first, days.last))
        if self.stale:
            yield from (item for item in self._made(days.first, days.last) if item.places)

    def passing(self, days: Days) -> Iterator[Passed]:
        """All items of ``days``, by who published them, in no order."""
        yield from self.tx.counted.passed(self.stamp, days.first, days.last)
        if self.stale:
            yield from map(_passed, self._made(days.first, days.last))

    def some(self, articles: Iterable[str]) -> Iterator[Item]:
        """The items of ``articles``, in no order."""
        wanted = set(articles)
        yield from (_item(*row) for row in self.tx.counted.some(self.stamp, wanted - self.stale))
        yield from joined(self.tx, self.watchlist, wanted & self.stale)

    def seen(self, days: Days) -> Seen:
        """What the baselines of studies count, over ``days``."""
        home, first, last = self.watchlist.brand.city.province, days.first, days.last
        whole = list(self._made(first, last)) if self.stale else []
        made = [_narrow(item) for item in whole]
        rows = [one for one in made if one.places or one.alike is not None]
        counts = self.tx.counted.each_day(self.stamp) + Counter((one.day, one.source) for one in made)
        industry = Counter((item.day, item.source) for item in whole if item.is_of_industry(home))
        for one in self.tx.counted.narrow(self.stamp, home):
            if not first <= one.day <= last:
                continue
            if one.places or one.alike is not None:
                rows.append(one)
            else:
                industry[one.day, one.source] += 1
        private = [(one.alike, one.story) for one in rows if one.alike is not None]
        likes = Counter(alike for alike, _ in private)
        doubtful = {story for alike, story in private if likes[alike] >= FEWEST}
        shown = {one.story for one in rows if one.alike is None and one.story in doubtful}
        told = self.tx.counted.listed(self.stamp, doubtful - shown)
        listed = (story for story, day in told if first <= day <= last)
        return Seen(
            rows,
            Counter({key: number for key, number in counts.items() if key[0] in days}),
            frozenset((*shown, *listed, *(one.story for one in made if one.alike is None))),
            industry,
        )

    def _made(self, first: date | None, last: date | None) -> Iterator[Item]:
        """The items that no row of the stamp tells of, by day and id."""
        ids = (one for one in self.tx.articles.ids(first, last) if one in self.stale)
        for batch in batches(ids):
            made = {item.id: item for item in joined(self.tx, self.watchlist, batch)}
            yield from (made[one] for one in batch)


def _passed(item: Item) -> Passed:
    return Passed(item.id, item.day, item.source, item.outlet, item.region, item.owned)


def _narrow(item: Item) -> Narrow:
    places = tuple(sorted(item.places))
    return Narrow(item.id, item.day, item.source, item.story, places, item.summits, item.deals, item.alike)


def _item(head: Head, count: Count) -> Item:
    return Item(
        count.article,
        head.url,
        head.title,
        count.day,
        head.published_at,
        head.captured_at,
        head.capture_digest,
        count.source,
        head.kind,
        count.outlet,
        count.tier,
        count.region,
        count.owned,
        count.origin_outlet,
        author_of(head.authors),
        frozenset(count.places),
        count.prominence,
        count.summits,
        count.messages,
        count.industries,
        count.story,
        count.role,
        count.sentiment,
        count.sentiment_score,
        count.snownlp_score,
        count.topic,
        precision=head.precision,
        is_measured=count.is_measured,
        copied_from=count.copied_from,
        deals=count.deals,
    )
