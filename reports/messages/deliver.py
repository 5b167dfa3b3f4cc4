"""From notices to readers: what is due by which way, sent, and marked once it was taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cityecho.archive import Archive, Telling, Tries
from cityecho.errors import ConfigurationError
from cityecho.watchlist import Watchlist
from reports.messages.couriers import Clock, Courier, couriers
from reports.messages.notice import Message, Notice, Part
from reports.messages.outcome import Outcome
from reports.messages.parts import parts
from reports.messages.wording import heading

Sleep = Callable[[float], None]
Due = Callable[[Tries | None, datetime], bool]

_BACKOFF = (2.0, 8.0, 20.0)  # seconds before each further try of what was not taken
_PAUSE = timedelta(minutes=10)  # after a failure, doubled after each further one
_MOST_TRIES = 5  # of a timer; whoever calls by hand may always try


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to go by one way; without ``courier`` nothing can, and ``problem`` says why."""

    route: str
    audience: str
    courier: Courier | None
    messages: tuple[Message, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a plan: messages and notices that were taken, and why the rest was not ("": no rest)."""

    route: str
    messages: int
    notices: int
    problem: str = ""


def is_due(tries: Tries | None, now: datetime) -> bool:
    """Whether a timer should try: not what was sent, and what failed ever later, and not for ever."""
    if tries is None:
        return True
    if tries.sent_at is not None or tries.number >= _MOST_TRIES:
        return False
    return now >= tries.last + _PAUSE * (1 << (tries.number - 1))


def is_unsent(tries: Tries | None, _now: datetime) -> bool:
    """Whether somebody who calls by hand should try: whatever was not sent."""
    return tries is None or tries.sent_at is None


def plans(
    watchlist: Watchlist,
    notices: Sequence[Notice],
    due: Callable[[Telling], bool],
    environment: Mapping[str, str],
    clock: Clock,
) -> Iterator[Plan]:
    """What there is to send, way by way; a way with nothing to send is left out."""
    for route in watchlist.routing.routes:
        mine = [one for one in notices if one.rule in route.rules]
        try:
            ways = couriers(route, watchlist, environment, clock)
        except ConfigurationError as error:
            if mine:
                yield Plan(route.id, route.audience, None, (), str(error))
            continue
        for courier in ways:
            unsent = [one for one in mine if due(one.by(courier.route))]
            if unsent:
                messages = tuple(_messages(watchlist.brand.city.name, unsent))
                yield Plan(route.id, route.audience, courier, messages)


def _messages(city: str, notices: Sequence[Notice]) -> Iterator[Message]:
    for rule in dict.fromkeys(one.rule for one in notices):
        yield Message(heading(city, rule), tuple(one for one in notices if one.rule == rule))


def deliver(archive: Archive, plan: Plan, clock: Clock, sleep: Sleep) -> Delivery:
    """Send a plan's messages; what was taken is marked at once, after the first failure the rest waits."""
    if plan.courier is None:
        return Delivery(plan.route, 0, 0, plan.problem)
    sent, told = 0, 0
    for message in plan.messages:
        left = dict.fromkeys(message.notices)
        for part in parts(message, plan.courier.style):
            if sent:
                sleep(plan.courier.pause)
            outcome = _sent(plan.courier, part, sleep)
            if outcome.state != "sent":
                with archive.begin() as tx:
                    tx.outbox.failed(_keys(left, plan.courier), clock())
                return Delivery(plan.route, sent, told, outcome.why)
            with archive.begin() as tx:
                tx.outbox.sent(_keys(part.ended, plan.courier), clock())
            sent, told = sent + 1, told + len(part.ended)
            for one in part.ended:
                del left[one]
    return Delivery(plan.route, sent, told)


def _sent(courier: Courier, part: Part, sleep: Sleep) -> Outcome:
    """Send a part, again where that helps."""
    for pause in _BACKOFF:
        outcome = courier.send(part)
        if outcome.state != "again":
            return outcome
        sleep(max(pause, outcome.wait))
    return courier.send(part)


def _keys(notices: Iterable[Notice], courier: Courier) -> tuple[Telling, ...]:
    return tuple(one.by(courier.route) for one in notices)
