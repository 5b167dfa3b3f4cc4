"""The summit report: from the archive to one frozen :class:`reports.data.ReportData`."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from analysis.coverage import coverage, span_of
from analysis.deals.courted import courted
from analysis.deals.timelines import silent
from analysis.exposure import study
from analysis.items import Reader
from cityecho.archive import Transaction
from cityecho.watchlist import Days, Source, Summit, Watchlist
from reports.data import ReportData
from reports.disclosure import may_be_listed
from reports.quotes import quotes
from reports.summit.assembly import assemble
from reports.summit.beside import read_beside
from reports.summit.found import read_found, telling_deals
from reports.summit.material import Material
from reports.summit.projects import landing
from reports.summit.texts import cloud, counted_words, evidence, fallen_words, standing_out
from reports.summit.together import told_together
from reports.summit.voices import carried, told_once

__all__ = ["build", "build_by"]


def build(tx: Transaction, watchlist: Watchlist, summit: Summit, now: datetime) -> ReportData:
    """The report on ``summit``, made at ``now``, from what the archive holds and has measured."""
    return build_by(Reader.of(tx, watchlist), summit, now)


def build_by(reader: Reader, summit: Summit, now: datetime) -> ReportData:
    """As :func:`build`, of what ``reader`` reads: who doubts the counted rows reads without them."""
    tx, watchlist = reader.tx, reader.watchlist
    previous = watchlist.summit(summit.previous) if summit.previous else None
    spans = tx.ledger.covered()
    days = _around(span_of(spans), summit, previous)
    known = coverage(spans, watchlist.sources, days)
    found = read_found(reader, days, [one.span for one in (summit, previous) if one])
    studied = partial(study, found, known, brand=watchlist.brand, summits=watchlist.summits)
    this = studied(summit)
    counts = counted_words(tx, filter(may_be_listed, this.span_items))
    beside = read_beside(tx, this, found.namings, watchlist)
    spoken = told_once(quotes(tx, (item for item in this.span_items if item.day in this.heard.days)))
    projects = courted(tx, watchlist.brand, telling_deals(reader, found.namings))
    unheard = silent(projects, now.date(), watchlist.brand.silent_months, known)
    material = Material(
        study=this,
        previous=studied(previous) if previous else None,
        brand=watchlist.brand,
        words=standing_out(this, counts, watchlist.brand, beside),
        fallen=fallen_words(this, counts, watchlist.brand),
        bursts=beside.bursts(this, counts, watchlist.brand),
        network=told_together(tx, this, counts, watchlist.brand),
        evidence=evidence(tx, this),
        cloud=cloud(this, counts, watchlist.brand),
        sources={source.id: _outlet(watchlist, source) for source in watchlist.sources},
        quotes=spoken,
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
