from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from analysis.stories import Piece, Place, stories

START = datetime(2022, 7, 15, 8, tzinfo=UTC)
BOILERPLATE = frozenset(range(1, 6))


def text(number: int, length: int = 10) -> frozenset[int]:
    """Sentences of a text that shares none with another's."""
    return frozenset(range(number * 1000, number * 1000 + length))


def piece(
    name: str, sentences: frozenset[int], hours: float = 0, outlet: str = "", origin: str = ""
) -> Piece:
    return Piece(name, sentences, START + timedelta(hours=hours), outlet or name, origin)


def by_article(*pieces: Piece) -> dict[str, Place]:
    return {place.article: place for place in stories(pieces)}


def groups(*pieces: Piece) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for place in stories(pieces):
        found.setdefault(place.story, set()).add(place.article)
    return {frozenset(group) for group in found.values()}


def test_whole_cut_and_edited_copies_are_one_story() -> None:
    whole = text(1)
    edited = frozenset(sorted(whole)[:7]) | {91, 92, 93}
    copies = [piece("a", whole), piece("b", whole, 1), piece("c", frozenset(sorted(whole)[:4]), 2)]
    assert groups(*copies, piece("d", edited, 3), piece("e", text(2), 4)) == {
        frozenset("abcd"),
        frozenset("e"),
    }


def test_boilerplate_joins_nothing_and_many_copies_are_no_boilerplate() -> None:
    others = [piece(f"o{number}", text(number, 4) | BOILERPLATE, number) for number in range(10, 60)]
    copies = [piece(f"c{number}", text(1), number) for number in range(50)]
    edited = piece("edited", frozenset(sorted(text(1))[:6]) | {91, 92, 93}, 99)
    found = groups(*others, *copies, edited)
    assert len(found) == len(others) + 1
    assert frozenset({"edited", *(copy.article for copy in copies)}) in found


def test_a_splice_joins_one_of_its_texts_and_never_merges_both() -> None:
    one, two = text(1), text(2)
    splice = frozenset(sorted(one)[:8]) | frozenset(sorted(two)[:3])
    found = groups(piece("a", one), piece("b", two, 1), piece("s", splice, 2), piece("t", two, 3))
    assert found == {frozenset("as"), frozenset("bt")}
    # the other text turns up after the splice: still two stories
    assert groups(piece("a", one), piece("s", one | two, 1), piece("b", two, 2)) == {
        frozenset("as"),
        frozenset("b"),
    }


def test_roles_and_the_first_publisher_by_time() -> None:
    found = by_article(piece("late", text(1), 5), piece("early", text(1)), piece("lone", text(2)))
    assert found["early"] == Place("early", "early", "first", None)
    assert found["late"] == Place("late", "early", "repost", "early")
    assert found["lone"] == Place("lone", "lone", "own", None)


def test_the_origin_line_overrules_the_clock() -> None:
    """A page that shows only the day counts from midnight and would be before the paper it copied."""
    found = by_article(
        piece("copy", text(1), 0, "万象网", "岭上日报"),
        piece("paper", text(1), 9, "岭上日报", "岭上日报"),
        piece("third", text(1), 10, "热土号", "万象网"),
    )
    assert {place.story for place in found.values()} == {"paper"}
    assert found["copy"].copied_from == "paper"
    assert found["third"].copied_from == "copy"


def test_two_pages_that_name_each_other_still_have_a_first() -> None:
    found = by_article(piece("a", text(1), 0, "甲", "乙"), piece("b", text(1), 1, "乙", "甲"))
    assert sorted(place.role for place in found.values()) == ["first", "repost"]


def test_pieces_without_sentences_are_never_joined() -> None:
    assert groups(piece("a", frozenset()), piece("b", frozenset(), 1)) == {frozenset("a"), frozenset("b")}


def test_the_order_of_arrival_changes_nothing() -> None:
    throw = random.Random(7)  # noqa: S311 (test data)
    pieces = [
        piece(f"{number}-{copy}", frozenset(throw.sample(sorted(text(number)), throw.randint(3, 10))), copy)
        for number in range(1, 30)
        for copy in range(throw.randint(1, 6))
    ]
    expected = stories(pieces)
    for _ in range(5):
        throw.shuffle(pieces)
        assert stories(pieces) == expected
