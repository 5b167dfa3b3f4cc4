"""What a summit changed, put together: uplift, placebos, build-up and half-life, on one panel. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from analysis.exposure.controls import control
from analysis.exposure.echo import new_stories, own, uplift
from analysis.exposure.fading import BuildUp, build_up, half_life
from analysis.exposure.intervals import withheld
from analysis.exposure.overlap import Named, by_names, drawn, parts
from analysis.exposure.panel import Panel
from analysis.exposure.placebo import Placebo, over_dates, over_peers
from analysis.exposure.values import Echo
from analysis.item import Item
from cityecho.watchlist import Summit

APART_DAYS = 2
"""Events that begin and end fewer days apart have one course: only names can tell them apart."""
LEAST_NAMED = 5
"""Stories that name one of such events alone; fewer tell nothing."""


def effect(
    city: Sequence[Item],
    peers: Sequence[Item],
    chosen: Panel,
    summit: Summit,
    summits: Sequence[Summit],
    *,
    seed: int,
) -> Echo:
    """``city`` are the items that name the city, ``peers`` those that name peers alone; both of any day.

    ``summits`` are all that are configured.
    """
    counted = chosen.of(city)
    counts = new_stories(counted)
    ours = {item.story for item in city}
    # Without stories that name the city: a summit lifts the peers that are named beside it.
    others = [item for item in chosen.of(peers) if item.story not in ours]
    beside = control(new_stories(others), (*chosen.baseline, *summit.echo.each()))
    lift, model = uplift(counts, chosen.baseline, summit.echo, chosen.refused, seed, control=beside)
    reason = lift.together.withheld
    length, dates = over_dates(counts, chosen.baseline, summit.echo, reason, seed, control=beside)
    by_peer = [
        new_stories(item for item in others if place in item.places)
        for place in sorted({place for item in others for place in item.places})
    ]
    placebo = Placebo(length, dates, over_peers(by_peer, chosen.baseline, summit.echo, reason, seed))
    if model is None:
        none = withheld(reason or "")
        return Echo(chosen, lift, placebo, none, BuildUp(none, none))
    beside_us = overlapping(summit, summits)
    events = _heard((summit, *beside_us), summits)
    named = by_names(counted, events)
    draws = drawn(named, events, model, _days((summit, *beside_us), chosen.seen), seed)
    if beside_us:
        usual = model.expected(draws.days)
        mine = parts(draws, named, summit.echo, usual, seed)[0].unless(_inseparable(summit, beside_us, named))
        lift = own(lift, mine)
    return Echo(chosen, lift, placebo, half_life(draws, summit), build_up(draws, summit))


def overlapping(summit: Summit, summits: Sequence[Summit]) -> tuple[Summit, ...]:
    """The other summits whose echo shares a day with this one's."""
    echo = summit.echo
    return tuple(
        other
        for other in summits
        if other != summit and other.echo.first <= echo.last and other.echo.last >= echo.first
    )


def _heard(events: Sequence[Summit], summits: Sequence[Summit]) -> tuple[Summit, ...]:
    """``events`` and, after them, those that are heard in the days of one of them."""
    more = {other.id: other for event in events for other in overlapping(event, summits)}
    return (*events, *(other for other in more.values() if other not in events))


def _inseparable(summit: Summit, others: Sequence[Summit], named: Named) -> str | None:
    """Why the summit can't be told from another one; None where it can."""
    for other in others:
        begins, ends = abs((other.start - summit.start).days), abs((other.end - summit.end).days)
        told = sum(named.get(frozenset({event.id}), Counter()).total() for event in (summit, other))
        if max(begins, ends) < APART_DAYS and told < LEAST_NAMED:
            return f"另一项活动几乎同日举行，点名其中一项的报道不足{LEAST_NAMED}条，两者带来的报道无法分开"
    return None


def _days(events: Sequence[Summit], seen: frozenset[date]) -> list[date]:
    """The days on which any of the events is heard, as far as the panel saw them."""
    return sorted({day for event in events for day in event.echo.each() if day in seen})
