"""What a crawl tells its caller: progress while it runs, a summary when it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from cityecho.archive import RunState, VisitState

Outcome = Literal["stored", "unchanged", "duplicate", "irrelevant", "quarantined", "failed"]
"""How a fetched page ended; the six add up to ``fetched``.

stored: it brought something new (a new or changed article, a list that names an unknown address).
unchanged: it brought nothing new (HTTP 304, the same article, a list of known addresses); its bytes are not
kept again. duplicate: another address of an article that is stored. irrelevant: no article (a picture, a
file). quarantined: it could not be read; its bytes are kept. failed: no page came, after all tries.
"""

OUTCOMES: tuple[Outcome, ...] = ("stored", "unchanged", "duplicate", "irrelevant", "quarantined", "failed")


def waiting(number: int) -> str:
    """That so many addresses wait."""
    return "1 address waits" if number == 1 else f"{number} addresses wait"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl is: pages done and pages known of so far, and the source of the latest."""

    run: int
    source: str
    done: int
    known: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a page that was asked for by its address.

    ``outcome`` is None where it has not come (yet); ``waits``: a later run asks for it again. ``article`` is
    the key of what it is an address of, "" when nothing; ``why`` says why it brought nothing, ``missing``
    which further page could not be had.
    """

    outcome: Outcome | None
    article: str = ""
    why: str = ""
    missing: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """How one source came out: its state and why, pages asked for, articles (new or changed).

    ``state`` is None where nothing was asked of it in this run; ``why`` may say what kept us from it.
    ``short`` says by which bound its lists were cut short, whatever its state; "" when they were not.
    ``lost`` counts the articles that could not be had, ``named`` has address and reason of the first.
    ``due`` is when it is crawled again; None: by no schedule, or its reading goes on at the next run.
    """

    state: VisitState | None
    why: str
    pages: int
    articles: int
    lost: int
    named: tuple[tuple[str, str], ...]
    due: datetime | None
    short: str = ""


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """How a crawl ended.

    ``counts``: fetched, the six outcomes, and beside them lists (those of the fetched that are lists), parts
    (requests for an article's further pages, which are part of its one page), articles (new or changed),
    textless (those of them in which no text could be found: a picture, a film, a page drawn by scripts),
    found (new addresses), postponed (tries that will be made again), refused (robots.txt or the guard;
    nothing was fetched) and passed_over (records of a file of captures that nobody wants, or that are known).
    ``failed``: each source that could not be read, and why. ``asked``: pages asked for by hand, by address.
    ``sources``: how each of them came out. ``resting``: which host is waited for, where there were none.
    ``waiting``: how many addresses a run that was interrupted leaves to the next.
    """

    run: int
    state: RunState
    counts: Mapping[str, int]
    failed: Mapping[str, str]
    asked: Mapping[str, Asked] = field(default_factory=dict)
    sources: Mapping[str, SourceSummary] = field(default_factory=dict)
    resting: str = ""
    waiting: int = 0
