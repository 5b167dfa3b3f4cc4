"""The documents in quarantine once more: from the bytes that are kept, else from the site they came from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cityecho.address import canonical, host
from cityecho.archive import Archive, Lead, Quarantined, Transaction
from cityecho.errors import UsageError
from cityecho.watchlist import Source, Watchlist
from crawler import politeness
from crawler.holding import Holding, list_of
from crawler.rereading import Kept, Rereading, all_sources, batches
from crawler.run import forbid_haste
from crawler.settled import ArticleRead, Failed, Settled, Unreadable
from crawler.summary import Asked
from crawler.walk import Errand, walk

_UNREACHED = "its turn did not come; retry it again"


@dataclass(frozen=True, slots=True)
class FromBytes:
    """What came of kept bytes. ``run``: None where none are kept. ``left``: what can't be read from them."""

    run: int | None
    released: tuple[str, ...]
    left: tuple[tuple[Quarantined, str], ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What can't be read from kept bytes, by what may help, each with the reason.

    pages: fetched again. lists: read again by the next crawl of their source. stuck: only a person can help.
    """

    pages: tuple[Quarantined, ...]
    lists: tuple[Quarantined, ...]
    stuck: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FromSite:
    """What came of fetching pages again: addresses that were read, and those that were not, and why."""

    run: int
    released: tuple[str, ...]
    still: tuple[tuple[str, str], ...]


def chosen(documents: Iterable[Quarantined], names: Collection[str]) -> list[Quarantined]:
    """Those of ``documents`` that have an id or an address among ``names`` (none: all of them).

    Raises UsageError for a name that none has.
    """
    found = [one for one in documents if not names or one.id in names or one.url in names]
    known = {name for one in found for name in (one.id, one.url)}
    if strangers := [name for name in names if name not in known]:
        raise UsageError(f"not in quarantine: {', '.join(strangers)}")
    return found


def from_bytes(
    archive: Archive,
    watchlist: Watchlist,
    documents: Sequence[Quarantined],
    *,
    now: Callable[[], datetime],
) -> FromBytes:
    """Read ``documents`` again from the bytes that are kept. Only under the archive's lock."""
    sources = all_sources(watchlist)
    kept = {one.key: found for one in documents if one.source in sources and (found := _kept(archive, one))}
    if not kept:
        return FromBytes(None, (), tuple((one, one.error) for one in documents))
    with archive.begin() as tx:
        run = tx.ledger.begin("quarantine", now())
    lacks: dict[str, str] = {}
    with Rereading.begun(archive, watchlist, run, now, Holding()) as rereading:
        for batch in batches(list(kept.values())):
            for entered in rereading.entered(rereading.read(batch)):
                lacks[entered.settled.lead.key] = _lacks(entered.settled)
    left = tuple((one, lacks.get(one.key, one.error)) for one in documents if lacks.get(one.key, one.error))
    rereading.end("partial" if left else "ok")
    return FromBytes(run, tuple(one.url for one in documents if lacks.get(one.key) == ""), left)


def sorted_out(
    archive: Archive, watchlist: Watchlist, left: Sequence[tuple[Quarantined, str]], now: datetime
) -> Left:
    """What may help each of ``left``; lists are made due for the next crawl of their source."""
    sources = all_sources(watchlist)
    pages, lists = list[Quarantined](), list[Quarantined]()
    stuck: list[tuple[str, str]] = []
    with archive.begin() as tx:
        for one, why in left:
            rows_of = list_of(one.key)
            leads = tx.frontier.get([rows_of or one.key])
            if one.source not in sources:
                stuck.append((one.url, f"no source {one.source} is configured"))
            elif leads and leads[0].role == "list":
                tx.frontier.reopen([leads[0].key], now)
                lists.append(one)
            elif rows_of:
                stuck.append((one.url, f"{why}; import the corrected file, or drop it"))
            else:
                pages.append(one)
    return Left(tuple(pages), tuple(lists), tuple(stuck))


def from_site(
    archive: Archive, watchlist: Watchlist, pages: Sequence[Quarantined], *, now: Callable[[], datetime]
) -> FromSite:
    """Fetch ``pages`` again as a crawl would: robots.txt, guard, pauses and opt-outs hold.

    Nothing else is fetched. Only under the archive's lock; one call a process.
    """
    leads = {canonical(one.url): _lead(one) for one in pages}
    errand = Errand(
        command="quarantine",
        sources=_starting(all_sources(watchlist), leads.values()),
        leads=tuple(leads.values()),
        takes_up=False,
    )
    forbid_haste(watchlist, errand.sources.values())
    archive.demand_room(watchlist.crawl.minimum_free_mb)
    summary = walk(archive, watchlist, errand, now=now, progress=lambda _: None)
    with archive.begin() as tx:
        rests = tx.frontier.rests(now())
        lacks = {lead.url: _missed(summary.asked.get(lead.url), lead, rests) for lead in errand.leads}
        for lead in errand.leads:  # what did not come waits in quarantine, not for the next crawl
            _close(tx, lead, rests.get(lead.host))
        tx.quarantine.release([one.key for one in pages if not lacks[leads[canonical(one.url)].url]])
    return FromSite(
        summary.run,
        tuple(url for url, why in lacks.items() if not why),
        tuple((url, why) for url, why in lacks.items() if why),
    )


def _kept(archive: Archive, document: Quarantined) -> Kept | None:
    """The document with the place of its bytes; None when there are none."""
    if document.capture is None:
        return None
    with archive.read() as tx:
        stored = tx.captures.get(document.capture)
        leads = tx.frontier.get([document.key])
    if stored is None or stored.location is None:
        return None
    new = Lead(document.key, document.url, host(document.url), document.source, "article", 1)
    return Kept(leads[0] if leads else new, stored.location)


def _lead(page: Quarantined) -> Lead:
    """Under a key of its own: whatever the frontier knows of the page stays as it is."""
    return Lead(f"again {canonical(page.url)}", page.url, host(page.url), page.source, "article", 0)


def _starting(sources: Mapping[str, Source], leads: Iterable[Lead]) -> dict[str, Source]:
    """The sources of ``leads``, each as if it began at its leads, without a budget."""
    urls: dict[str, list[str]] = {}
    for lead in leads:
        urls.setdefault(lead.source, []).append(lead.url)
    return {
        name: replace(sources[name], start=tuple(start), max_pages=0, max_seconds=0)
        for name, start in urls.items()
    }


def _lacks(settled: Settled) -> str:
    """Why a document must stay in quarantine; "" when it need not."""
    if isinstance(settled, Unreadable | Failed):
        return settled.error
    return settled.missing if isinstance(settled, ArticleRead) else ""


def _close(tx: Transaction, lead: Lead, rests_until: datetime | None) -> None:
    """Have no crawl ask for ``lead``; that its host asked to be left alone is known on."""
    if rests_until is None:
        tx.frontier.settle(lead.key, "done")
    else:
        tx.frontier.settle(lead.key, "refused", why="its host wants rest", again_at=rests_until)


def _missed(asked: Asked | None, lead: Lead, rests: Mapping[str, datetime]) -> str:
    """Why a page that was asked for stays in quarantine; "" when it need not."""
    if asked is None or asked.outcome is None:
        why = (asked and asked.why) or ""
        wish = politeness.wish(lead.host, rests[lead.host]) + "; retry it then" if lead.host in rests else ""
        return "; ".join(filter(None, (why, wish))) or _UNREACHED
    if asked.outcome in ("quarantined", "failed"):
        return asked.why or _UNREACHED
    return asked.missing
