"""Which list pages are read after a list page, and where a list without end stops."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cityecho.address import canonical, host
from cityecho.archive import Lead, LeadRole, Transaction
from cityecho.watchlist import Source
from crawler import relook
from crawler.recording import Recording
from crawler.settled import ListRead

LISTS_A_RUN = 1_000  # of one source; a calendar without end stops here


@dataclass(frozen=True, slots=True)
class Further:
    """The list pages to read next. ``cut``: there are more that won't be read; ``capped``: by which bound."""

    leads: tuple[Lead, ...] = ()
    cut: bool = False
    capped: str = ""


@dataclass
class Onward:
    """The lists that one run has read or is to read, by source."""

    recording: Recording | None
    _lists: dict[str, set[str]] = field(default_factory=dict)
    _queries: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def after(self, tx: Transaction, read: ListRead, source: Source, *, news: bool) -> Further:
        """What to read after this page.

        A live crawl stops at the first page that names nothing new: what follows was read before. An index is
        always followed, but for lists of which it says that they have not changed since they were read; so is
        everything in a replay.
        """
        seen = self._lists.setdefault(source.id, set())
        seen.add(read.lead.key)
        leads = [below(read.lead, f"{source.id} {canonical(url)}", url, "list") for url in read.found.lists]
        fresh = tuple(lead for lead in leads if lead.key not in seen)
        if self.recording is not None:
            recorded = tuple(lead for lead in fresh if self.recording.answers(lead.url))
            seen.update(lead.key for lead in recorded)
            return Further(recorded, cut=len(recorded) < len(fresh))
        if read.found.is_index:
            fresh = _unread(tx, fresh, read.found.changed)
        if not fresh or not (news or not (read.found.articles or read.found.items)):
            return Further()
        if 0 < source.max_depth <= read.lead.depth:
            return Further(cut=True, capped=f"max_depth {source.max_depth}")
        if len(seen) + len(fresh) > LISTS_A_RUN:
            return Further(cut=True, capped=f"over {LISTS_A_RUN} list pages")
        if trap := self._trap(source, fresh):
            return Further(cut=True, capped=trap)
        seen.update(lead.key for lead in fresh)
        return Further(fresh)

    def _trap(self, source: Source, fresh: Iterable[Lead]) -> str:
        """Which path among ``fresh`` list pages has too many query strings, a calendar's trap; "": none."""
        for lead in fresh:
            path, _, query = lead.url.partition("?")
            queries = self._queries.setdefault((source.id, path), set())
            if query:
                queries.add(query)
            if 0 < source.max_queries < len(queries):
                return f"max_queries {source.max_queries} of {path}"
        return ""


def below(parent: Lead, key: str, url: str, role: LeadRole) -> Lead:
    """The lead of a page that the page of ``parent`` names."""
    return Lead(key, url, host(url), parent.source, role, parent.depth + 1)


def _unread(tx: Transaction, lists: Collection[Lead], changed: Mapping[str, datetime]) -> tuple[Lead, ...]:
    """The ``lists`` without those that were read as they are now, by what is said of when they changed."""
    known = {lead.key: lead for lead in tx.frontier.get([lead.key for lead in lists if lead.url in changed])}
    read = {
        lead.key for lead in lists if lead.key in known and relook.is_read(known[lead.key], changed[lead.url])
    }
    return tuple(lead for lead in lists if lead.key not in read)
