"""The rules: what the archive has to tell today, and what it can't say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from analysis.coverage import coverage
from analysis.items import items
from analysis.spikes import blame, fortnight
from cityecho.archive import Issued, Transaction
from cityecho.article import BEIJING
from cityecho.watchlist import Days, Rule, Watchlist
from reports import periodic
from reports.disclosure import may_be_listed
from reports.messages.notice import Line, Notice
from reports.messages.silence import Silence
from reports.messages.wording import report_said, silence_said, spike_said

DAYS_BACK = 3
"""Days before today that are still told of: a day is covered later than it ends, a machine may rest."""

FRESH = timedelta(hours=6)
"""So long a daily's message has the day's summary; it is read from the archive again for each look."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to tell, and of which days a rule can say nothing, with the reason (Chinese)."""

    notices: tuple[Notice, ...]
    withheld: tuple[tuple[Rule, date, str], ...] = ()


def find(
    tx: Transaction,
    watchlist: Watchlist,
    rules: Collection[Rule],
    silences: Iterable[Silence],
    now: datetime,
) -> Found:
    """What ``rules`` say at ``now``; ``silences`` are the sources with alarms."""
    today = now.astimezone(BEIJING).date()
    notices: list[Notice] = []
    withheld: list[tuple[Rule, date, str]] = []
    if "negative-spike" in rules:
        spikes = _spikes(tx, watchlist, today)
        notices += spikes.notices
        withheld += spikes.withheld
    if "source-silent" in rules:
        notices += (
            Notice("source-silent", one.source, today, (silence_said(one),)) for one in silences if one.alarms
        )
    if "report-ready" in rules:
        notices += _reports(tx, watchlist, now)
    return Found(tuple(notices), tuple(withheld))


def _spikes(tx: Transaction, watchlist: Watchlist, today: date) -> Found:
    """The spikes among the last days, and the days of which nothing can be said."""
    city = watchlist.brand.city.name
    days = Days(today - timedelta(days=DAYS_BACK), today - timedelta(days=1))
    span = Days(fortnight(days.first).first, days.last)
    known = coverage(tx.ledger.covered(), watchlist.sources, span)
    about = [
        item
        for item in items(tx, watchlist, span.first, span.last)
        if city in item.places and may_be_listed(item)
    ]
    notices: list[Notice] = []
    withheld: list[tuple[Rule, date, str]] = []
    for day in days.each():
        found = blame(about, known, day)
        if found.withheld:
            withheld.append(("negative-spike", day, found.withheld))
        elif found.is_spike:
            notices.append(Notice("negative-spike", city, day, spike_said(city, found)))
    return Found(tuple(notices), tuple(withheld))


def _reports(tx: Transaction, watchlist: Watchlist, now: datetime) -> Iterator[Notice]:
    since = now.astimezone(BEIJING).date() - timedelta(days=DAYS_BACK)
    for report in tx.outbox.issued(since):
        lines = report_said(report, watchlist.routing.reports)
        summary = _summary(tx, watchlist, report) if now - report.made_at <= FRESH else ()
        yield Notice("report-ready", f"{report.report}/{report.id}", report.day, (*lines, *summary))


def _summary(tx: Transaction, watchlist: Watchlist, report: Issued) -> tuple[Line, ...]:
    """The day in 500 characters, for those who read no file; nothing of other reports."""
    if report.report != "daily":
        return ()
    days = Days(report.first, report.last)
    data = periodic.build(tx, watchlist, "daily", days, report.made_at)
    return tuple(Line(paragraph) for paragraph in data.sections[0].paragraphs)
