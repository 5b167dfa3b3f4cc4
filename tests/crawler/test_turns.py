"""Whose turn it is, over a real frontier: nobody who is due soon is left out, and no turn is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cityecho.archive import Archive, Lead, Transaction
from crawler.turns import Pace, Turns


def now() -> datetime:
    return datetime.now(UTC)


def lead(host: str, number: int = 0) -> Lead:
    return Lead(f"{host}/{number}", f"http://{host}/{number}", host, "s", "article", 1)


class Walk:
    """Turns over an archive; each lead is done as soon as its turn has come, or as ``on`` says."""

    def __init__(
        self, archive: Archive, *, slow: float = 0, may_go: Callable[[Lead], bool] = lambda _: True
    ) -> None:
        self.archive, self.slow = archive, slow
        self.visited: list[str] = []
        pace = Pace(8, 1, 0.0, {})
        self.turns = Turns(self.ask, now, pace, since=None, may_go=may_go, sources=lambda: ["s"])

    async def ask(self, question: Callable[[Transaction], Any]) -> Any:
        with self.archive.read() as tx:
            answer = question(tx)
        await asyncio.sleep(self.slow)
        return answer

    def done(self, one: Lead) -> None:
        with self.archive.begin() as tx:
            tx.frontier.settle(one.key, "done")
        self.turns.answered(one)
        self.turns.settled([one.key])

    def rests(self, one: Lead, seconds: float) -> None:
        with self.archive.begin() as tx:
            tx.frontier.postpone(one.key, now() + timedelta(seconds=seconds))
        self.turns.rest(one.host, seconds)
        self.turns.answered(one)
        self.turns.settled([one.key])

    async def to_end(self, on: Callable[[Lead], None] | None = None) -> list[str]:
        async for one in self.turns.leads():
            self.visited.append(one.key)
            (on or self.done)(one)
        return self.visited


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(f"sqlite:///{tmp_path}/archive.db") as opened:
        yield opened


def due(archive: Archive, one: Lead, seconds: float = 0.0) -> None:
    with archive.begin() as tx:
        tx.frontier.add([one], now() + timedelta(seconds=seconds))


def test_a_host_at_rest_hides_no_other(archive: Archive) -> None:
    for number in range(3):
        due(archive, lead("a", number))
    due(archive, lead("b"), 0.4)
    walk = Walk(archive)

    def on(one: Lead) -> None:
        if one.host == "a":
            walk.rests(one, 3600)
        else:
            walk.done(one)

    assert asyncio.run(asyncio.wait_for(walk.to_end(on), 10)) == ["a/0", "b/0"]


def test_what_falls_due_while_the_archive_is_asked_is_visited(archive: Archive) -> None:
    due(archive, lead("b"), 0.3)
    assert asyncio.run(asyncio.wait_for(Walk(archive, slow=0.2).to_end(), 10)) == ["b/0"]


def test_what_may_not_go_hides_nothing(archive: Archive) -> None:
    due(archive, lead("a"))
    due(archive, lead("b"), 0.3)
    walk = Walk(archive, may_go=lambda one: one.host != "a")
    assert asyncio.run(asyncio.wait_for(walk.to_end(), 10)) == ["b/0"]


def test_a_further_turn_is_not_waited_for_at_a_host_that_rests(archive: Archive) -> None:
    async def asked() -> bool:
        turns = Walk(archive).turns
        turns.rest("a", 3600)
        return await asyncio.wait_for(turns.again("a"), 5)

    assert not asyncio.run(asked())


def test_a_lead_of_several_answers_is_unsettled_until_the_last(archive: Archive) -> None:
    """A list's second answer names a page: the walk must not have ended by then."""
    due(archive, lead("a"))
    walk = Walk(archive)

    async def second(one: Lead) -> None:
        await asyncio.sleep(0.3)
        due(archive, lead("b"))
        walk.turns.settled([one.key])

    late: list[asyncio.Task[None]] = []

    def on(one: Lead) -> None:
        if one.host == "a":
            walk.turns.expect(one, 1)
            late.append(asyncio.create_task(second(one)))
        walk.done(one)

    assert asyncio.run(asyncio.wait_for(walk.to_end(on), 10)) == ["a/0", "b/0"]
