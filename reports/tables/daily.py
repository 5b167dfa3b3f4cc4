"""The table ``daily``: what each day brought about each place. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from analysis.coverage import Coverage
from analysis.item import LABELS, Item
from cityecho.watchlist import Days, Summit
from reports.tables.contract import DAILY
from reports.tables.spec import Row

_SEEN = ["date", "place", "story", "outlet", "sentiment"]


def sightings(items: Iterable[Item]) -> pd.DataFrame:
    """An item a row: its day, the list of places it means, its story, outlet and sentiment."""
    seen = ((item.day, [*item.places], item.story, item.outlet, item.sentiment) for item in items)
    return pd.DataFrame(seen, columns=_SEEN, dtype=object)


def days_of(seen: pd.DataFrame) -> Days | None:
    """From the first day with an item to the last; None when there is none."""
    return None if seen.empty else Days(seen["date"].min(), seen["date"].max())


def daily_rows(
    seen: pd.DataFrame, places: Sequence[str], summits: Sequence[Summit], coverage: Coverage
) -> Iterator[Row]:
    """A row a day and place, days without an item too; the first place is the city.

    Stories and outlets are distinct within the day. Sentiment is about the city: peers have none. ``summit``
    holds the ids of the summits whose windows the day lies in, joined by ``|``.
    """
    days = sorted(coverage.days)
    rows = pd.MultiIndex.from_product([days, places], names=["date", "place"])
    about = seen.explode("place").dropna(subset="place").groupby(["date", "place"])
    counts = about.agg(items=("story", "size"), stories=("story", "nunique"), outlets=("outlet", "nunique"))
    labels = about["sentiment"].value_counts().unstack().reindex(index=rows, columns=LABELS).fillna(0)
    labels[labels.index.get_level_values("place") != places[0]] = None
    made = counts.reindex(rows, fill_value=0).join(labels).reset_index()
    near = {day: "|".join(summit.id for summit in summits if day in summit.span) for day in days}
    return DAILY.typed(
        made.assign(
            summit=made["date"].map(near),
            all_items=made["date"].map(seen["date"].value_counts()).fillna(0),
            coverage=made["date"].map(coverage.days),
        )
    )
