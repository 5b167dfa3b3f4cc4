"""One run of the crawl: what the spider needs, and what becomes of what it brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from cityecho.archive import Archive, Lead
from cityecho.watchlist import Registry, Source
from crawler.entering import Entered, Entry
from crawler.reading import Reader
from crawler.recording import Recording
from crawler.settled import Postponed, Settled
from crawler.summary import Progress
from crawler.tally import Tally
from crawler.turns import Pace, Turns
from crawler.workers import Workers
from crawler.writer import Writer

_EVERY = 0.2  # seconds between two words of progress


@dataclass(frozen=True)
class Plan:
    """What a run is to do. ``since`` is when it began, where it takes up nothing older: in a replay.

    ``pauses``: hosts that an earlier run has just asked, and until when they have their pause. ``rests``:
    those that asked to be left alone until then, for which nobody waits. ``only``: the keys of the leads that
    somebody is waiting for, where nothing else is fetched.
    """

    run: int
    archive: Archive
    sources: Mapping[str, Source]
    registry: Registry
    pace: Pace
    recording: Recording | None
    limit: int | None
    since: datetime | None
    now: Callable[[], datetime]
    progress: Callable[[Progress], None]
    pauses: Mapping[str, datetime] = field(default_factory=dict)
    rests: Mapping[str, datetime] = field(default_factory=dict)
    only: frozenset[str] | None = None


@dataclass
class Job:
    """A running crawl. Made inside the event loop, which its parts need."""

    plan: Plan
    tally: Tally
    entry: Entry
    workers: Workers
    error: BaseException | None = None
    interrupted: bool = False
    stopped: Callable[[], None] = lambda: None
    _handed: int = 0
    _last_word: float = field(default=0.0)

    def __post_init__(self) -> None:
        plan = self.plan
        self.writer = Writer(plan.archive, self.entry, plan.now, self.note, self.fail)
        self.turns = Turns(
            self.writer.ask,
            plan.now,
            plan.pace,
            since=plan.since,
            only=plan.only,
            may_go=self._may_go,
            sources=self._unspent,
        )
        now = plan.now()
        for host, until in plan.pauses.items():
            self.turns.rest(host, (until - now).total_seconds())
        for host, until in plan.rests.items():
            self.turns.leave(host, (until - now).total_seconds())
        self.reader = Reader(plan.sources, plan.registry, self.workers, self.turns.delay)

    @property
    def recording(self) -> Recording | None:
        """The recorded web, in a replay."""
        return self.plan.recording

    def taken(self, lead: Lead) -> None:
        """A request for ``lead`` is being made."""
        self._handed += 1
        self.tally.sources[lead.source].took(lead.url)
        if self.plan.limit is not None and self._handed >= self.plan.limit:
            self.turns.stop()

    def settle(self, settled: Settled, at_fault: str = "") -> None:
        """Have the archive enter what came of a lead; a host that failed is left in peace for a while.

        ``at_fault``: that host, where it isn't the lead's own but one that a redirect led to.
        """
        if isinstance(settled, Postponed):
            is_waited_for = self.plan.only is None or settled.rests_until is None
            rest = self.turns.rest if is_waited_for else self.turns.leave
            rest(at_fault or settled.lead.host, (settled.until - settled.at).total_seconds())
        self.tally.books.came(settled)
        self.writer.put(settled)

    def note(self, batch: list[Entered]) -> None:
        """The archive has entered these."""
        for entered in batch:
            self.tally.note(entered)
        self.turns.settled([entered.settled.lead.key for entered in batch])
        if monotonic() - self._last_word >= _EVERY:
            self._last_word = monotonic()
            done = self.tally.books.counts["fetched"]
            source = batch[-1].settled.lead.source
            self.plan.progress(Progress(self.plan.run, source, done, max(done, self.tally.known)))

    def fail(self, error: BaseException) -> None:
        """The crawl can't go on: a bug, or an archive that can't be written. Raised again at its end."""
        self.error = self.error or error
        self.turns.stop()
        self.stopped()

    def _unspent(self) -> list[str]:
        sources = self.tally.sources.items()
        return [name for name, one in sources if self.recording is not None or not one.is_spent]

    def _may_go(self, lead: Lead) -> bool:
        """Whether it may be asked for in this run. Budgets spare servers: a recording needs none."""
        if self.recording is not None:
            return bool(self.recording.answers(lead.url))
        source = self.tally.sources[lead.source]
        return not source.is_spent and source.may_ask(lead.url)
