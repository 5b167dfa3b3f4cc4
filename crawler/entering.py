"""Entering what came of a lead into the archive: everything about one page in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from cityecho.address import canonical
from cityecho.archive import Lead, Transaction
from cityecho.archive.warc import CaptureFile
from cityecho.article import Capture
from cityecho.record import record
from cityecho.watchlist import Source
from crawler import items, relook
from crawler.books import Books
from crawler.further import Onward, below
from crawler.holding import Holding, document_key
from crawler.privacy.masking import masked
from crawler.privacy.shield import Shield
from crawler.recording import Recording, names
from crawler.settled import (
    ArticleRead,
    Failed,
    Irrelevant,
    ListRead,
    NotModified,
    Postponed,
    Refused,
    Settled,
    Unreadable,
)
from crawler.summary import Outcome

_GIVEN_UP_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entered:
    """What entering a page did. ``named``: keys of the articles a list names, known or not.

    ``outcome`` is None where the lead is not at its end (postponed, refused). ``found`` and ``further`` count
    new articles and the list pages to read next. ``unrecorded`` counts new articles that a replay has no
    record of: each is a failed page. ``capped`` and ``cut`` are as in :class:`Further`. ``why`` says why a
    page that came brought nothing.
    """

    settled: Settled
    outcome: Outcome | None
    named: tuple[str, ...] = ()
    new_articles: int = 0
    found: int = 0
    further: int = 0
    unrecorded: int = 0
    capped: str = ""
    cut: bool = False
    why: str = ""


@dataclass
class Entry:
    """Enters the pages of one run. Only the archive's thread touches it."""

    run: int
    captures: CaptureFile
    sources: Mapping[str, Source]
    recording: Recording | None
    shield: Shield
    books: Books = field(default_factory=Books)
    holding: Holding = field(default_factory=Holding)
    _onward: Onward = field(init=False)

    def __post_init__(self) -> None:
        self._onward = Onward(self.recording)

    def enter(self, tx: Transaction, settled: Settled, now: datetime) -> Entered:
        """Enter one page: its capture, its article or its addresses, and its lead's next state."""
        settled = self.shield.settled(settled, self.sources[settled.lead.source])
        match settled:
            case ListRead():
                return self._list(tx, settled, now)
            case ArticleRead():
                return self._article(tx, settled, now)
            case Unreadable():
                return self._quarantined(tx, settled)
        lead = settled.lead
        outcome: Outcome | None = None
        why = ""
        match settled:
            case NotModified():
                again = self._look_again(lead, settled.at, None)
                tx.frontier.settle(lead.key, "done", lead.etag, lead.last_modified, again_at=again)
                self.holding.release(tx, [document_key(lead)])
                outcome = "unchanged"
            case Irrelevant(reason=reason):
                tx.frontier.settle(lead.key, "done")
                self.holding.release(tx, [document_key(lead)])
                outcome, why = "irrelevant", f"no article but {reason}"
            case Failed():
                _give_up(tx, settled)
                outcome = "failed"
            case Postponed(until=until, rests_until=rests_until):
                tx.frontier.postpone(lead.key, until, rests_until)
            case Refused():
                tx.frontier.settle(lead.key, "refused")
        return Entered(settled, outcome, why=why)

    def expect(self, tx: Transaction, batch: Iterable[Settled]) -> None:
        """Have the archive look up together what the pages of ``batch`` will be compared with."""
        pages = [one for one in batch if isinstance(one, ArticleRead)]
        tx.articles.expect([one.article.key for one in pages])
        tx.captures.expect([(one.capture.url, one.capture.captured_at) for one in pages])

    def book(self, tx: Transaction, batch: Iterable[Entered]) -> None:
        """Keep the run's counts in step with its pages, so that they are exact even if it is killed."""
        for entered in batch:
            self.books.note(entered)
        tx.ledger.count(self.run, self.books.entered)

    def _quarantined(self, tx: Transaction, page: Unreadable) -> Entered:
        lead = page.lead
        # An answer full of posts names people, so its bytes are not kept, broken or not.
        kept = None if self.sources[lead.source].has_rows else self._numbered(tx, page.capture)
        self.holding.hold(tx, lead, page.at, page.error, kept)
        tx.frontier.settle(lead.key, "done")
        return Entered(page, "quarantined")

    def _numbered(self, tx: Transaction, taken: Capture) -> int | None:
        """Id of the capture, which is kept; None when there is nothing to keep."""
        if not taken.body:
            return None
        known = tx.captures.known(taken.url, taken.captured_at)
        return known or tx.captures.add(taken, self.captures.append(taken), self.run)

    def _keep(self, tx: Transaction, taken: Capture, made: bytes = b"") -> None:
        """Keep the capture, if there is anything. ``made``: its record, where a worker made it already."""
        if taken.body and tx.captures.known(taken.url, taken.captured_at) is None:
            tx.captures.put(taken, self.captures.write(made or record(taken)), self.run)

    def _article(self, tx: Transaction, read: ArticleRead, now: datetime) -> Entered:
        saved = tx.articles.save(read.article)
        # With validators the server would speak of the first page alone, whatever became of the others.
        is_alone = not (read.parts or read.missing)
        again = self._look_again(read.lead, read.at, read.article.published_at)
        validators = _validators(read.capture) if is_alone else ()
        if read.is_signed:
            tx.frontier.disown(read.lead, now)
        else:
            tx.frontier.settle(read.lead.key, "done", *validators, again_at=again)
        if saved == "forgotten":
            return Entered(read, "irrelevant", why="it was forgotten")
        if read.authorship is not None:
            tx.authors.record(read.authorship)
        if read.missing:
            self.holding.hold(tx, read.lead, read.at, read.missing, None)
        else:
            self.holding.release(tx, [document_key(read.lead), read.lead.key, read.article.key])
        if saved == "same":
            same = canonical(read.lead.url) == read.article.key
            return Entered(read, "unchanged" if same else "duplicate")
        self._keep(tx, read.capture, read.record)
        for part in read.parts:
            self._keep(tx, part.capture, part.record)
        return Entered(read, "stored", new_articles=1)

    def _list(self, tx: Transaction, read: ListRead, now: datetime) -> Entered:
        lead, source = read.lead, self.sources[read.lead.source]
        articles = {canonical(url): url for url in read.found.articles}
        gone = tx.frontier.forgotten(articles)
        articles = {key: url for key, url in articles.items() if key not in gone}
        known = {known.key: known for known in tx.frontier.get(list(articles))}
        new = [
            replace(below(lead, key, url, "article"), label=masked(read.found.labels.get(url, "")))
            for key, url in articles.items()
            if key not in known
        ]
        unrecorded = [one for one in new if self.recording and not self.recording.answers(one.url)]
        tx.frontier.add(new, now)
        for one in unrecorded:
            tx.frontier.settle(one.key, "failed", why="there is no record of it")
        self._again(tx, [articles[key] for key in known], now)
        if self.recording is None:
            tx.frontier.reopen_settled(relook.stale(read.found.changed, known, now), now)
        brought, saved = self._items(tx, read, source)
        named = (*articles, *brought)
        tx.frontier.sighted(lead.source, named, self.run)
        further = self._onward.after(tx, read, source, news=bool(new or saved))
        tx.frontier.add(further.leads, now)
        reopen = tx.frontier.reopen if self.recording is None else tx.frontier.reopen_recorded
        reopen([one.key for one in further.leads], now)
        # What was cut is read again, and so is what leads to lists that change.
        is_read_again = read.found.capped or read.found.is_index
        validators = () if is_read_again else _validators(read.capture)
        tx.frontier.settle(lead.key, "done", *validators)
        self.holding.release(tx, [lead.key])
        if new and not gone:  # a list that names what was forgotten would bring it in again
            self._keep(tx, read.capture)
        return Entered(
            read,
            "stored" if new or saved else "unchanged",
            named=named,
            new_articles=saved,
            found=len(new),
            further=len(further.leads),
            unrecorded=len(unrecorded),
            capped=read.found.capped or further.capped,
            cut=further.cut,
            why=read.found.nothing,
        )

    def _items(self, tx: Transaction, read: ListRead, source: Source) -> tuple[tuple[str, ...], int]:
        """Store the items that a list brought whole. Returns their keys, and how many were new or changed."""
        lead, at = read.lead, read.at
        bad_rows = [self.shield.bad_row(row, source) for row in read.found.bad_rows]
        self.holding.hold_rows(tx, lead, at, {row.number: str(row) for row in bad_rows})
        shielded = [self.shield.item(one, source, at) for one in read.found.items]
        brought = {one.article.key: one for one in reversed(shielded)}
        saved = {
            key: items.enter(tx, one, captures=self.captures, run=self.run)
            for key, one in reversed(brought.items())
        }
        named = tuple(key for key, state in saved.items() if state != "forgotten")
        return named, sum(saved[key] != "same" for key in named)

    def _look_again(self, lead: Lead, at: datetime, published: datetime | None) -> datetime | None:
        """When an article is asked for again: never what was recorded, or what a person asked for."""
        if self.recording is not None or lead.role != "article" or lead.depth == 0:
            return None
        return relook.next_look(self.sources[lead.source], lead, at, published)

    def _again(self, tx: Transaction, urls: Iterable[str], now: datetime) -> None:
        """Open known articles again: those given up long ago, or, in a replay, with captures not yet seen."""
        if self.recording is None:
            tx.frontier.revive([canonical(url) for url in urls], now, now - _GIVEN_UP_FOR)
            return
        unseen = [
            canonical(url)
            for url in urls
            if any(tx.captures.known(*one) is None for one in names(self.recording.answers(url)))
        ]
        tx.frontier.reopen_recorded(unseen, now)


def _give_up(tx: Transaction, failed: Failed) -> None:
    """Close the lead; an article that may come yet (a 404, a busy server) is asked for again, a 410 never.

    A further list page is asked for again by the next run.
    """
    lead, is_article = failed.lead, failed.lead.role == "article"
    if is_article:
        may_come = failed.status == 404 or failed.may_pass
        again = relook.next_try(lead, failed.at) if may_come else None
    else:
        again = relook.next_try_of_list(lead, failed.at)
    is_gone = is_article and failed.status in (404, 410) and again is None
    tx.frontier.settle(lead.key, "gone" if is_gone else "failed", why=failed.error, again_at=again)


def _validators(taken: Capture) -> tuple[str, str]:
    return taken.header("ETag") or "", taken.header("Last-Modified") or ""
