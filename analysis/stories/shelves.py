"""The shelf of pieces that the archive keeps: it reads what a new article is compared with, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.stories.likeness import WITNESSES
from analysis.stories.pieces import Holder, Judgement, Piece
from cityecho.archive import StoredPiece, Transaction


def stored(piece: Piece, judgement: Judgement | None) -> StoredPiece:
    """As the archive keeps it."""
    said = (judgement.match, judgement.root, judgement.also) if judgement else ("", "", "")
    return StoredPiece(piece.article, piece.at, piece.outlet, piece.origin, piece.marks, *said)


class ArchiveShelf:
    """The archive's pieces within one writing transaction. What was read stays in memory: for a batch."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._pieces: dict[str, Piece | None] = {}
        self._judged: dict[str, Judgement] = {}
        self._unwritten: dict[str, Judgement] = {}
        self._earliest: dict[int, list[Holder]] = {}
        self._outlets: dict[str, str] = {}

    def put(self, piece: Piece) -> None:
        """Add a piece that isn't there."""
        self._tx.pieces.put([stored(piece, None)])
        self._pieces[piece.article] = piece
        self._outlets[piece.article] = piece.outlet
        for mark in piece.marks:
            self._earliest.pop(mark, None)

    def take(self, piece: Piece) -> None:
        """Take a piece away, with what was judged of it."""
        self._tx.pieces.take(stored(piece, None))
        self._pieces[piece.article] = None
        for said in (self._judged, self._unwritten, self._outlets):
            said.pop(piece.article, None)
        for mark in piece.marks:
            self._earliest.pop(mark, None)

    def expect(self, marks: Iterable[int]) -> None:
        """Read together who holds these marks first."""
        unknown = sorted(set(marks) - self._earliest.keys())
        found = self._tx.pieces.earliest(unknown, WITNESSES)
        articles = {article for holders in found.values() for _, article in holders}
        self._outlets |= self._tx.pieces.outlets(articles - self._outlets.keys())
        for mark in unknown:
            self._earliest[mark] = [Holder(at, one, self._outlets[one]) for at, one in found[mark]]

    def piece(self, article: str) -> Piece | None:
        """The piece of that article."""
        return next(iter(self.pieces((article,))), None)

    def pieces(self, articles: Iterable[str]) -> list[Piece]:
        """The pieces of those articles that have one."""
        wanted = list(articles)
        unknown = set(wanted) - self._pieces.keys()
        self._pieces |= dict.fromkeys(unknown)
        for one in self._tx.pieces.some(unknown):
            self._pieces[one.article] = _piece(one)
            if one.root:
                self._judged[one.article] = Judgement(one.match, one.root, one.also)
        found = (self._pieces[article] for article in wanted)
        return [piece for piece in found if piece is not None]

    def earliest(self, mark: int, count: int) -> Sequence[Holder]:
        """The first ``count`` pieces that hold ``mark``, no more than its witnesses."""
        if mark not in self._earliest:
            self.expect((mark,))
        return self._earliest[mark][:count]

    def later(self, mark: int, holder: Holder | None) -> Sequence[Holder]:
        """All that hold ``mark`` and come after ``holder`` (None: all)."""
        if mark not in self._earliest:
            self.expect((mark,))
        known = self._earliest[mark]
        if len(known) < WITNESSES:
            return [one for one in known if holder is None or one > holder]
        found = list(self._tx.pieces.later(mark, holder[:2] if holder else None))
        self._outlets |= self._tx.pieces.outlets({one for _, one in found} - self._outlets.keys())
        return [Holder(at, one, self._outlets[one]) for at, one in found]

    def judged(self, article: str) -> Judgement | None:
        """What was judged of it last."""
        self.pieces((article,))
        return self._judged.get(article)

    def judge(self, article: str, judgement: Judgement) -> None:
        """Keep what is judged of it now."""
        self._judged[article] = self._unwritten[article] = judgement

    def members(self, root: str) -> Iterable[str]:
        """The articles whose chain begins at ``root``."""
        self.write()
        return self._tx.pieces.members(root)

    def write(self) -> None:
        """Write what was judged."""
        pieces = self.pieces(self._unwritten)
        self._tx.pieces.judge(stored(piece, self._unwritten[piece.article]) for piece in pieces)
        self._unwritten.clear()


def _piece(one: StoredPiece) -> Piece:
    sentences = frozenset(mark for mark in one.marks if mark > 0)
    prints = frozenset(mark for mark in one.marks if mark < 0)
    return Piece(one.article, sentences, one.at, one.outlet, one.origin, prints)
