"""Everything a periodic report is written from: frozen, before figures, tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from analysis.exposure.period import PeriodStudy, SourceDays
from analysis.keywords import Keyword
from analysis.spikes import Blame
from cityecho.watchlist import Brand, Days, PeriodKind, Summit
from reports.data import CloudWord
from reports.quotes import Quote
from reports.summit.projects import Landing

SILENT_FROM = 1.0
"""Items a day from which a source without any is told of: one that seldom brings something may bring none."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands out against the fortnight before, and in how many items of it each word stood."""

    found: tuple[Keyword, ...]
    before: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Material:
    """A study, and what texts, sentiments, projects and the configuration add to it.

    ``blames`` has each day's negative items against its own fortnight, ``evidence`` for each negative item
    the words that decided, by its id; ``sources`` are the names of the sources' outlets by the sources' ids.
    ``held`` are the summits of the period, ``ahead`` those of the days ``next``; ``until`` is when the
    morning after ends (None: it is not told of).
    """

    kind: PeriodKind
    study: PeriodStudy
    brand: Brand
    blames: tuple[Blame, ...]
    evidence: Mapping[str, str]
    words: Words
    cloud: tuple[CloudWord, ...]
    quotes: tuple[Quote, ...]
    landing: Landing
    sources: Mapping[str, str]
    held: tuple[Summit, ...]
    ahead: tuple[Summit, ...]
    next: Days
    until: datetime | None = None

    @property
    def city(self) -> str:
        """The city's name."""
        return self.brand.city.name

    @property
    def days(self) -> Days:
        """The days it is about."""
        return self.study.days

    @property
    def unread(self) -> tuple[SourceDays, ...]:
        """Sources of which some day was not read to its end."""
        return tuple(one for one in self.study.sources if one.covered < len(self.days))

    @property
    def silent(self) -> tuple[SourceDays, ...]:
        """Sources that were read to their end and brought nothing, though they usually do."""
        return tuple(
            one
            for one in self.study.sources
            if one.covered == len(self.days) and not one.items and (one.usual or 0.0) >= SILENT_FROM
        )

    def outlet(self, source: str) -> str:
        """The name of a source's outlet."""
        return self.sources.get(source, source)
