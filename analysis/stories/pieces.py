"""What stories need of an article, and the shelf on which pieces stand by what they hold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol


class Holder(NamedTuple):
    """A piece in the order of time, as one of those that hold a mark."""

    at: datetime
    article: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Piece:
    """An article's sentences' hashes and prints, when and where it appeared, its 来源 line.

    ``outlet`` and ``origin`` are registry names (or host and line as they stand); ``origin`` is "" when the
    page names none. ``outlet`` is "" where each item has an author of its own, as people's posts have.
    """

    article: str
    sentences: frozenset[int]
    at: datetime
    outlet: str
    origin: str = ""
    prints: frozenset[int] = frozenset()

    @property
    def borrowed(self) -> bool:
        """Whether the page itself says that the text is another's."""
        return bool(self.origin) and self.origin != self.outlet

    @property
    def marks(self) -> tuple[int, ...]:
        """All that it is found by."""
        return (*self.sentences, *self.prints)

    @property
    def holder(self) -> Holder:
        """Where it stands among the holders of its marks."""
        return Holder(self.at, self.article, self.outlet)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whose text a piece carries (its own id: nobody's), where that chain begins, a splice's other root."""

    match: str
    root: str
    also: str = ""


class Shelf(Protocol):
    """Pieces by the marks (sentences and prints) they hold, and what was judged of them."""

    def put(self, piece: Piece) -> None:
        """Add a piece that isn't there."""

    def take(self, piece: Piece) -> None:
        """Take a piece away, with what was judged of it."""

    def expect(self, marks: Iterable[int]) -> None:
        """These marks are asked for next: time to look them up together."""

    def piece(self, article: str) -> Piece | None:
        """The piece of that article."""

    def pieces(self, articles: Iterable[str]) -> list[Piece]:
        """The pieces of those articles that have one, in any order."""

    def earliest(self, mark: int, count: int) -> Sequence[Holder]:
        """The first ``count`` pieces that hold ``mark``, in the order of time."""

    def later(self, mark: int, holder: Holder | None) -> Sequence[Holder]:
        """All that hold ``mark`` and come after ``holder`` (None: all)."""

    def judged(self, article: str) -> Judgement | None:
        """What was judged of it last."""

    def judge(self, article: str, judgement: Judgement) -> None:
        """Keep what is judged of it now."""

    def members(self, root: str) -> Iterable[str]:
        """The articles whose chain begins at ``root``."""


@dataclass(slots=True)
class MemoryShelf:
    """A shelf in memory."""

    _pieces: dict[str, Piece] = field(default_factory=dict)
    _holders: dict[int, list[Holder]] = field(default_factory=dict)
    _judged: dict[str, Judgement] = field(default_factory=dict)
    _members: dict[str, set[str]] = field(default_factory=dict)

    def put(self, piece: Piece) -> None:
        """Add a piece that isn't there."""
        self._pieces[piece.article] = piece
        holder = piece.holder
        for mark in piece.marks:
            held = self._holders.get(mark)
            if held is None:
                self._holders[mark] = [holder]
            else:
                insort(held, holder)

    def take(self, piece: Piece) -> None:
        """Take a piece away, with what was judged of it."""
        del self._pieces[piece.article]
        holder = piece.holder
        for mark in piece.marks:
            held = self._holders[mark]
            del held[bisect_left(held, holder)]
            if not held:
                del self._holders[mark]
        judgement = self._judged.pop(piece.article, None)
        if judgement is not None:
            self._leave(judgement.root, piece.article)

    def expect(self, marks: Iterable[int]) -> None:
        """Nothing is to be looked up."""

    def piece(self, article: str) -> Piece | None:
        """The piece of that article."""
        return self._pieces.get(article)

    def pieces(self, articles: Iterable[str]) -> list[Piece]:
        """The pieces of those articles that have one."""
        return [self._pieces[article] for article in articles if article in self._pieces]

    def earliest(self, mark: int, count: int) -> Sequence[Holder]:
        """The first ``count`` pieces that hold ``mark``."""
        held = self._holders.get(mark, [])
        return held if len(held) <= count else held[:count]

    def later(self, mark: int, holder: Holder | None) -> Sequence[Holder]:
        """All that hold ``mark`` and come after ``holder`` (None: all)."""
        held = self._holders.get(mark, [])
        return held if holder is None else held[bisect_right(held, holder) :]

    def judged(self, article: str) -> Judgement | None:
        """What was judged of it last."""
        return self._judged.get(article)

    def judge(self, article: str, judgement: Judgement) -> None:
        """Keep what is judged of it now."""
        before = self._judged.get(article)
        if before is not None and before.root != judgement.root:
            self._leave(before.root, article)
        self._judged[article] = judgement
        self._members.setdefault(judgement.root, set()).add(article)

    def members(self, root: str) -> Iterable[str]:
        """The articles whose chain begins at ``root``."""
        return self._members.get(root, ())

    def _leave(self, root: str, article: str) -> None:
        members = self._members[root]
        members.discard(article)
        if not members:
            del self._members[root]
