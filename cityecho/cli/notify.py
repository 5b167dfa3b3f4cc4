"""``cityecho notify``: tell those whom ``routes.toml`` names of what there is to tell."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from time import sleep
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.article import BEIJING
from cityecho.cli.analyze import tell_waiting
from cityecho.cli.session import Session, now
from cityecho.cli.sources import survey
from cityecho.errors import PartialError

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.watchlist import Watchlist
    from crawler.health import Health
    from reports.messages.deliver import Delivery, Due, Plan
    from reports.messages.notice import Message
    from reports.messages.rules import Found
    from reports.messages.silence import Silence

_DAYS_SHOWN = 7  # in which the last known day of a source is looked for


def notify(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent, no more.")] = False,
) -> None:
    """Send what was not sent yet: spikes of blame, sources that are silent, reports that are ready."""
    from reports.messages.deliver import is_unsent

    session: Session = context.obj
    watchlist = session.watchlist()
    with session.existing_archive() as archive:
        tell_waiting(archive, watchlist)
        if dry_run:
            found, plans = planned(archive, watchlist, is_unsent)
            session.result(_would(plans, found), _shown(plans, found))
            return
        with archive.alone():
            found, plans = planned(archive, watchlist, is_unsent)
            done = delivered(archive, plans)
    session.result({"routes": [told(one) for one in done]}, map(line_of, done))
    if failure := partial(done):
        raise failure


def planned(archive: Archive, watchlist: Watchlist, due: Due) -> tuple[Found, tuple[Plan, ...]]:
    """What the rules of the routes find now, and what of it is to go by which way."""
    from reports.messages.deliver import plans
    from reports.messages.rules import DAYS_BACK, find

    moment = now()
    rules = {rule for route in watchlist.routing.routes for rule in route.rules}
    silences = _silences(archive, watchlist, moment) if "source-silent" in rules else ()
    with archive.read() as tx:
        found = find(tx, watchlist, rules, silences, moment)
        tries = tx.outbox.tries((moment - timedelta(days=DAYS_BACK + 1)).date())
    return found, tuple(
        plans(watchlist, found.notices, lambda telling: due(tries.get(telling), moment), os.environ, now)
    )


def delivered(archive: Archive, plans: Sequence[Plan]) -> tuple[Delivery, ...]:
    """Send all plans. Only under the archive's lock, or two would tell the same."""
    from reports.messages.deliver import deliver

    return tuple(deliver(archive, plan, now, sleep) for plan in plans)


def partial(done: Sequence[Delivery]) -> PartialError | None:
    """What to raise about the routes that could not be told; None when there are none."""
    failed = tuple(f"{one.route} ({one.problem})" for one in done if one.problem)
    return PartialError("some routes could not be told", failed) if failed else None


def told(one: Delivery) -> dict[str, Any]:
    """A delivery as data."""
    return {"route": one.route, "messages": one.messages, "notices": one.notices, "problem": one.problem}


def line_of(one: Delivery) -> str:
    """A delivery on one line."""
    return f"{one.route}: {one.messages} messages sent" + (", then it failed" if one.problem else "")


def _silences(archive: Archive, watchlist: Watchlist, moment: datetime) -> tuple[Silence, ...]:
    return tuple(
        _silence(one, watchlist, moment)
        for one in survey(archive, watchlist, moment, _DAYS_SHOWN)
        if one.alarms
    )


def _silence(one: Health, watchlist: Watchlist, moment: datetime) -> Silence:
    from reports.messages.silence import Silence

    source = watchlist.source(one.source)
    outlet = watchlist.registry.at(source.outlet, moment.astimezone(BEIJING).date()) if source else None
    silent = (one.last_tried - one.last_new) / timedelta(hours=1) if one.last_tried and one.last_new else None
    return Silence(
        source=one.source,
        outlet=outlet.name if outlet else one.source,
        alarms=tuple(alarm.kind for alarm in one.alarms),
        looked=one.last_tried,
        silent=silent,
        usual_silence=one.usual_hours,
        known=max((day for day, count in one.items.items() if count is not None), default=None),
        items=one.last_day,
        usual_items=one.usual_per_day,
        minimum=one.minimum_per_day,
    )


def _would(plans: Sequence[Plan], found: Found) -> dict[str, Any]:
    withheld = [
        {"rule": rule, "day": day.isoformat(), "reason": reason} for rule, day, reason in found.withheld
    ]
    return {"would_send": [_plan(plan) for plan in plans], "withheld": withheld}


def _plan(plan: Plan) -> dict[str, Any]:
    messages = [{"heading": one.heading, "lines": list(_lines(one))} for one in plan.messages]
    return {"route": plan.route, "audience": plan.audience, "problem": plan.problem, "messages": messages}


def _shown(plans: Sequence[Plan], found: Found) -> Iterator[str]:
    from reports.messages.parts import parts

    for plan in plans:
        yield f"{plan.route} ({plan.audience}): {plan.problem or f'{len(plan.messages)} messages'}"
        for message in plan.messages:
            many = len(parts(message, plan.courier.style)) if plan.courier else 0
            yield f"  {message.heading}" + (f" (in {many} parts)" if many > 1 else "")
            yield from (f"    {line}" for line in _lines(message))
    yield from (f"withheld: {rule} {day}: {reason}" for rule, day, reason in found.withheld)
    if not plans:
        yield "nothing to send"


def _lines(message: Message) -> Iterator[str]:
    """As readers would see it but for the markup; safe on a terminal."""
    from reports.plain import plain

    for notice in message.notices:
        for line in notice.lines:
            yield plain(line.text) + (f": {line.href}" if line.href else "")
