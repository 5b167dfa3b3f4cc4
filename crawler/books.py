"""The books of a run: how every page ended. They balance, or something is wrong with the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from crawler.settled import ArticleRead, Postponed, Refused, Settled
from crawler.summary import OUTCOMES

if TYPE_CHECKING:
    from crawler.entering import Entered

_BESIDE = ("lists", "parts", "articles", "textless", "found", "postponed", "refused", "passed_over")


class Books:
    """Counts what came, and apart from that how it was entered."""

    def __init__(self, passed_over: int = 0) -> None:
        self._counts: Counter[str] = Counter(passed_over=passed_over)
        self._came = self._noted = 0

    @property
    def counts(self) -> Mapping[str, int]:
        """As :class:`crawler.summary.CrawlSummary` has them; every key is always there."""
        return {name: self._counts[name] for name in ("fetched", *OUTCOMES, *_BESIDE)}

    @property
    def entered(self) -> Mapping[str, int]:
        """The counts of what is entered, of a run that did not get to its end."""
        counts = self.counts
        return {**counts, "fetched": sum(counts[outcome] for outcome in OUTCOMES)}

    def came(self, settled: Settled) -> None:
        """Count what came of a lead by itself, before the archive says how it was entered."""
        self._came += 1
        if not isinstance(settled, Postponed | Refused):
            self._counts["fetched"] += 1

    def note(self, entered: Entered) -> None:
        """Book one page that was entered."""
        self._noted += 1
        if entered.outcome is not None:
            self._counts[entered.outcome] += 1
            self._counts["lists"] += entered.settled.lead.role == "list"
        elif isinstance(entered.settled, Refused):
            self._counts["refused"] += 1
        else:
            self._counts["postponed"] += 1
        self._counts["fetched"] += entered.unrecorded
        self._counts["failed"] += entered.unrecorded
        self._counts["articles"] += entered.new_articles
        read = entered.settled
        if isinstance(read, ArticleRead | Postponed):
            self._counts["parts"] += read.asked
        if entered.new_articles and isinstance(read, ArticleRead) and not read.article.text:
            self._counts["textless"] += 1
        self._counts["found"] += entered.found

    def check(self) -> None:
        """Every page that came was entered, each under one outcome; anything else is a bug."""
        if self.counts != self.entered or self._came != self._noted:
            raise AssertionError(f"the run's books don't balance: {self._came} came, {dict(self.counts)}")
