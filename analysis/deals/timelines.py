"""Projects over time: the deals of many articles, linked into one timeline a project (pure).

A story tells a project once, however often it is copied. Two tellings are of one project when their firms
are one and nothing speaks against it (:mod:`analysis.deals.likeness`). A telling without a firm is linked
to the firm that its project is called by, else to the only firm of its story, else to one of the same goods
at the same place; one that names the firm otherwise, by its sum (:mod:`analysis.deals.mothers`).

The outcome is a function of the set of tellings, not of their order. Each firm's tellings are linked apart
from all others (:func:`block`), so a caller that keeps timelines needs to link again only the blocks of
changed tellings. Amounts are claims. Where tellings differ, all are kept, with who tells them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analysis.coverage import Coverage
from analysis.deals.likeness import clusters
from analysis.deals.milestones import STAGES, Stage
from analysis.deals.money import Amount, AmountKind, Bound
from analysis.deals.mothers import in_full
from analysis.deals.projects import Deal
from analysis.wordlists import longest_of
from cityecho.watchlist.values import ONE_DAY, Days

_SAME_TIME = timedelta(days=15)
_KINDS: tuple[AmountKind, ...] = ("total", "unknown", "phase")


@dataclass(frozen=True, slots=True)
class Told:
    """A deal and who tells it: its article's id, story, address and day."""

    deal: Deal
    article: str
    story: str
    url: str
    day: date


@dataclass(frozen=True, slots=True)
class Event:
    """A stage that a project reached within ``days``, and the addresses that say so, the earliest first."""

    stage: Stage
    days: Days
    stories: int
    urls: tuple[str, ...]

    @property
    def day(self) -> date | None:
        """The day, where it is known."""
        return self.days.first if self.days.first == self.days.last else None


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount as some articles claim it; ``yuan`` None: in another currency, see ``words``."""

    yuan: int | None
    kind: AmountKind
    bound: Bound
    words: str
    stories: int
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its events in order of time and its claimed amounts, the most told first.

    ``id`` stays while the telling that is now the earliest stays the earliest.
    """

    id: str
    firm: str
    project: str
    phase: int
    place: str
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    stories: int
    articles: tuple[str, ...]

    @property
    def stage(self) -> Stage:
        """The latest stage."""
        return self.events[-1].stage

    @property
    def yuan(self) -> int | None:
        """The amount that most stories claim; None where there is none, or none in yuan."""
        return self.claims[0].yuan if self.claims else None

    @property
    def is_disputed(self) -> bool:
        """Whether articles claim different amounts of one kind."""
        return len({claim.yuan for claim in self.claims if claim.kind == self.claims[0].kind}) > 1


@dataclass(frozen=True, slots=True)
class Silence:
    """A project signed and not heard of on the days ``after``; ``holes``: those that weren't covered in full.

    With holes "nothing since" isn't known, only "nothing found".
    """

    project: Project
    after: Days
    holes: tuple[date, ...]

    @property
    def since(self) -> date:
        """The day by which it was signed."""
        return self.after.first - ONE_DAY

    @property
    def is_known(self) -> bool:
        """Whether most of those days were covered."""
        return 2 * len(self.holes) < len(self.after)


def block(deal: Deal) -> str:
    """The key of tellings that may be of one project with ``deal``: the firm's own name, else the place."""
    return deal.own or f"@{deal.place}"


def timelines(told: Iterable[Told]) -> list[Project]:
    """The projects of ``told``, by their first event and id."""
    blocks: dict[str, list[Told]] = defaultdict(list)
    for one in _in_full(list(_with_firms(sorted(set(told), key=_order)))):
        blocks[block(one.deal)].append(one)
    found = [
        _project([tellings[number] for number in part])
        for tellings in blocks.values()
        for part in clusters([one.deal for one in tellings])
    ]
    return sorted(found, key=lambda project: (project.events[0].days.last, project.id))


def silent(projects: Iterable[Project], now: date, months: int, coverage: Coverage) -> list[Silence]:
    """Projects that were signed ``months`` or more before ``now`` and not heard of since, the oldest first.

    ``coverage`` must reach from the earliest signing to ``now``; days outside it count as holes.
    """
    latest = _months_before(now, months)
    found = []
    for project in projects:
        since = project.events[-1].days.last
        if {event.stage for event in project.events} == {"signed"} and since <= latest:
            after = Days(since + ONE_DAY, now)
            found.append(Silence(project, after, coverage.holes(after)))
    return sorted(found, key=lambda one: (one.since, one.project.id))


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + ONE_DAY * (day.day - 1), following - ONE_DAY)


def _order(told: Told) -> tuple[object, ...]:
    deal = told.deal
    return told.day, told.article, deal.start, deal.stage, deal.firm, deal.project, deal.phase, told.url


def _with_firms(told: Sequence[Told]) -> Iterable[Told]:
    """Tellings without a firm take the one their project is called by, else the only one of their story."""
    by_own = {one.deal.own: one.deal for one in told if one.deal.own}
    of_story: dict[str, set[str]] = defaultdict(set)
    for one in told:
        if one.deal.own:
            of_story[one.story].add(one.deal.own)
    called = longest_of(by_own)
    for one in told:
        found = None if one.deal.own else called.search(one.deal.project)
        owns = {found[0]} if found else of_story[one.story] if not one.deal.own else ()
        yield _named(one, by_own[min(owns)]) if len(owns) == 1 else one


def _in_full(told: Sequence[Told]) -> Iterable[Told]:
    named = in_full([(one.article, one.deal) for one in told])
    return (replace(one, deal=deal) for one, deal in zip(told, named, strict=True))


def _named(told: Told, known: Deal) -> Told:
    return replace(told, deal=replace(told.deal, firm=known.firm, own=known.own))


def _project(told: Sequence[Told]) -> Project:
    """One project of tellings that are in order."""
    first = told[0]
    deals = [one.deal for one in told]
    named = f"{first.article}\n{first.deal.firm}\n{first.deal.start}\n{first.deal.phase}"
    return Project(
        id=hashlib.blake2b(named.encode(), digest_size=8).hexdigest(),
        firm=max((deal.firm for deal in deals), key=len),
        project=max((deal.project for deal in deals), key=len),
        phase=max(deal.phase for deal in deals),
        place=next((deal.place for deal in deals if deal.place), ""),
        events=_events(told),
        claims=_claims(told),
        stories=len({one.story for one in told}),
        articles=tuple(dict.fromkeys(one.article for one in told)),
    )


def _events(told: Sequence[Told]) -> tuple[Event, ...]:
    by_stage: dict[Stage, list[Told]] = defaultdict(list)
    for one in told:
        by_stage[one.deal.stage].append(one)
    stalled = min((one.deal.days.last for one in by_stage["stalled"]), default=None)
    if stalled:
        # Work that is told of after a standstill has begun again.
        started = by_stage.pop("started", [])
        by_stage["started"] = [one for one in started if one.deal.days.first <= stalled]
        again = [one for one in started if one.deal.days.first > stalled]
    else:
        again = []
    found = [
        _event(stage, tellings) for stage, tellings in (*by_stage.items(), ("started", again)) if tellings
    ]
    return tuple(sorted(found, key=_time))


def _time(event: Event) -> tuple[object, ...]:
    """Nothing comes before the signing, of which often only 此前 is told."""
    return event.stage != "signed", event.days.last, STAGES.index(event.stage)


def _event(stage: Stage, told: Sequence[Told]) -> Event:
    """A stage was reached when it is first told of: within those days, as exactly as any of them says."""
    first = min(one.deal.days.last for one in told) + _SAME_TIME
    early = [one.deal for one in told if one.deal.days.last <= first]
    exact = min(early, key=lambda deal: (not deal.is_dated, len(deal.days), deal.days.first))
    return Event(stage, exact.days, len({one.story for one in told}), _urls(told))


def _claims(told: Sequence[Told]) -> tuple[Claim, ...]:
    by_amount: dict[tuple[object, ...], list[tuple[Amount, Told]]] = defaultdict(list)
    for one in told:
        amount = one.deal.amount
        if amount is not None:
            key = (amount.kind, amount.yuan) if amount.yuan is not None else (amount.kind, amount.words)
            by_amount[key].append((amount, one))
    claims = [
        _claim([amount for amount, _ in pairs], [one for _, one in pairs]) for pairs in by_amount.values()
    ]
    return tuple(sorted(claims, key=lambda claim: (_KINDS.index(claim.kind), -claim.stories)))


def _claim(amounts: Sequence[Amount], told: Sequence[Told]) -> Claim:
    plain = next((amount for amount in amounts if amount.bound == "exact"), amounts[0])
    stories = len({one.story for one in told})
    return Claim(plain.yuan, plain.kind, plain.bound, plain.words, stories, _urls(told))


def _urls(told: Sequence[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.url for one in told))
