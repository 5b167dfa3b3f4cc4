"""Invented articles with the deals they tell (``deals/*.txt``), and what share the code finds and links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from statistics import fmean

from analysis.deals.projects import Deal, deals
from analysis.deals.timelines import Told, timelines
from cityecho.watchlist import Days

FOLDER = Path(__file__).parent / "deals"
_UNITS = {"亿": 10**8, "万": 10**4}


@dataclass(frozen=True, slots=True)
class Label:
    """A deal that an article tells; ``yuan`` None: no amount, or none in yuan; ``kind`` says which."""

    project: str
    stage: str
    yuan: int | None
    kind: str
    firm: str
    day: date | None


@dataclass(slots=True)
class Labelled:
    """An article and its labels."""

    id: str
    day: date
    story: str
    title: str = ""
    text: str = ""
    labels: list[Label] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of 1."""

    linked: float
    amounts: float
    stages: float
    days: float
    wrong: tuple[str, ...]


def articles(name: str) -> list[Labelled]:
    """The articles of ``deals/NAME.txt``."""
    found: list[Labelled] = []
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()[1:]:
        mark, _, rest = line.partition(" ")
        if mark == "=":
            day, _, story = rest.split()[0], *rest.split()[1:2], "".join(rest.split()[2:])
            number = f"{name}{len(found):03}"
            found.append(Labelled(number, date.fromisoformat(day), story or number))
        elif mark == "#":
            found[-1].title = rest
        elif mark == ">":
            found[-1].labels.append(_label(rest))
        else:
            found[-1].text += line + "\n"
    return found


def _label(line: str) -> Label:
    project, stage, amount, kind, firm, *day = line.split()
    yuan = int(Decimal(amount[:-1]) * _UNITS[amount[-1]]) if amount[-1] in _UNITS else None
    kind = kind if yuan or amount == "usd" else ""  # "-": total, phase and unknown are all right
    return Label(project, stage, yuan, kind, firm, date.fromisoformat(day[0]) if day else None)


def told(found: Iterable[Labelled]) -> list[Told]:
    """What the code reads in them; each telling has an address of its own."""
    return [
        Told(deal, one.id, one.story, f"http://paper.example/{one.id}#{number}", one.day)
        for one in found
        for number, deal in enumerate(deals(one.title, one.text, one.day))
    ]


def score(found: list[Labelled]) -> Score:
    """Pair F1 of the linking, and shares right of stages, amounts (with kind) and days.

    A deal that nobody labelled counts as a wrong stage, and as a telling of a project of its own.
    """
    tellings = told(found)
    project_of = {
        url: project.id for project in timelines(tellings) for event in project.events for url in event.urls
    }
    right: list[tuple[str, str, str]] = []  # telling, its project, the project it was linked to
    stages, amounts, days, wrong = [], [], [], []
    for one in found:
        left = [telling for telling in tellings if telling.article == one.id]
        for number, label in enumerate(one.labels):
            telling = _best(label, left)
            if telling is None:
                wrong.append(f"{one.id} lacks {label.project} {label.stage}")
                right.append((f"{one.id}/{number}", label.project, f"none {one.id}/{number}"))
                stages.append(False)
                continue
            left.remove(telling)
            right.append((telling.url, label.project, project_of[telling.url]))
            stages.append(telling.deal.stage == label.stage)
            amounts.append(_fits(telling.deal, label))
            days.append(not label.day or telling.deal.days == Days(label.day, label.day))
            wrong += [
                f"{one.id} {label} but {telling.deal}"
                for fine in (stages[-1], amounts[-1], days[-1])
                if not fine
            ]
        for telling in left:
            wrong.append(f"{one.id} has too much: {telling.deal}")
            right.append((telling.url, f"none {telling.url}", project_of[telling.url]))
            stages.append(False)
    pairs = {(a, b) for (a, p, _), (b, q, _) in combinations(right, 2) if p == q}
    linked = {(a, b) for (a, _, p), (b, _, q) in combinations(right, 2) if p == q}
    project = {telling: name for telling, name, _ in right}
    wrong += [f"apart: {project[a]} {a} {b}" for a, b in sorted(pairs - linked)]
    wrong += [f"joined: {project[a]} {a}, {project[b]} {b}" for a, b in sorted(linked - pairs)]
    return Score(
        2 * len(pairs & linked) / (len(pairs) + len(linked)),
        fmean(amounts),
        fmean(stages),
        fmean(days),
        tuple(wrong),
    )


def _best(label: Label, left: list[Told]) -> Told | None:
    """The telling that is most likely meant: of that firm, best of that stage and amount."""
    fitting = [telling for telling in left if label.firm in telling.deal.firm + telling.deal.project]
    return max(
        fitting,
        key=lambda telling: (
            telling.deal.stage == label.stage,
            _fits(telling.deal, label),
        ),
        default=None,
    )


def _fits(deal: Deal, label: Label) -> bool:
    """Whether the amount is the one that is claimed, and of that kind."""
    if deal.amount is None:
        return label.yuan is None and not label.kind
    return deal.amount.yuan == label.yuan and label.kind in {"-", deal.amount.kind}
