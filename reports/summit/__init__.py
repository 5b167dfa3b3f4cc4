"""The summit report: from the archive to one frozen :class:`reports.data.ReportData`."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from analysis.coverage import coverage, span_of
from analysis.deals.courted import courted
from analysis.deals.timelines import silent
from analysis.exposure import study
from analysis.exposure.matched import match
from analysis.items import Reader
from cityecho.archive import Transaction
from cityecho.watchlist import Days, Summit, Watchlist
from reports.data import ReportData
from reports.disclosure import may_be_listed
from reports.quotes import quotes
from reports.source_names import source_names
from reports.summit.assembly import assemble
from reports.summit.beside import read_beside
from reports.summit.drivers import carriers, words
from reports.summit.found import read_found, telling_deals
from reports.summit.lists import negative_items
from reports.summit.material import Material
from reports.summit.projects import landing
from reports.summit.texts import (
    cloud,
    counted_words,
    evidence,
    fallen_words,
    standing_out,
    told_both_ways,
    word_days,
)
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
    found = read_found(reader, days, [one for one in (summit, previous) if one])
    this = study(found, known, summit, brand=watchlist.brand, summits=watchlist.summits)
    counts = counted_words(tx, filter(may_be_listed, this.span_items))
    beside = read_beside(tx, this, found.namings, watchlist)
    said = tuple(quotes(tx, this.span_items))
    spoken = told_once(quote for quote in said if quote.item.day in this.heard.days)
    carried_by = carriers(this, partial(told_both_ways, tx))
    projects = courted(tx, watchlist.brand, telling_deals(reader, found.namings))
    unheard = silent(projects, now.date(), watchlist.brand.silent_months, known)
    telling = standing_out(this, counts, watchlist.brand, beside)
    material = Material(
        study=this,
        matched=match(found, this, previous, watchlist.brand, watchlist.summits) if previous else None,
        brand=watchlist.brand,
        words=telling,
        word_days=word_days(this, counts, telling),
        fallen=fallen_words(this, counts, watchlist.brand),
        bursts=beside.bursts(this, counts, watchlist.brand),
        network=told_together(tx, this, counts, watchlist.brand),
        evidence=evidence(tx, (*negative_items(this.span_items), *(one.item for one in carried_by))),
        cloud=cloud(this.heard_items, counts, watchlist.brand),
        sources=source_names(watchlist),
        quotes=spoken,
        quotes_before=told_once(quote for quote in said if quote.item.day not in this.heard.days),
        drivers=words(this, counts, watchlist.brand),
        carriers=carried_by,
        carried=carried(tx, spoken),
        landing=landing(projects, unheard, this.heard.days),
    )
    return assemble(material, now)


def _around(covered: Days | None, *summits: Summit | None) -> Days:
    """All covered days and all windows, as one span."""
    spans = [summit.span for summit in summits if summit] + ([covered] if covered else [])
    return Days(min(span.first for span in spans), max(span.last for span in spans))
