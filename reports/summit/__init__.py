"""The summit report: from the archive to one frozen :class:`reports.data.ReportData`."""

from __future__ import annotations

from datetime import date, datetime

from analysis.coverage import coverage, span_of
from analysis.deals.courted import courted
from analysis.deals.timelines import silent
from analysis.exposure import study
from analysis.exposure.matched import match
from analysis.items import items
from cityecho.archive import Transaction
from cityecho.watchlist import Days, Source, Summit, Watchlist
from reports.data import ReportData
from reports.disclosure import may_be_listed, uncounted
from reports.quotes import quotes
from reports.summit.assembly import assemble
from reports.summit.beside import read_beside
from reports.summit.drivers import carriers, words
from reports.summit.material import Material
from reports.summit.projects import landing
from reports.summit.texts import cloud, counted_words, evidence, fallen_words, standing_out
from reports.summit.together import told_together
from reports.summit.voices import carried, told_once

__all__ = ["build"]


def build(tx: Transaction, watchlist: Watchlist, summit: Summit, now: datetime) -> ReportData:
    """The report on ``summit``, made at ``now``, from what the archive holds and has measured.

    Reads every item of every covered day once: the baseline of an uplift is all of them.
    """
    previous = watchlist.summit(summit.previous) if summit.previous else None
    spans = tx.ledger.covered()
    days = _around(span_of(spans), summit, previous)
    known = coverage(spans, watchlist.sources, days)
    everything = tuple(items(tx, watchlist, days.first, days.last))
    hidden = uncounted(tx, everything)
    found = tuple(item for item in everything if item.id not in hidden)
    this = study(found, known, summit, brand=watchlist.brand, summits=watchlist.summits)
    counts = counted_words(tx, filter(may_be_listed, this.span_items))
    beside = read_beside(tx, this, found, watchlist)
    said = tuple(quotes(tx, this.span_items))
    spoken = told_once(quote for quote in said if quote.item.day in this.heard.days)
    carried_by = carriers(this)
    projects = courted(tx, watchlist.brand, found)
    unheard = silent(projects, now.date(), watchlist.brand.silent_months, known)
    material = Material(
        study=this,
        matched=match(found, this, previous, watchlist.brand, watchlist.summits) if previous else None,
        brand=watchlist.brand,
        words=standing_out(this, counts, watchlist.brand, beside),
        fallen=fallen_words(this, counts, watchlist.brand),
        bursts=beside.bursts(this, counts, watchlist.brand),
        network=told_together(tx, this, counts, watchlist.brand),
        evidence=evidence(tx, this, carried_by),
        cloud=cloud(this, counts, watchlist.brand),
        sources={source.id: _outlet(watchlist, source) for source in watchlist.sources},
        quotes=spoken,
        quotes_before=told_once(quote for quote in said if quote.item.day not in this.heard.days),
        drivers=words(this, counts, watchlist.brand),
        carriers=carried_by,
        carried=carried(tx, spoken),
        landing=landing(projects, unheard, this.heard.days),
    )
    return assemble(material, now)


def _outlet(watchlist: Watchlist, source: Source) -> str:
    """The registry's name for a source's outlet, else the source's own id."""
    found = watchlist.registry.at(source.outlet, date.max)
    return found.name if found else source.id


def _around(covered: Days | None, *summits: Summit | None) -> Days:
    """All covered days and all windows, as one span."""
    spans = [summit.span for summit in summits if summit] + ([covered] if covered else [])
    return Days(min(span.first for span in spans), max(span.last for span in spans))
