"""Who copied whom within one story (pure): the first publisher, each copy's source, and who disagrees.

Two witnesses speak: the clock, and the 来源 line of each page. The line wins, since a page that shows only
its day counts from midnight and would be before the paper it copied. Where the two disagree, or the line
names nobody who was collected, the place says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from analysis.item import Role
from analysis.stories.pieces import Piece

Conflict = Literal["", "time", "uncollected", "cycle"]
"""What speaks against an article's place: "time": the outlet that its 来源 line names published later by the
clock; "uncollected": the outlet named is none of the story's; "cycle": those named name each other."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article's place in its story.

    ``story`` is the article id of the story's earliest item by the clock, ``role`` "first" its first
    publisher by 来源 lines and clock together. ``copied_from`` is an article of the same story, None for the
    first. ``also`` is the story that a splice took its other part from.
    """

    article: str
    story: str
    role: Role
    copied_from: str | None
    conflict: Conflict = ""
    also: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {
            "story": self.story,
            "role": self.role,
            "copied_from": self.copied_from,
            "conflict": self.conflict,
            "also": self.also,
        }


def places(members: Sequence[Piece], matches: Mapping[str, str], also: Mapping[str, str]) -> list[Place]:
    """The place of each of one story's ``members``, which come in order of time.

    ``matches``: whose text each carries most of, as the texts say; ``also``: the other story of a splice.
    """
    tree = _Tree(members, matches)
    return [
        Place(
            piece.article,
            members[0].article,
            tree.role(piece),
            tree.parents.get(piece.article),
            tree.conflict(piece),
            also.get(piece.article),
        )
        for piece in members
    ]


class _Tree:
    """The members of a story, each but the first under the one it copied."""

    def __init__(self, members: Sequence[Piece], matches: Mapping[str, str]) -> None:
        self._earliest: dict[str, Piece] = {}
        for piece in members:
            self._earliest.setdefault(piece.outlet, piece)
        self.first, self._cycles = self._first(members[0])
        self._alone = len(members) == 1
        inside = {piece.article for piece in members}
        self.parents: dict[str, str] = {}
        for piece in members:
            if piece is not self.first:
                named = self._named(piece)
                match = matches.get(piece.article, "")
                fallback = match if match in inside else self.first.article
                self.parents[piece.article] = named.article if named else fallback
        self._break_cycles(members)

    def role(self, piece: Piece) -> Role:
        if self._alone:
            return "own"
        return "first" if piece is self.first else "repost"

    def conflict(self, piece: Piece) -> Conflict:
        if piece.article in self._cycles:
            return "cycle"
        if not piece.borrowed:
            return ""
        named = self._earliest.get(piece.origin)
        if named is None:
            return "uncollected"
        return "time" if (named.at, named.article) > (piece.at, piece.article) else ""

    def _named(self, piece: Piece) -> Piece | None:
        """The earliest other member of the outlet that its 来源 line names."""
        return self._earliest.get(piece.origin) if piece.borrowed else None

    def _first(self, earliest: Piece) -> tuple[Piece, set[str]]:
        """The earliest item, unless 来源 lines lead to another; and those that name each other."""
        first, seen = earliest, {earliest.article}
        while (named := self._named(first)) is not None:
            if named.article in seen:
                return first, {first.article, named.article}
            first = named
            seen.add(first.article)
        return first, set()

    def _break_cycles(self, members: Sequence[Piece]) -> None:
        """Hang the earliest member of every circle of copies under the first publisher."""
        safe = {self.first.article}
        for piece in members:
            path: dict[str, None] = {}
            here = piece.article
            while here not in safe and here not in path:
                path[here] = None
                here = self.parents[here]
            if here not in safe:
                # Members come in order of time, so the circle's earliest is the first to be met on some path.
                circle = list(path)[list(path).index(here) :]
                earliest = next(one.article for one in members if one.article in circle)
                self.parents[earliest] = self.first.article
                self._cycles.add(earliest)
            safe.update(path)
