"""Projects: what one article tells, and what is linked over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from analysis.deals.projects import deals
from analysis.deals.timelines import Told, timelines
from benchmarks.told.figures import Figure, f1, precision_and_recall
from benchmarks.told.web import article, telling_apart
from tests.demoweb.hard.values import Telling

Pairs = set[tuple[str, str]]


def figures(web: Sequence[Telling]) -> list[Figure]:
    """Stages and amounts by article."""
    apart = telling_apart(web)
    found = {one.id: deals(one.title, one.text, article(one).day) for one in apart}
    label = {one.id: f"{one.id} {one.title}｜{one.text[:60]}" for one in apart}
    return [
        *precision_and_recall(
            "stages of projects",
            {(deed.stage, label[one.id]) for one in apart for deed in one.truth.deeds},
            {(deal.stage, label[id_]) for id_, of_one in found.items() for deal in of_one},
            None,
        ),
        *precision_and_recall(
            "amounts",
            {(amount, label[one.id]) for one in apart for amount in one.truth.amounts},
            {(yuan, label[id_]) for id_, of_one in found.items() for deal in of_one for yuan in totals(deal)},
            0.98,
        ),
    ]


def totals(deal: Any) -> list[int]:
    """What ``deal`` says a whole project costs, in yuan; none of foreign money."""
    amount = deal.amount
    return [] if amount is None or amount.kind == "phase" or amount.yuan is None else [amount.yuan]


def linked(web: Sequence[Telling]) -> list[Figure]:
    """Pairs of articles that tell of one project."""
    apart = [one for one in telling_apart(web) if one.truth.deeds]
    told = [
        Told(deal=deal, article=one.id, story=one.story, url=article(one).url, day=article(one).day)
        for one in apart
        for deal in deals(one.title, one.text, article(one).day)
    ]
    article_at = {one.url: one.article for one in told}
    found: dict[str, set[str]] = {}
    for number, project in enumerate(timelines(told)):
        for url in {url for event in project.events for url in event.urls}:
            found.setdefault(article_at[url], set()).add(str(number))
    planted = {one.id: {deed.project for deed in one.truth.deeds} for one in apart}
    wanted, got = _pairs(planted), _pairs(found)
    right = len(wanted & got)
    return [
        Figure("projects linked, F1 of pairs", f1(wanted, got), 0.95, f"{len(wanted)} pairs"),
        Figure("projects linked, precision", right / max(1, len(got)), None),
        Figure("projects linked, recall", right / max(1, len(wanted)), None),
    ]


def _pairs(projects: Mapping[str, Iterable[str]]) -> Pairs:
    """Pairs of articles that have a project in common."""
    members: dict[str, list[str]] = {}
    for one, of_one in projects.items():
        for project in of_one:
            members.setdefault(project, []).append(one)
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}
