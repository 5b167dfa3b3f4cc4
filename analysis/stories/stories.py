"""Stories: items that carry one text, whole or cut, edited, spliced or retitled (pure).

Each item joins at most one other, its best match among the earlier ones (what a match is:
:mod:`analysis.stories.likeness`). So a splice of two texts goes to one of them and never merges both. The
outcome is a function of the set of items and of what people decided, not of the order or the batches they
come in: of a new item only those are judged again that it could have changed, in the order of time.

What this does not see: copies in which every sentence was changed in more than slips of the pen.
Independent reports of one event are different stories, on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from analysis.stories import copies
from analysis.stories.copies import Place
from analysis.stories.likeness import CANDIDATES, NOMINATES, WITNESSES, Rarity, Reader
from analysis.stories.pieces import Holder, Judgement, MemoryShelf, Piece, Shelf

__all__ = ["NO_DECISIONS", "Decisions", "Piece", "Place", "Stories", "stories"]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided: articles that stand ``alone``, and articles joined to the story of another."""

    alone: frozenset[str] = frozenset()
    joined: Mapping[str, str] = field(default_factory=dict)


NO_DECISIONS = Decisions()


def stories(pieces: Iterable[Piece], decisions: Decisions = NO_DECISIONS) -> list[Place]:
    """The place of every piece, by article id; a piece like no other is a story of its own."""
    told = Stories(MemoryShelf(), decisions)
    articles = told.add(pieces)
    return told.places(articles)


class Stories:
    """The stories of the pieces on ``shelf``, which may hold judged ones already."""

    def __init__(self, shelf: Shelf, decisions: Decisions = NO_DECISIONS) -> None:
        self._shelf = shelf
        self._rarity = Rarity(shelf)
        self._decisions = decisions
        self._reader = Reader(shelf, self._rarity, decisions.alone)

    def add(self, pieces: Iterable[Piece]) -> set[str]:
        """Add pieces, or exchange those of the same articles. Returns the articles whose place may be new."""
        coming = {piece.article: piece for piece in pieces}
        leaving = self._shelf.pieces(coming)
        return self._exchange(leaving, list(coming.values()))

    def remove(self, articles: Iterable[str]) -> set[str]:
        """Take the pieces of ``articles`` away. Returns the others whose place may be new."""
        leaving = self._shelf.pieces(articles)
        return self._exchange(leaving, []) - {piece.article for piece in leaving}

    def again(self, articles: Iterable[str]) -> set[str]:
        """Judge ``articles`` again, about which people decided something. Returns as :meth:`add`."""
        pieces = self._shelf.pieces(articles)
        touched = set().union(*(self._family(piece.article) for piece in pieces))
        unsettled = {piece.holder for piece in pieces}.union(*map(self._followers, pieces))
        return touched | self._settle(unsettled)

    def places(self, articles: Iterable[str]) -> list[Place]:
        """The places of ``articles``, by article id."""
        wanted = set(articles)
        found: dict[str, Place] = {}
        for article in sorted(wanted):
            if article not in found:
                found |= {place.article: place for place in self._story(article)}
        return [found[article] for article in sorted(wanted)]

    def _exchange(self, leaving: Sequence[Piece], coming: Sequence[Piece]) -> set[str]:
        """Put and take pieces and judge again whom that may concern."""
        touched = set().union(*(self._family(piece.article) for piece in leaving))
        unsettled = set().union(*map(self._followers, leaving))
        marks = {mark for piece in (*coming, *leaving) for mark in piece.marks}
        self._shelf.expect(marks)
        before = self._weights(coming) | self._weights(leaving)
        for piece in leaving:
            self._shelf.take(piece)
        for piece in coming:
            self._shelf.put(piece)
        self._shelf.expect(marks)  # their holders are others now
        changed = {mark for mark, weight in before.items() if self._rarity.again(mark) != weight}
        unsettled.update(*map(self._reweighed, changed))
        for piece in coming:
            known = (mark for mark in piece.marks if mark in before and mark not in changed)
            unsettled.update((piece.holder,), *(self._nominated(mark, piece.holder) for mark in known))
        return touched | self._settle(unsettled)

    def _weights(self, pieces: Iterable[Piece]) -> dict[int, float]:
        """The weights of those marks of ``pieces`` that have holders already and may change with them."""
        found: dict[int, float] = {}
        for piece in pieces:
            for mark in piece.marks:
                witnesses = self._shelf.earliest(mark, WITNESSES)
                if witnesses and (len(witnesses) < WITNESSES or piece.holder <= witnesses[-1]):
                    found[mark] = self._rarity.weight(mark)
        return found

    def _reweighed(self, mark: int) -> Iterable[Holder]:
        """All that hold ``mark``, and those that they may be candidates of: their size is another too."""
        holders = self._shelf.later(mark, None)
        yield from holders
        for piece in self._shelf.pieces(holder.article for holder in holders):
            yield from self._followers(piece)

    def _nominated(self, mark: int, here: Holder) -> Iterable[Holder]:
        """The later holders of ``mark``, when it nominates and the piece at ``here`` is early enough."""
        if self._rarity.weight(mark) < NOMINATES:
            return ()
        candidates = self._shelf.earliest(mark, CANDIDATES)
        is_late = len(candidates) == CANDIDATES and here > candidates[-1]
        return () if is_late else self._shelf.later(mark, here)

    def _followers(self, piece: Piece) -> set[Holder]:
        """The later pieces that may have ``piece`` for a candidate."""
        here = piece.holder
        return {holder for mark in piece.marks for holder in self._nominated(mark, here)}

    def _settle(self, unsettled: set[Holder]) -> set[str]:
        """Judge what is unsettled, in the order of time. Returns the articles of all stories that changed."""
        waiting = list(unsettled)
        heapify(waiting)
        roots: set[str] = set()
        while waiting:
            holder = heappop(waiting)
            piece = self._shelf.piece(holder.article)
            if piece is None:
                continue
            before = self._shelf.judged(piece.article)
            now = self._reader.judge(piece)
            if now == before:
                continue
            self._shelf.judge(piece.article, now)
            roots |= {now.root} | ({before.root} if before else set())
            if before is not None and before.root != now.root:
                for follower in self._followers(piece) - unsettled:
                    heappush(waiting, follower)
                    unsettled.add(follower)
        return set().union(*map(self._family, roots))

    def _family(self, article: str) -> set[str]:
        """All articles of the story of ``article``, of those joined to it too."""
        return {member for root in self._roots(article) for member in self._shelf.members(root)}

    def _roots(self, article: str) -> set[str]:
        """The roots of the story of ``article``: several where people joined stories."""
        roots, waiting = set(), [self._root(article)]
        while waiting:
            root = waiting.pop()
            if root not in roots:
                roots.add(root)
                waiting += [two for one, two in self._bonds() if one == root]
        return roots

    def _bonds(self) -> Iterable[tuple[str, str]]:
        """Pairs of roots that people joined, either way."""
        for one, other in self._decisions.joined.items():
            if self._shelf.judged(one) and self._shelf.judged(other):
                yield self._root(one), self._root(other)
                yield self._root(other), self._root(one)

    def _root(self, article: str) -> str:
        judgement = self._shelf.judged(article)
        return judgement.root if judgement else article

    def _story(self, article: str) -> list[Place]:
        members = sorted(self._shelf.pieces(self._family(article)), key=lambda piece: piece.holder)
        judged = {piece.article: self._shelf.judged(piece.article) for piece in members}
        said: dict[str, Judgement] = {one: judgement for one, judgement in judged.items() if judgement}
        matches = {one: judgement.match for one, judgement in said.items() if judgement.match != one}
        also = {one: self._named(judgement.also) for one, judgement in said.items() if judgement.also}
        own = members[0].article
        return copies.places(members, matches, {one: named for one, named in also.items() if named != own})

    def _named(self, root: str) -> str:
        """The id of the story with that root: its earliest article."""
        roots = self._roots(root)
        return (
            min(self._shelf.pieces(roots), key=lambda piece: piece.holder).article if len(roots) > 1 else root
        )
