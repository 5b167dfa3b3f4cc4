"""The books of a run: counts of pages, and of each source what it was like and how far back it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic
from typing import Self

from cityecho.address import canonical
from cityecho.archive import VisitState
from cityecho.article import BEIJING
from cityecho.watchlist import Source
from crawler import starts
from crawler.books import Books
from crawler.entering import Entered
from crawler.settled import (
    ArticleRead,
    Failed,
    ListRead,
    NotModified,
    Postponed,
    Refused,
    Settled,
    Unreadable,
)
from crawler.summary import Asked
from crawler.throttle import PATIENCE

NOT_TRIED = "not tried"  # the key of a failure that keeps a source from being read at all
_NAMED = 20  # articles that could not be had, of a source: a run's memory has an end
_MAY_BE_EMPTY = ("search", "api")  # nothing found is an answer


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page could not be had or read, and whether because a server doesn't want us."""

    reason: str
    blocked: bool

    @classmethod
    def of(cls, settled: Failed | Postponed | Refused | Unreadable) -> Self:
        """What ``settled`` says of it."""
        blocked = isinstance(settled, Refused) or getattr(settled, "blocked", False)
        return cls(f"{settled.lead.url}: {settled.error}", blocked)


@dataclass
class SourceTally:
    """One source in this run. A reading is what its lists named on one day (Beijing) of capturing.

    Of a recording, whose days of capturing follow each other in one run, the names are kept here; of a crawl,
    which may go on for long, only the day: the archive has the names as sightings.
    ``failures`` are of its lists by the key of their lead, until one is read after all, and under "" of its
    articles, when ``in_vain`` of them in a row could not be had. ``queries`` are those asked for, by path.
    ``short`` says by which bound its lists were cut short, ``waiting`` why addresses are left for later runs.
    ``lost`` counts the articles that could not be had; the first of them are named with the reason.
    ``daily`` are the lists of single days, by the key of their lead: which day, and when it was asked for.
    """

    source: Source
    is_recorded: bool = False
    pages: int = 0
    articles: int = 0
    named: int = 0
    failures: dict[str, Failure] = field(default_factory=dict)
    in_vain: int = 0
    queries: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unchanged: datetime | None = None
    short: str = ""
    waiting: str = ""
    spent: str = ""
    cut: bool = False
    began: float = field(default_factory=monotonic)
    last_list: datetime | None = None
    readings: defaultdict[date, set[str]] = field(default_factory=lambda: defaultdict(set))
    hours: dict[datetime, int] = field(default_factory=dict)
    daily: dict[str, tuple[date, datetime]] = field(default_factory=dict)
    lost: int = 0
    lost_named: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_spent(self) -> bool:
        """Whether it is not to be read (on): a budget is used up, said in ``spent``, or it can't be tried."""
        if NOT_TRIED in self.failures:
            return True
        if 0 < self.source.max_pages <= self.pages:
            self.spent = f"max_pages {self.source.max_pages}"
        elif 0 < self.source.max_seconds <= monotonic() - self.began:
            self.spent = f"max_seconds {self.source.max_seconds}"
        return bool(self.spent)

    def may_ask(self, url: str) -> bool:
        """Whether ``url`` is within the query strings that a path may have; if not, says so in ``short``."""
        path, _, query = url.partition("?")
        most, asked = self.source.max_queries, self.queries.get(path, ())
        if not query or not most or query in asked or len(asked) < most:
            return True
        self.short = self.short or f"max_queries {most} of {path}"
        return False

    def took(self, url: str) -> None:
        """``url`` is being asked for."""
        self.pages += 1
        path, _, query = url.partition("?")
        if query:
            self.queries[path].add(query)

    @property
    def blocked(self) -> bool:
        """Whether a server doesn't want us."""
        return any(one.blocked for one in self.failures.values())

    @property
    def reason(self) -> str:
        """Why it could not be read; "" when it could."""
        if self.failures:
            counting = max(self.failures.values(), key=lambda one: one.blocked)  # of those the first
            return counting.reason
        if self.named or not self.readings or self.source.kind in _MAY_BE_EMPTY:
            return ""
        return f"its lists name no article: {self.source.start[0]}" + (self.short and f" ({self.short})")

    @property
    def capped(self) -> str:
        """By which bound it was not read to its end; "" when it was."""
        return self.short or self.waiting

    @property
    def why(self) -> str:
        """The reason of its state, where that is blocked, failed or capped; else ""."""
        return self.reason or self.capped

    @property
    def is_whole(self) -> bool:
        """Whether its lists were read as far as they were to be."""
        return bool(self.readings) and not (self.reason or self.capped or self.cut)

    @property
    def is_unchanged(self) -> bool:
        """Whether its lists are as they were when they were last read (HTTP 304)."""
        return self.unchanged is not None and not (self.readings or self.reason or self.capped or self.cut)

    @property
    def days_read(self) -> tuple[date, ...]:
        """The days that are over and whose lists were read whole; a day without a paper spoils no other."""
        if self.capped or self.cut or not self.failures.keys() <= self.daily.keys():
            return ()
        read = [self.daily[key] for key in self.daily if key not in self.failures]
        return tuple(sorted({day for day, at in read if day < at.astimezone(BEIJING).date()}))

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
        self.short = self.short or entered.capped
        if settled.lead.role != "list":
            self._note_article(settled)
            return
        self.last_list = settled.at
        self.failures.pop(settled.lead.key, None)
        if (day := starts.day_of(self.source, settled.lead.url)) is not None:
            self.daily[settled.lead.key] = (day, settled.at)
        if isinstance(settled, NotModified):
            self.unchanged = settled.at
        if isinstance(settled, ListRead):
            if settled.found.is_index:  # what it leads to is what the source names
                self.unchanged = settled.at
            else:
                self._note_named(entered.named, settled.at)
            hour = settled.at.replace(minute=0, second=0, microsecond=0)
            self.hours[hour] = self.hours.get(hour, 0) + entered.found
            return
        if isinstance(settled, Failed | Postponed | Refused | Unreadable):
            self.failures[settled.lead.key] = Failure.of(settled)

    def _note_named(self, named: tuple[str, ...], at: datetime) -> None:
        """Book what a list names."""
        self.named += len(named)
        names = self.readings[at.astimezone(BEIJING).date()]
        if self.is_recorded:
            names.update(named)

    def _note_article(self, settled: Settled) -> None:
        """An article or two may be missing; a row of them is a source that can't be read.

        Of a page that somebody asked for by its address it is always said why it didn't come.
        """
        if settled.lead.depth == 0 and isinstance(settled, Failed | Postponed | Refused | Unreadable):
            self.failures[settled.lead.key] = Failure.of(settled)
        if isinstance(settled, Failed):
            self.lost += 1
            if self.lost <= _NAMED:
                self.lost_named.append((settled.lead.url, settled.error))
        if isinstance(settled, Postponed) or (isinstance(settled, Failed) and settled.blocked):
            self.in_vain += 1
            if self.in_vain >= PATIENCE:
                self.failures[""] = Failure.of(settled)
        else:
            self.in_vain = 0


class Tally:
    """The whole run: its books, its sources, and how many pages are known of."""

    def __init__(
        self, sources: Mapping[str, Source], known: int, passed_over: int = 0, *, is_recorded: bool = False
    ) -> None:
        self.known = known
        self.sources = {name: SourceTally(source, is_recorded) for name, source in sources.items()}
        self.books = Books(passed_over)
        self.asked: dict[str, Asked] = {}

    def note(self, entered: Entered) -> None:
        """Book one page that was entered."""
        self.books.note(entered)
        self.known += entered.found + entered.further
        self.sources[entered.settled.lead.source].note(entered)
        lead = entered.settled.lead
        if lead.depth == 0 and lead.role == "article":
            self.asked[lead.url] = _asked(entered)


def _asked(entered: Entered) -> Asked:
    settled = entered.settled
    why = entered.why or getattr(settled, "error", "")
    match settled:
        case ArticleRead() if not why:
            return Asked(entered.outcome, settled.article.key, missing=settled.missing)
        case NotModified():
            return Asked(entered.outcome, canonical(settled.lead.url))
    return Asked(entered.outcome, why=why, waits=isinstance(settled, Postponed))
