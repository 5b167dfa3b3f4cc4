"""The books of a run: counts of pages, and of each source what it was like and how far back it was read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic

from cityecho.archive import VisitState
from cityecho.article import BEIJING
from cityecho.watchlist import Source
from crawler.entering import Entered
from crawler.settled import Failed, ListRead, Postponed, Refused, Unreadable
from crawler.summary import OUTCOMES


@dataclass
class SourceTally:
    """One source in this run. A reading is what its lists named on one day (Beijing) of capturing."""

    source: Source
    pages: int = 0
    articles: int = 0
    named: int = 0
    failure: str = ""
    blocked: bool = False
    capped: str = ""
    cut: bool = False
    began: float = field(default_factory=monotonic)
    last_list: datetime | None = None
    readings: defaultdict[date, set[str]] = field(default_factory=lambda: defaultdict(set))
    hours: dict[datetime, int] = field(default_factory=dict)

    @property
    def is_spent(self) -> bool:
        """Whether a budget of the source file is used up; says which in ``capped``."""
        if not self.capped and 0 < self.source.max_pages <= self.pages:
            self.capped = f"max_pages {self.source.max_pages}"
        if not self.capped and 0 < self.source.max_seconds <= monotonic() - self.began:
            self.capped = f"max_seconds {self.source.max_seconds}"
        return self.capped.startswith(("max_pages", "max_seconds"))

    @property
    def reason(self) -> str:
        """Why it could not be read; "" when it could."""
        if self.failure:
            return self.failure
        return "" if self.named or not self.readings else "its lists name no article"

    @property
    def is_whole(self) -> bool:
        """Whether its lists were read as far as they were to be."""
        return bool(self.readings) and not (self.reason or self.capped or self.cut)

    @property
    def state(self) -> VisitState:
        """What the source was like."""
        if self.blocked:
            return "blocked"
        if self.reason:
            return "failed"
        if self.capped:
            return "capped"
        return "ok" if self.articles else "nothing-new"

    def note(self, entered: Entered) -> None:
        """Book one page."""
        settled = entered.settled
        self.articles += entered.new_articles
        self.cut = self.cut or entered.cut
        self.capped = self.capped or entered.capped
        if settled.lead.role != "list":
            return
        self.last_list = settled.at
        if isinstance(settled, ListRead):
            self.named += len(entered.named)
            self.readings[settled.at.astimezone(BEIJING).date()].update(entered.named)
            hour = settled.at.replace(minute=0, second=0, microsecond=0)
            self.hours[hour] = self.hours.get(hour, 0) + len(entered.named)
            return
        if isinstance(settled, Failed | Postponed | Refused | Unreadable):
            self.failure = f"{settled.lead.url}: {settled.error}"
            self.blocked = isinstance(settled, Refused) or getattr(settled, "blocked", False)


class Tally:
    """The whole run."""

    def __init__(self, sources: Mapping[str, Source], known: int) -> None:
        self.known = known
        self.sources = {name: SourceTally(source) for name, source in sources.items()}
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> Mapping[str, int]:
        """As :class:`crawler.summary.CrawlSummary` has them; every key is always there."""
        outcomes = {outcome: self._counts[outcome] for outcome in OUTCOMES}
        others = {name: self._counts[name] for name in ("articles", "found", "postponed", "refused")}
        return {"fetched": sum(outcomes.values())} | outcomes | others

    def note(self, entered: Entered) -> None:
        """Book one page."""
        if entered.outcome is not None:
            self._counts[entered.outcome] += 1
        elif isinstance(entered.settled, Refused):
            self._counts["refused"] += 1
        else:
            self._counts["postponed"] += 1
        self._counts["failed"] += entered.unrecorded
        self._counts["articles"] += entered.new_articles
        self._counts["found"] += entered.found
        self.known += entered.found + entered.further
        self.sources[entered.settled.lead.source].note(entered)
