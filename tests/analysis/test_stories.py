from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.stories import likeness
from analysis.stories import stories as stories_module
from analysis.stories.pieces import MemoryShelf
from analysis.stories.stories import Decisions, Piece, Place, Stories, stories

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
    others = [
        piece(f"o{number}", text(number, 4) | BOILERPLATE, number, f"press{number % 5}")
        for number in range(10, 60)
    ]
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
    assert {place.story for place in found.values()} == {"copy"}  # an id that no 来源 line can change
    assert found["paper"] == Place("paper", "copy", "first", None)
    assert found["copy"] == Place("copy", "copy", "repost", "paper", "time")
    assert found["third"] == Place("third", "copy", "repost", "copy")


def test_two_pages_that_name_each_other_still_have_a_first() -> None:
    found = by_article(piece("a", text(1), 0, "甲", "乙"), piece("b", text(1), 1, "乙", "甲"))
    assert sorted(place.role for place in found.values()) == ["first", "repost"]


def test_pieces_without_sentences_are_never_joined() -> None:
    assert groups(piece("a", frozenset()), piece("b", frozenset(), 1)) == {frozenset("a"), frozenset("b")}


def test_boilerplate_of_all_outlets_is_known_by_its_months() -> None:
    """Over fifty outlets at once it can't be told from a text that fifty copied; over months it can."""
    others = [piece(f"o{number}", text(number, 4) | BOILERPLATE, number * 48) for number in range(10, 60)]
    assert len(groups(*others)) == len(others)


@pytest.mark.parametrize("copies", [6, 24, 96, 1000])
@pytest.mark.parametrize("has_original", [True, False])
def test_copies_with_lines_of_their_own_are_one_story_however_many(copies: int, has_original: bool) -> None:
    """Each has nine sentences of twelve, two of its own, and its outlet's imprint."""
    throw = random.Random(copies)  # noqa: S311 (test data)
    told = [piece("origin", text(0, 12))] if has_original else []
    for number in range(copies):
        own = {10**6 + number * 10 + line for line in range(2)} | {10**8 + number % 40}
        kept = frozenset(throw.sample(sorted(text(0, 12)), 9))
        told.append(piece(f"c{number:04}", kept | own, number / 60, f"press{number % 400}"))
    told += [piece(f"n{number}", text(10**4 + number, 3) | {10**8 + number}, number) for number in range(40)]
    sizes = sorted(map(len, groups(*told)))
    assert sizes == [1] * 40 + [copies + has_original]


def test_a_few_sentences_in_common_join_nothing_unless_one_piece_is_whole_in_the_other() -> None:
    notice = {1, 2}
    assert len(groups(piece("a", frozenset({10, *notice})), piece("b", frozenset({20, *notice}), 1))) == 2
    assert len(groups(piece("a", text(1)), piece("b", frozenset(sorted(text(1))[3:5]), 1))) == 1


def test_a_text_changed_all_over_is_known_by_its_prints() -> None:
    """One that shares a good part of its prints in both directions; what quotes it at length is another."""
    prints = frozenset(range(-40, 0))
    retyped = frozenset(range(-40, -4)) | frozenset(range(-104, -100))
    quoting = frozenset(range(-30, -10)) | frozenset(range(-300, -200))
    made = [
        Piece("a", text(1), START, "a", prints=prints),
        Piece("b", text(2), START + timedelta(hours=1), "b", prints=retyped),
        Piece("c", text(3), START + timedelta(hours=2), "c", prints=quoting),
    ]
    assert groups(*made) == {frozenset("ab"), frozenset("c")}
    # what recurs in one outlet's pieces is its way of writing
    formula = [
        Piece(
            f"f{n}",
            text(50 + n),
            START,
            "f",
            prints=prints | frozenset(range(-1000 * n - 1020, -1000 * n - 1000)),
        )
        for n in range(9)
    ]
    assert len(groups(*formula)) == 9


def test_copies_hang_under_the_one_they_carry_most_of() -> None:
    """A cut of a cut under the cut, not under the whole."""
    whole = text(1, 12)
    cut = frozenset(sorted(whole)[:8]) | {90}
    again = frozenset(sorted(whole)[:5]) | {90}
    found = by_article(piece("a", whole), piece("b", cut, 1), piece("c", again, 2))
    assert [found[name].copied_from for name in "abc"] == [None, "a", "b"]


def test_disagreements_of_clock_and_origin_are_shown() -> None:
    found = by_article(
        piece("a", text(1), 0, "甲", "丁"),  # nobody collected 丁
        piece("b", text(1), 1, "乙", "丙"),  # 丙 published later
        piece("c", text(1), 2, "丙", "甲"),
        piece("lone", text(2), 2, "戊", "己"),
    )
    assert {name: place.conflict for name, place in found.items()} == {
        "a": "uncollected",
        "b": "time",
        "c": "",
        "lone": "uncollected",
    }
    assert [found[name].copied_from for name in "abc"] == [None, "c", "a"]


def test_a_circle_of_origins_is_cut_at_its_earliest() -> None:
    found = by_article(
        piece("a", text(1), 0, "甲"),
        piece("b", text(1), 1, "乙", "丙"),
        piece("c", text(1), 2, "丙", "乙"),
    )
    assert found["b"] == Place("b", "a", "repost", "a", "cycle")
    assert found["c"].copied_from == "b"


def test_a_splice_names_its_other_story() -> None:
    one, two = text(1), text(2)
    splice = frozenset(sorted(one)[:6]) | frozenset(sorted(two)[:4])
    found = by_article(piece("a", one), piece("b", two, 1), piece("s", splice, 2))
    assert found["s"] == Place("s", "a", "repost", "a", also="b")
    assert found["a"].also is found["b"].also is None


def test_people_set_apart_and_join() -> None:
    told = [piece("a", text(1)), piece("b", text(1), 1), piece("c", text(1), 2), piece("d", text(2), 3)]
    found = {place.article: place for place in stories(told, Decisions(alone=frozenset("a")))}
    assert [found[name].story for name in "abcd"] == ["a", "b", "b", "d"]
    found = {place.article: place for place in stories(told, Decisions(joined={"d": "c"}))}
    assert [found[name].story for name in "abcd"] == ["a"] * 4
    assert found["d"] == Place("d", "a", "repost", "a")


MARKS = st.frozensets(st.integers(0, 24), max_size=9)
PIECES = st.builds(
    lambda number, sentences, hour, outlet, origin, prints: Piece(
        f"p{number:02}",
        sentences,
        START + timedelta(hours=hour),
        f"o{outlet}",
        origin and f"o{origin}",
        frozenset(-1 - one for one in prints),
    ),
    st.integers(0, 20),
    MARKS,
    st.integers(0, 1500),
    st.integers(0, 3),
    st.just("") | st.integers(1, 5),
    st.frozensets(st.integers(0, 30), max_size=20),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=8), max_size=6), st.randoms(use_true_random=False), st.data())
def test_any_order_and_any_batches_say_the_same(
    batches: list[list[Piece]], throw: random.Random, data: st.DataObject
) -> None:
    """Also when articles change and go, when the limits are met, and of what nobody was told to look at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "_FEWEST_PRINTS", 3)
        patch.setattr(likeness, "_RETYPED", 0.2)
        for name, limit in (("WITNESSES", 5), ("CANDIDATES", 3)):
            patch.setattr(likeness, name, limit)
            patch.setattr(stories_module, name, limit)
        stand: dict[str, Piece] = {}
        told = Stories(MemoryShelf())
        known: dict[str, Place] = {}
        for batch in batches:
            pieces = list({one.article: one for one in batch}.values())
            throw.shuffle(pieces)
            stand |= {one.article: one for one in pieces}
            changed = told.add(pieces)
            known |= {place.article: place for place in told.places(changed)}
            if stand and data.draw(st.booleans()):
                gone = data.draw(st.sampled_from(sorted(stand)))
                del stand[gone], known[gone]
                known |= {place.article: place for place in told.places(told.remove([gone]))}
        assert [known[name] for name in sorted(known)] == stories(stand.values())


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=20), st.sets(st.integers(0, 20), max_size=3))
def test_decisions_taken_later_say_the_same(pieces: list[Piece], apart: set[int]) -> None:
    stand = {one.article: one for one in pieces}
    named = frozenset(f"p{number:02}" for number in apart)
    shelf = MemoryShelf()
    before = Stories(shelf)
    known = {place.article: place for place in before.places(before.add(stand.values()))}
    after = Stories(shelf, Decisions(alone=named))
    known |= {place.article: place for place in after.places(after.again(named))}
    assert [known[name] for name in sorted(known)] == stories(stand.values(), Decisions(alone=named))


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
