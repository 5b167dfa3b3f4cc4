"""The daily, weekly and monthly reports: from the archive to :class:`reports.data.ReportData`."""

from __future__ import annotations

from datetime import datetime, timedelta

from analysis.coverage import coverage
from analysis.deals.courted import courted
from analysis.exposure.period import PeriodStudy, period_study
from analysis.item import Item
from analysis.items import items
from analysis.keywords import count, fewest_documents, keyness
from analysis.spikes import blame, fortnight
from cityecho.archive import Transaction
from cityecho.watchlist import Brand, Days, PeriodKind, Watchlist
from reports.data import ReportData
from reports.disclosure import may_be_listed, uncounted
from reports.periodic.assembly import assemble
from reports.periodic.kinds import last_over, morning_until, name_of, next_one, period
from reports.periodic.material import Material, Words
from reports.quotes import quotes
from reports.source_names import source_names
from reports.summit.beside import own_names
from reports.summit.lists import negative_items
from reports.summit.projects import landing
from reports.summit.texts import Counts, cloud, counted_words, evidence
from reports.summit.voices import told_once

__all__ = ["build", "last_over", "name_of", "period"]
_DAY = timedelta(days=1)


def build(tx: Transaction, watchlist: Watchlist, kind: PeriodKind, days: Days, now: datetime) -> ReportData:
    """The report of ``kind`` on ``days``, made at ``now``, from what the archive holds and has measured.

    Reads the items of these days, of the fortnight before and of the morning after, and no others: a story
    or a project that is older than the fortnight is not known to be.
    """
    brand, ahead = watchlist.brand, next_one(kind, days)
    first, until = fortnight(days.first).first, morning_until(kind, days, now)
    known = coverage(tx.ledger.covered(), watchlist.sources, Days(first, days.last + _DAY))
    everything = tuple(items(tx, watchlist, first, days.last + _DAY))
    hidden = uncounted(tx, everything)
    found = tuple(item for item in everything if item.id not in hidden)
    study = period_study(found, known, days, brand=brand, until=until)
    about = [item for item in found if brand.city.name in item.places and may_be_listed(item)]
    counts = counted_words(tx, (item for item in about if item.day <= days.last))
    material = Material(
        kind=kind,
        study=study,
        brand=brand,
        blames=tuple(blame(about, known, day) for day in days.each()),
        evidence=evidence(tx, negative_items(study.items)),
        words=_words(study, about, counts, brand),
        cloud=cloud(study.items, counts, brand) if _are_enough(study, counts) else (),
        quotes=told_once(quotes(tx, study.items)),
        landing=landing(courted(tx, brand, _until(found, days)), (), days),
        sources=source_names(watchlist),
        held=tuple(one for one in watchlist.summits if one.start <= days.last and one.end >= days.first),
        ahead=tuple(one for one in watchlist.summits if one.start in ahead),
        next=ahead,
        until=until,
    )
    return assemble(material, now)


def _until(found: tuple[Item, ...], days: Days) -> tuple[Item, ...]:
    return tuple(item for item in found if item.day <= days.last)


_LEAST_TEXTS = 10
"""Texts under which the words of one of them would pass for those of the period."""


def _are_enough(study: PeriodStudy, counts: Counts) -> bool:
    return sum(item.id in counts for item in study.items) >= _LEAST_TEXTS


def _words(study: PeriodStudy, about: list[Item], counts: Counts, brand: Brand) -> Words:
    """The words of the period against those of the fortnight before."""
    sides = [
        count(counts[item.id] for item in about if item.day in span and item.id in counts)
        for span in (study.days, study.before)
    ]
    here, there = sides
    own = own_names(brand)
    enough = there.tokens and _are_enough(study, counts)
    found = keyness(here, there, fewest_documents=fewest_documents(here.total)) if enough else []
    return Words(tuple(one for one in found if one.word not in own and one.g2 > 0), there.documents)
