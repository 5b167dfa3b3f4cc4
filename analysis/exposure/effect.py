"""What a summit changed, put together: uplift, placebos, build-up and half-life, on one panel. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.exposure.controls import control, is_ordinary
from analysis.exposure.counterfactual import Counterfactual
from analysis.exposure.echo import Uplift, new_stories, own, uplift
from analysis.exposure.fading import BuildUp, build_up, half_life
from analysis.exposure.found import Naming, brought, by_day
from analysis.exposure.intervals import Estimate, withheld
from analysis.exposure.overlap import Named, by_names, drawn, parts
from analysis.exposure.panel import Panel
from analysis.exposure.placebo import Placebo, over_dates, over_peers
from analysis.exposure.usual import usual_days
from analysis.exposure.values import Echo
from cityecho.watchlist import Summit

APART_DAYS = 2
"""Events that begin and end fewer days apart have one course: only names can tell them apart."""
LEAST_NAMED = 5
"""Stories that name one of such events alone; fewer tell nothing."""


@dataclass(frozen=True, slots=True)
class Company:
    """A summit, the others whose echo shares a day with its own, and those that share one with theirs."""

    summit: Summit
    overlapping: tuple[Summit, ...]
    beyond: tuple[Summit, ...]

    @property
    def heard(self) -> tuple[Summit, ...]:
        """All of them, the summit first."""
        return (self.summit, *self.overlapping, *self.beyond)

    def days(self, seen: Collection[date]) -> list[date]:
        """The days of ``seen`` on which the summit or one beside it is heard."""
        echoes = [event.echo for event in (self.summit, *self.overlapping)]
        return sorted({day for echo in echoes for day in echo.each()}.intersection(seen))


@dataclass(frozen=True, slots=True)
class Course:
    """What of an uplift is the summit's own, how it rose and how it faded."""

    uplift: Uplift
    half_life: Estimate
    build_up: BuildUp


def effect(
    city: Sequence[Naming],
    peers: Sequence[Naming],
    chosen: Panel,
    summit: Summit,
    summits: Sequence[Summit],
    *,
    industry: Counter[tuple[date, str]],
    seed: int,
) -> Echo:
    """``city`` are the items that name the city, ``peers`` those that name peers alone; both of any day.

    ``industry`` counts what is told of the industries elsewhere (:class:`Found`), ``summits`` are all that
    are configured.
    """
    counted = chosen.of(city)
    counts = new_stories(counted)
    ours = {item.story for item in city}
    # Without stories that name the city: a summit lifts the peers that are named beside it.
    others = [item for item in chosen.of(peers) if item.story not in ours]
    days = summit.echo.each()
    elsewhere = by_day(brought(industry, chosen.sources))
    ordinary = elsewhere if is_ordinary(elsewhere, chosen.baseline, days) else None
    beside = control(new_stories(others), (*chosen.baseline, *days), ordinary)
    lift, model = uplift(counts, chosen.baseline, summit.echo, chosen.refused, seed, control=beside)
    reason = lift.together.withheld
    length, dates = over_dates(counts, chosen.baseline, summit.echo, reason, seed, control=beside)
    by_peer = [new_stories(of) for _, of in sorted(_by_place(others).items())]
    placebo = Placebo(length, dates, over_peers(by_peer, chosen.baseline, summit.echo, reason, seed))
    if model is None:
        none = withheld(reason or "")
        return Echo(chosen, lift, placebo, none, BuildUp(none, none))
    around = company(summit, summits)
    found = told_apart(lift, model, by_names(counted, around.heard), around, chosen.seen, seed=seed)
    usual = usual_days(counts, model, summit.echo, seed)
    return Echo(chosen, found.uplift, placebo, found.half_life, found.build_up, usual)


def _by_place(items: Iterable[Naming]) -> dict[str, list[Naming]]:
    found: dict[str, list[Naming]] = defaultdict(list)
    for item in items:
        for place in item.places:
            found[place].append(item)
    return found


def told_apart(
    lift: Uplift, model: Counterfactual, named: Named, around: Company, seen: Collection[date], *, seed: int
) -> Course:
    """The summit's own course out of what all events brought; ``seen`` are the days that were looked at."""
    summit = around.summit
    draws = drawn(named, around.heard, model, around.days(seen), seed)
    if around.overlapping:
        mine = parts(draws, summit.echo)[0]
        lift = own(lift, mine.unless(_inseparable(around, named)))
    return Course(lift, half_life(draws, summit), build_up(draws, summit))


def company(summit: Summit, summits: Sequence[Summit]) -> Company:
    """Which of ``summits`` are heard in the days of ``summit``, or in those of one that is."""
    near = [other for other in summits if other.id != summit.id and _overlap(other, summit)]
    beyond = [
        other
        for other in summits
        if other.id != summit.id and other not in near and any(_overlap(other, one) for one in near)
    ]
    return Company(summit, tuple(near), tuple(beyond))


def _overlap(one: Summit, other: Summit) -> bool:
    return one.echo.first <= other.echo.last and one.echo.last >= other.echo.first


def _inseparable(around: Company, named: Named) -> str | None:
    """Why the summit can't be told from another one; None where it can."""
    summit = around.summit
    for other in around.overlapping:
        begins, ends = abs((other.start - summit.start).days), abs((other.end - summit.end).days)
        told = sum(named.get(frozenset({event.id}), Counter()).total() for event in (summit, other))
        if max(begins, ends) < APART_DAYS and told < LEAST_NAMED:
            return f"另一项活动几乎同日举行，点名其中一项的报道不足{LEAST_NAMED}条，两者带来的报道无法分开"
    return None
