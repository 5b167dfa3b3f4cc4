"""Words of a report and of an export: what rises, falls, bursts, and whose words don't count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from analysis.measure import measure
from cityecho.archive import Archive, Authorship, Covered
from cityecho.article import BEIJING, Article
from cityecho.watchlist import Days, Watchlist
from reports.export import collect
from reports.summit import build
from tests.reports.folders import FILES, watched
from tests.reports.test_summit_build import article

NOW = datetime(2022, 9, 1, 8, tzinfo=BEIJING)
Row = Mapping[str, object]


@pytest.fixture
def watchlist(tmp_path: Path) -> Watchlist:
    return watched(tmp_path / "config", FILES)


@pytest.fixture
def told(archive: Archive, watchlist: Watchlist) -> Archive:
    """Steel every other day, hydrogen and stacks on a summit's days, a peer's tea; a person's own word."""
    with archive.begin() as tx:
        run = tx.ledger.begin("test", NOW)
        for source in ("local", "far"):
            tx.ledger.cover(Covered(source, date(2022, 5, 1), date(2022, 8, 31)), run)
        for number, day in enumerate(Days(date(2022, 5, 1), date(2022, 7, 31)).each()):
            for one in _news(number, day):
                tx.articles.save(one)
        for number in range(12):
            one = article(5000 + number, date(2022, 7, 16), "far.example", "", "濮阳的蓝莓糕真香甜。")
            post = replace(one, key=f"weibo.example/-/{number}", kind="post")
            tx.articles.save(post)
            tx.authors.record(Authorship(post.id, date(2022, 7, 16), "a", f"{number % 3}"))
    measure(archive, watchlist)
    return archive


def _news(number: int, day: date) -> Iterator[Article]:
    yield article(number, day, "local.example", f"濮阳钢管厂{number}", f"濮阳钢管厂交付钢管{number}吨。")
    if day in Days(date(2022, 7, 15), date(2022, 7, 17)):
        for n in range(4):
            text = f"濮阳迎来电堆与储罐项目，第{number}{n}家厂商到场，展台{n}号。"
            yield article(1000 + number * 9 + n, day, "far.example", f"濮阳电堆储罐{number}-{n}", text)
        yield article(4000 + number, day, "far.example", f"安阳茶叶{number}", f"安阳茶叶上市{number}斤。")


def tables(archive: Archive, watchlist: Watchlist) -> Mapping[str, list[Row]]:
    with archive.read() as tx:
        data = build(tx, watchlist, watchlist.summits[0], NOW)
    return {
        table.id: [dict(zip([head.id for head in table.columns], row, strict=True)) for row in table.rows]
        for table in data.tables
    }


def number(row: Row, column: str) -> float:
    assert isinstance(row[column], float)
    return float(str(row[column]))


def test_words_rise_fall_burst_and_go_together(told: Archive, watchlist: Watchlist) -> None:
    data = tables(told, watchlist)
    first = data["keywords"][0]
    assert (first["word"], first["documents"], first["documents_before"]) == ("储罐", 12, 0)
    assert all(number(first, column) > 0 for column in ("g2", "g2_ordinary", "g2_peers"))
    assert {row["word"] for row in data["falling"]} == {"钢管厂", "交付", "钢管"}
    assert all(number(row, "g2") < 0 for row in data["falling"])
    burst = next(row for row in data["bursts"] if row["word"] == "电堆")
    assert (burst["from"], burst["to"]) == (date(2022, 7, 15), date(2022, 7, 17))
    assert number(burst, "strength") > 5
    pair = next(row for row in data["network"] if "电堆" in {row["one"], row["other"]})
    assert (pair["stories"], pair["npmi"], pair["one_kind"]) == (12, 1.0, "词")
    days = [row for row in data["keyword_daily"] if row["word"] == "储罐"]
    assert [(row["date"], row["documents"]) for row in days if row["documents"]] == [
        (date(2022, 7, day), 4) for day in (15, 16, 17)
    ]
    week = next(row for row in data["topics_weekly"] if row["stories"])
    assert (week["from"], week["stories"]) == (date(2022, 7, 11), 12)
    assert number(week, "share") == pytest.approx(12 / 19)  # the post of one person counts nowhere


def test_the_words_of_a_few_people_stand_nowhere(told: Archive, watchlist: Watchlist) -> None:
    data = tables(told, watchlist)
    assert "香甜" not in {word for rows in data.values() for row in rows for word in row.values()}
    with told.read() as tx:
        rows = collect(tx, watchlist, "keywords", (None, None)).rows
        assert "香甜" not in {cell for row in rows for cell in row}
