"""How many people wrote: never more than there were, and never who."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cityecho.archive import Archive, Authorship, authors
from tests.archive.test_articles import FIRST

ONE, TWO = date(2022, 7, 15), date(2022, 7, 16)


def posts(archive: Archive, *authors: tuple[date, str, str]) -> list[str]:
    """A post for each day, epoch and token; their ids."""
    ids = []
    with archive.begin() as tx:
        for number, (day, epoch, token) in enumerate(authors):
            item = replace(FIRST, key=f"weibo.example/-/{number}", kind="post", authors=())
            tx.articles.save(item)
            tx.authors.record(Authorship(item.id, day, epoch, token))
            ids.append(item.id)
    return ids


def test_authors_are_counted_by_day_and_under_one_secret(archive: Archive) -> None:
    """Tokens of two secrets may be one author: the larger count stands."""
    ids = posts(archive, (ONE, "a", "x"), (ONE, "a", "x"), (ONE, "a", "y"), (ONE, "b", "z"), (TWO, "b", "x"))
    with archive.read() as tx:
        assert tx.authors.counts(ids) == {ONE: 2, TWO: 1}
        assert tx.authors.counts(ids[:2]) == {ONE: 1}
        assert tx.authors.counts(["nobody"]) == {}


def test_a_cell_is_shown_from_ten_authors_on_its_fullest_day(archive: Archive) -> None:
    ids = posts(archive, *((ONE, "a", f"{n}") for n in range(10)), *((TWO, "a", f"{n}") for n in range(9)))
    with archive.read() as tx:
        assert tx.authors.enough(ids)
        assert not tx.authors.enough(ids[1:])


def test_cells_are_shown_each_by_its_own_posts(archive: Archive) -> None:
    ids = posts(archive, *((ONE, "a", f"{n}") for n in range(10)), *((TWO, "a", "x") for _ in range(12)))
    cells = {"many": ids[:10], "one person": ids[10:], "none": []}
    with archive.read() as tx:
        assert tx.authors.enough_each(cells) == {"many"}
        assert tx.authors.enough_each({"few": ids[:9]}) == set()


def test_a_word_is_many_peoples_from_ten_authors_on_one_day(archive: Archive) -> None:
    ids = posts(archive, *((ONE, "a", f"{n}") for n in range(9)), (ONE, "a", "9"), (TWO, "a", "10"))
    held = {one: {"堵车"} for one in ids} | {ids[9]: {"堵车", "骂人"}}
    with archive.read() as tx:
        assert tx.authors.shared(held) == {"堵车"}
        assert tx.authors.shared({one: held[one] for one in ids[1:]}) == set()


def test_the_first_token_of_a_post_stays(archive: Archive) -> None:
    (post,) = posts(archive, (ONE, "a", "x"))
    posts(archive, (TWO, "b", "y"))
    with archive.read() as tx:
        assert tx.authors.counts([post]) == {ONE: 1}


def test_many_posts_are_asked_about_together(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = posts(archive, (ONE, "a", "x"), (ONE, "a", "y"), (TWO, "b", "x"))
    monkeypatch.setattr(authors, "_MANY", 1)
    with archive.read() as tx:
        assert tx.authors.counts(ids[:2]) == {ONE: 2}
