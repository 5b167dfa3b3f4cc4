"""Stories: repost pairs, sizes, first publishers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from time import process_time

from analysis.sentences import sentence_hashes
from analysis.stories.prints import prints
from analysis.stories.stories import Piece, Place, stories
from benchmarks.told.figures import Figure, f1, share
from tests.demoweb.hard.values import Telling

Pairs = set[tuple[str, str]]
_BIG = 30


def figures(web: Sequence[Telling]) -> list[Figure]:
    """Every figure of stories on ``web``."""
    places = {place.article: place for place in stories(pieces(web))}
    wanted, got = _members({one.id: one.story for one in web}), _members(_stories(places))
    return [
        *_pair_figures(web, wanted, got),
        *_size_figures(wanted, got),
        _first(web, wanted, places),
        Figure("articles a second, exact stage and hashing", _pace(web, exact_pieces), 3000),
        Figure("articles a second, every stage", _pace(web, pieces), None),
    ]


def _pace(web: Sequence[Telling], way: Callable[[Sequence[Telling]], list[Piece]]) -> float:
    begun = process_time()
    stories(way(web))
    return len(web) / (process_time() - begun)


def exact_pieces(web: Sequence[Telling]) -> list[Piece]:
    """What the exact stage needs: sentences' hashes."""
    return [
        Piece(one.id, frozenset(sentence_hashes(one.text)), one.at, one.outlet, one.origin) for one in web
    ]


def pieces(web: Sequence[Telling]) -> list[Piece]:
    """The same with the fingerprints of the second stage."""
    exact = exact_pieces(web)
    return [replace(piece, prints=frozenset(prints(one.text))) for piece, one in zip(exact, web, strict=True)]


def _stories(places: Mapping[str, Place]) -> dict[str, str]:
    return {article: place.story for article, place in places.items()}


def _members(story_of: Mapping[str, str]) -> list[frozenset[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for article, story in story_of.items():
        members[story].add(article)
    return [frozenset(group) for group in members.values()]


def _pairs(groups: Sequence[frozenset[str]]) -> Pairs:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _pair_figures(
    web: Sequence[Telling], wanted: Sequence[frozenset[str]], got: Sequence[frozenset[str]]
) -> list[Figure]:
    edits = {telling.id: telling.edit for telling in web}
    planted, found = _pairs(wanted), _pairs(got)
    big = {article for group in wanted if len(group) >= _BIG for article in group}
    small = [{pair for pair in pairs if not big.intersection(pair)} for pairs in (planted, found)]
    lost = Counter(edit for pair in planted - found for edit in {edits[one] for one in pair})
    every = Counter(edit for pair in planted for edit in {edits[one] for one in pair})
    kept = " ".join(f"{edit} {1 - lost[edit] / every[edit]:.2f}" for edit in sorted(every))
    right = len(planted & found)
    return [
        Figure("repost pairs, F1", f1(planted, found), 0.97, f"{len(planted)} pairs"),
        Figure("repost pairs, precision", right / max(1, len(found)), None),
        Figure("repost pairs, recall", right / max(1, len(planted)), None, kept),
        Figure(f"repost pairs, F1 without stories of {_BIG} and more", f1(*small), None),
    ]


def _size_figures(wanted: Sequence[frozenset[str]], got: Sequence[frozenset[str]]) -> list[Figure]:
    whole = set(got)
    return [
        Figure(
            "stories whole, all", share(group in whole for group in wanted), 0.95, f"{len(wanted)} stories"
        ),
        Figure(
            "stories whole, those of two and more",
            share(group in whole for group in wanted if len(group) > 1),
            None,
        ),
        Figure(
            "stories whole, the big ones",
            share(group in whole for group in wanted if len(group) >= _BIG),
            None,
            " ".join(
                f"{len(group)}→{max(len(group & other) for other in got)}"
                for group in wanted
                if len(group) >= _BIG
            ),
        ),
    ]


def _first(web: Sequence[Telling], wanted: Sequence[frozenset[str]], places: Mapping[str, Place]) -> Figure:
    copied = frozenset().union(*(group for group in wanted if len(group) > 1))
    firsts = [telling.id for telling in web if telling.first and telling.id in copied]
    return Figure(
        "first publisher right",
        share(places[article].role == "first" for article in firsts),
        0.98,
        f"of {len(firsts)} copied stories",
    )
