"""Whose text a piece carries: half of one must stand in the other, weighed by rarity (pure).

Copies spread over outlets, boilerplate recurs within one and goes on for months. So a mark weighs one over
the days on which a single outlet repeats it, or over half the months it is met in, whichever is more: a text
that a thousand outlets copied keeps its weight, however often each brings it within the day, and a press's
imprint has none. Weights are rounded to powers of two, so that one more holder seldom changes anything, and
are read of a mark's earliest holders only: what comes later changes nothing, however much it is. Candidates
are the earliest holders too. All this is a function of the set of pieces; what a piece carries depends on the
pieces before it and on the weights alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from analysis.stories.pieces import Holder, Judgement, Piece, Shelf

WITNESSES = 256
"""Earliest holders of a mark that its weight is read of."""
CANDIDATES = 32
"""Earliest holders of a mark that may be the piece whose text a later holder carries."""
NOMINATES = 1 / 8
"""Weight from which on a mark makes its holders candidates; below, it only counts as overlap."""
_SHORTLIST = 16
"""Candidates that are looked at, those that share most first."""
_CONTAINED = 0.5
"""Weighted share of one piece's sentences that must stand in the other. At .7 copies are lost in which every
third sentence was edited."""
_UNLIKE = 0.2
"""Containment below which two pieces have nothing to do with each other."""
_TWINS = 0.64
"""Product of the two containments from which on two pieces belong together, wherever the other belongs: a
copy of a retyped text has no sentence in common with the story's first."""
_FEWEST_SENTENCES = 3
"""Sentences that must be shared, unless the smaller piece stands in the other whole: notices of one kind have
two or three sentences in common with every other, over all outlets."""
_LONG = 4
"""Prints that must be shared instead: of some sixty characters."""
_FEWEST_PRINTS = 24
"""Prints that must be shared, of four hundred characters: short texts of one pattern differ in names only."""
_RETYPED = 0.6
"""Product of the two containments, in prints, from which on a text is the other with changes all over. Three
of a hundred characters changed leave .7. At .5 texts of one pattern are joined, notices and briefs alike."""
_EDITED = 0.3
"""The same where a fifth of the sentences of both, three at least, stands as it was: texts of one pattern
share runs or set phrases, hardly both."""

Alike = Callable[[Piece, Piece], float]
Marks = Callable[[Piece], Collection[int]]
_SENTENCES: Marks = attrgetter("sentences")
_PRINTS: Marks = attrgetter("prints")


@dataclass(slots=True)
class Rarity:
    """The weights of marks."""

    _shelf: Shelf
    _known: dict[int, float] = field(default_factory=dict)

    def weight(self, mark: int) -> float:
        """Between 1/256 and 1."""
        weight = self._known.get(mark)
        if weight is None:
            holders = self._shelf.earliest(mark, WITNESSES)
            weight = _weight(holders)
            if holders:
                self._known[mark] = weight
        return weight

    def again(self, mark: int) -> float:
        """The weight after the mark's holders changed."""
        self._known.pop(mark, None)
        return self.weight(mark)

    def of(self, marks: Iterable[int]) -> float:
        """The weights of ``marks`` together: powers of two, whose sum is exact in whatever order."""
        return sum(map(self.weight, marks))


def _weight(holders: Collection[Holder]) -> float:
    if len(holders) < 2:
        return 1.0
    days = {(holder.outlet, holder.at.date()) for holder in holders if holder.outlet}
    outlets = Counter(outlet for outlet, _ in days)
    months = {holder.at.year * 12 + holder.at.month for holder in holders}
    most = max((len(months) + 1) // 2, *(count - 1 for count in outlets.values()), 1)
    return 1.0 / (1 << (most.bit_length() - 1))


@dataclass(slots=True)
class Reader:
    """Judges one piece after the other by what stands on the shelf, but for those that people set apart."""

    _shelf: Shelf
    _rarity: Rarity
    _alone: Collection[str] = ()

    def judge(self, piece: Piece) -> Judgement:
        """Whose text ``piece`` carries, given what was judged of all earlier ones."""
        if piece.article in self._alone:
            return Judgement(piece.article, piece.article)
        candidates = self._candidates(piece, _SENTENCES)
        match = self._best(piece, candidates, self._sentences_alike)
        if match is None and len(piece.prints) >= _FEWEST_PRINTS:
            match = self._best(piece, self._candidates(piece, _PRINTS), self._prints_alike)
        if match is None:
            return Judgement(piece.article, piece.article)
        root = self._root(match)
        return Judgement(match.article, root.article, self._also(piece, root, candidates))

    def _candidates(self, piece: Piece, marks_of: Marks) -> list[Piece]:
        """The earlier pieces that share most of these marks, by time."""
        here = piece.holder
        shared: defaultdict[Holder, float] = defaultdict(float)
        for mark in marks_of(piece):
            weight = self._rarity.weight(mark)
            if weight >= NOMINATES:
                for holder in self._shelf.earliest(mark, CANDIDATES):
                    if holder >= here:
                        break
                    shared[holder] += weight
        most = sorted(shared, key=lambda holder: (-shared[holder], holder))
        chosen = [holder.article for holder in most if holder.article not in self._alone]
        found = self._shelf.pieces(chosen[:_SHORTLIST])
        self._shelf.expect(mark for one in found for mark in marks_of(one))
        return sorted(found, key=lambda one: one.holder)

    def _best(self, piece: Piece, candidates: list[Piece], alike: Alike) -> Piece | None:
        """The candidate most like ``piece``; of equals the one its 来源 line names, then the earliest."""
        likeness = {one.article: alike(piece, one) for one in candidates}
        found = [one for one in candidates if likeness[one.article]]
        return max(found, key=lambda one: (likeness[one.article], piece.origin == one.outlet), default=None)

    def _sentences_alike(self, piece: Piece, other: Piece) -> float:
        """How much the two have in common, as a product of shares; 0: not the same text."""
        common = piece.sentences & other.sentences
        smaller = min(len(piece.sentences), len(other.sentences))
        is_long = len(piece.prints & other.prints) >= _LONG
        if len(common) < min(_FEWEST_SENTENCES, smaller) and not is_long:
            return 0.0
        shared, size = self._rarity.of(common), self._rarity.of(piece.sentences)
        inside, around = shared / size, shared / self._rarity.of(other.sentences)
        if max(inside, around) < _CONTAINED:
            is_edited = len(common) >= _FEWEST_SENTENCES and min(inside, around) >= _UNLIKE
            return inside * around if is_edited and self._share(piece, other) >= _EDITED else 0.0
        if inside * around >= _TWINS:
            return inside * around
        # The strange half of a splice is no part of the story that the splice belongs to.
        told = self._rarity.of(piece.sentences & self._root(other).sentences)
        return inside * around if told >= _UNLIKE * size else 0.0

    def _prints_alike(self, piece: Piece, other: Piece) -> float:
        """The same in prints, for texts in which no sentence stands as it was."""
        common = piece.prints & other.prints
        if len(common) < _FEWEST_PRINTS:
            return 0.0
        likeness = self._share(piece, other)
        told = self._rarity.of(piece.prints & self._root(other).prints)
        return likeness if likeness >= _RETYPED and told >= _UNLIKE * self._rarity.of(piece.prints) else 0.0

    def _share(self, piece: Piece, other: Piece) -> float:
        """What the two have of each other in prints, as a product of shares."""
        shared = self._rarity.of(piece.prints & other.prints)
        return shared and shared / self._rarity.of(piece.prints) * shared / self._rarity.of(other.prints)

    def _also(self, piece: Piece, root: Piece, candidates: Iterable[Piece]) -> str:
        """The root of another story that brought a good part of what ``root`` doesn't have; "" if none."""
        rest = piece.sentences - root.sentences
        least = _UNLIKE * self._rarity.of(piece.sentences)
        found: dict[str, float] = {}
        for other in candidates:
            common = rest & other.sentences
            shared = self._rarity.of(common)
            elsewhere = self._root(other).article
            if elsewhere != root.article and len(common) > 1 and shared >= least:
                found[elsewhere] = max(shared, found.get(elsewhere, 0.0))
        return max(found, key=lambda one: (found[one], one), default="")

    def _root(self, piece: Piece) -> Piece:
        judgement = self._shelf.judged(piece.article)
        root = self._shelf.piece(judgement.root) if judgement else None
        return root or piece
