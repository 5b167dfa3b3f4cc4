"""The two seasons that were recorded, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Season:
    """Days of publication, read by one crawl in the first minutes after them.

    A later crawl would claim days on which nothing was planted as days on which nothing happened. For the
    same reason each season has lists of its own: one over both would cover the empty year between them.
    """

    year: int
    first: date
    last: date

    @property
    def eve(self) -> date:
        """The day before: every outlet has an item there, so that its lists reach back past the first day."""
        return self.first - timedelta(days=1)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the season."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def read_at(self) -> datetime:
        """When the crawl of this season begins."""
        return datetime.combine(self.last + timedelta(days=1), time(0, 5), BEIJING)

    def __contains__(self, day: date) -> bool:
        return self.eve <= day <= self.last


SEASONS = (
    Season(2022, date(2022, 6, 1), date(2022, 8, 31)),
    Season(2023, date(2023, 7, 10), date(2023, 9, 25)),
)


def season_of(day: date) -> Season:
    """The season ``day`` lies in."""
    return next(season for season in SEASONS if day in season)


def spoken(day: date) -> str:
    """As a reporter writes it: 7月15日."""
    return f"{day.month}月{day.day}日"
