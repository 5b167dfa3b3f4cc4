"""Ordinary people: no word, name or address of one gets out, and no number made of fewer than ten."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from itertools import combinations
from pathlib import Path

import pyarrow.parquet as pq
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.item import Item
from analysis.measure import measure
from cityecho.archive import Archive, Authorship, Covered
from cityecho.article import BEIJING, Article
from cityecho.watchlist import Watchlist
from reports.disclosure import may_be_listed, uncounted
from reports.export import WITH_TEXT, WRITERS, collect, write, write_months
from reports.renderers import rendered
from reports.summit import build
from tests.analysis.planted import CITY, PEER, item
from tests.reports.test_summit_build import FIRST, LAST, NOW, article, articles, watchlist

__all__ = ["watchlist"]
TABLES = ("articles", WITH_TEXT, "stories", "quotes", "projects", "keywords", "daily", "corrections")
DAY = date(2022, 7, 16)
CANARIES = ("鹌鹑谣", "qzmxv", "枇杷膏子", "canary-name", "夔龙纹")
"""A word, a latin word, a phrase, a name, a word: none stands in anything that is not a post."""


def posts(seed: int) -> Iterator[tuple[Article, str]]:
    """Posts of one to nine people with the token of each, some of which copy the summit's story."""
    pick = random.Random(seed)  # noqa: S311 (nothing secret)
    people = pick.randint(1, 9)
    opening = next(one.text for one in articles() if "氢能峰会在濮阳开幕" in one.title)
    for number in range(pick.randint(people, 40)):
        mood = pick.choice(("太差了，骗人，投诉无门", "真好，点赞", "签约5亿元项目，开工了"))
        words = "、".join(pick.sample(CANARIES, 3))
        own = f"{words}。濮阳的{words}{mood}。canary-name说：“濮阳{words}{mood}。”"
        url = f"https://posts.example/canary-name/{seed}{number}.html"
        yield Article(
            key=url, url=url, source="far", kind="post",
            captured_at=datetime.combine(LAST, time(22), BEIJING),
            capture_digest=f"sha256:{seed * 1000 + number + 70_000:064x}", title=f"濮阳{words}{mood}",
            text=opening + words if pick.random() < 0.2 else own,
            published_at=datetime.combine(DAY, time(pick.randrange(24)), BEIJING), precision="minute",
            origin=None, authors=(), editors=(),
        ), f"token{number % people}"  # fmt: skip


def fill(archive: Archive, watched: Watchlist, private: Iterable[tuple[Article, str]]) -> None:
    with archive.begin() as tx:
        run = tx.ledger.begin("test", NOW)
        for one in articles():
            tx.articles.save(one)
        for one, token in private:
            tx.articles.save(one)
            tx.authors.record(Authorship(one.id, DAY, "epoch", token))
        for source in ("local", "far"):
            tx.ledger.cover(Covered(source, FIRST, LAST), run)
    measure(archive, watched)


def everything(archive: Archive, watched: Watchlist, out: Path) -> dict[str, bytes]:
    """Every table in every format and the report in every format: what their files say, by name."""
    with archive.read() as tx:
        for table in TABLES:
            write_months(collect(tx, watched, table, (None, None)), "parquet", out / f"{table}-months")
            for name in WRITERS:
                write(collect(tx, watched, table, (None, None)), name, out / f"{table}.{name}")
        data = build(tx, watched, watched.summits[0], NOW)
    for name, content in rendered(data, ("html", "pdf", "docx", "xlsx", "json")):
        (out / f"report.{name}").write_bytes(content)
    return {str(file.relative_to(out)): unpacked(file) for file in out.rglob("*.*") if file.is_file()}


def unpacked(file: Path) -> bytes:
    """The bytes that a reader sees: archives and compressed pages opened."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as parts:
            return b"".join(map(parts.read, parts.namelist()))
    if file.suffix == ".parquet":
        return repr(pq.read_table(file, partitioning=None).to_pylist()).encode()
    if file.suffix == ".pdf":
        with pypdfium2.PdfDocument(file) as pages:
            return "".join(page.get_textpage().get_text_bounded() for page in pages).encode()
    return file.read_bytes()


@pytest.mark.parametrize("seed", [1, 2])
def test_fewer_than_ten_people_leave_no_trace(seed: int, watchlist: Watchlist, tmp_path: Path) -> None:
    """Nothing they wrote is in any file, and every count is as if they had written nothing."""
    made = {}
    for name, private in (("with", posts(seed)), ("without", iter(()))):
        (tmp_path / name).mkdir()
        with Archive(f"sqlite:///{tmp_path}/{name}.db", tmp_path / "captures") as archive:
            fill(archive, watchlist, private)
            made[name] = everything(archive, watchlist, tmp_path / name)
    assert len(made["with"]) > len(TABLES) * len(WRITERS) + 5
    for file, content in made["with"].items():
        for canary in CANARIES:
            for said in (canary, canary.encode("unicode_escape").decode()):
                assert said.encode() not in content, (file, canary)
    differ = [file for file in made["with"] if made["with"][file] != made["without"].get(file)]
    assert differ == []


MOODS = st.sampled_from(("positive", "negative"))
PLACES = st.sampled_from((frozenset({CITY}), frozenset({CITY, PEER}), frozenset[str]()))
POST = st.tuples(st.integers(0, 13), MOODS, PLACES, st.sampled_from(("", "listed")))


def saved(number: int) -> Article:
    return replace(article(number, DAY, "posts.example", "", ""), kind="post")


def planted(drawn: list[tuple[int, str, frozenset[str], str]]) -> list[tuple[Item, str]]:
    return [
        (
            replace(
                item(number, DAY, kind="post", outlet="某平台", tier="self-media-platform", places=places),
                id=saved(number).id, sentiment=mood, story=story or f"s{number}",
            ),
            f"token{author}",
        )
        for number, (author, mood, places, story) in enumerate(drawn)
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(POST, max_size=120))
def test_no_cell_and_no_difference_of_cells_has_fewer_than_ten_authors(
    drawn: list[tuple[int, str, frozenset[str], str]],
) -> None:
    told = planted(drawn)
    news = item(9999, DAY, story="listed")
    with Archive("sqlite://", None) as archive, archive.begin() as tx:
        for number, (one, token) in enumerate(told):
            tx.articles.save(saved(number))
            tx.authors.record(Authorship(one.id, DAY, "epoch", token))
        hidden = uncounted(tx, [news, *(one for one, _ in told)])
    assert news.id not in hidden
    counted = [(one, token) for one, token in told if one.id not in hidden]
    assert not any(may_be_listed(one) for one, _ in counted)
    cells: dict[object, set[str]] = {}
    for one, token in counted:
        parts = (one.sentiment, one.places, one.story == "listed")
        for size in range(len(parts) + 1):
            for chosen in combinations(range(len(parts)), size):
                cells.setdefault((chosen, tuple(parts[n] for n in chosen)), set()).add(token)
    assert all(len(authors) >= 10 for authors in cells.values())
    whole: dict[object, set[str]] = {}
    for one, token in told:
        whole.setdefault((one.sentiment, one.places, one.story == "listed"), set()).add(token)
    kept = {(one.sentiment, one.places, one.story == "listed") for one, _ in counted}
    assert kept == {kind for kind, authors in whole.items() if len(authors) >= 10}  # and no more is hidden
