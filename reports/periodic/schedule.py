"""When which periodic report is to be written. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta

from cityecho.archive import Issued
from cityecho.article import BEIJING
from cityecho.watchlist import PERIODS, Days, PeriodKind
from reports.periodic.kinds import last_over, name_of


def due(
    at: Mapping[PeriodKind, time], issued: Iterable[Issued], now: datetime
) -> Iterator[tuple[PeriodKind, Days]]:
    """The reports that were to be written by ``now`` and are not among those ``issued``.

    Each is due at its time ``at`` of the day after its last. Of one written before that hour the morning is
    missing, so it counts for nothing. Periods further back are never made up for.
    """
    last = {(one.report, one.id): one.made_at for one in issued}
    for kind in PERIODS:
        days = last_over(kind, now.astimezone(BEIJING).date())
        if kind not in at:
            continue
        begins = datetime.combine(days.last + timedelta(days=1), at[kind], BEIJING)
        made = last.get((kind, name_of(kind, days)))
        if now >= begins and (made is None or made < begins):
            yield kind, days


def longest_back(now: datetime) -> timedelta:
    """How far back the reports that are looked for may have been made."""
    today = now.astimezone(BEIJING).date()
    return today - min(last_over(kind, today).last for kind in PERIODS)
