"""From an archive to a report and to tables: real articles, measured, counted, written."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from analysis.coverage import coverage
from analysis.exposure import Found, study
from analysis.items import NO_ROWS, Reader
from analysis.measure import measure
from cityecho.archive import Archive, Covered, Transaction
from cityecho.article import BEIJING, Article
from cityecho.errors import UsageError
from cityecho.watchlist import Days, Watchlist
from reports.data import ReportData
from reports.export import WITH_TEXT, Span, collect, write
from reports.json_file import to_json
from reports.renderers import rendered
from reports.summit import build, build_by
from reports.summit.found import read_found
from tests.reports.folders import FILES, watched

FIRST, LAST = date(2022, 6, 1), date(2022, 9, 10)
NOW = datetime(2022, 9, 11, 8, tzinfo=BEIJING)


def article(number: int, day: date, host: str, title: str, text: str) -> Article:
    url = f"https://{host}/{day:%Y%m%d}/{number}.html"
    return Article(
        key=url, url=url, source=host.partition(".")[0], kind="news",
        captured_at=datetime.combine(LAST, time(23), BEIJING), capture_digest=f"sha256:{number:064x}",
        title=title, text=text, published_at=datetime.combine(day, time(9, number % 60), BEIJING),
        precision="minute", origin=None, authors=(), editors=(),
    )  # fmt: skip


def articles() -> Iterator[Article]:
    """One plain story on most days, ten a day in the summit's week, one of them copied far away."""
    number = 0
    for place, day in enumerate(Days(FIRST, LAST).each()):
        loud = date(2022, 7, 15) <= day <= date(2022, 7, 20)
        for _ in range(10 if loud else place % 2):
            number += 1
            text = (
                f"龙都日报第{number}号消息，濮阳第{number}个车间在这一天交付了{number}台设备。\n"
                f"负责人在编号{number}的会上说，濮阳的企业办事比去年第{number}周更顺畅。"
            )
            yield article(number, day, "local.example", f"濮阳车间交付第{number}批设备", text)
        if day.day % 10 == 1:
            yield article(
                9000 + place,
                day,
                "far.example",
                f"安阳集市{place}",
                f"安阳第{place}场集市开张，摊位{place}个。",
            )
    opening = (
        "2022中国氢能产业发展(濮阳)峰会开幕，来自各地的客商走进会场。\n"
        "与会者说，濮阳速度让人印象深刻，氢能项目落地很快。"
    )
    yield article(9500, date(2022, 7, 15), "local.example", "氢能峰会在濮阳开幕", opening)
    yield article(9600, date(2022, 7, 12), "far.example", "氢能装备降价", "多家厂商下调电解槽的报价。")
    yield article(9501, date(2022, 7, 16), "far.example", "濮阳开了一场氢能峰会", opening)


@pytest.fixture
def watchlist(tmp_path: Path) -> Watchlist:
    return watched(tmp_path / "config", FILES)


@pytest.fixture
def filled(archive: Archive, watchlist: Watchlist) -> Archive:
    with archive.begin() as tx:
        run = tx.ledger.begin("test", NOW)
        for one in articles():
            tx.articles.save(one)
        for source in ("local", "far"):
            tx.ledger.cover(Covered(source, FIRST, LAST), run)
    measure(archive, watchlist)
    return archive


def export_table(  # noqa: PLR0917
    tx: Transaction, watchlist: Watchlist, table: str, span: Span, file_format: str, out: Path
) -> int:
    return write(collect(tx, watchlist, table, span), file_format, out)


def report(archive: Archive, watchlist: Watchlist) -> ReportData:
    with archive.read() as tx:
        return build(tx, watchlist, watchlist.summits[0], NOW)


def test_a_report_counts_what_the_archive_holds(filled: Archive, watchlist: Watchlist) -> None:
    data = report(filled, watchlist)
    summit = watchlist.summits[0]
    for name in ("before", "during", "after"):
        expected = sum(one.day in summit.window(name) and "濮阳" in one.title for one in articles())
        assert data.figure(f"items.{name}").value == expected
    assert data.figure("stories.during").value == data.figure("items.during").value - 1  # type: ignore[operator]
    assert data.figure("summit.stories.during").value == 1
    told = {row[7] for row in data.table("articles").rows if str(row[6]) >= "2022-07-15"}
    assert data.figure("circle.outside_province").value == pytest.approx(1 / len(told), abs=1e-4)
    above = data.figure("uplift.stories")
    assert above.low is not None
    assert above.low > 30
    assert {word.text for word in data.cloud} & {"车间", "设备", "企业"}
    assert "濮阳" not in {word.text for word in data.cloud}
    words = set(data.table("keywords").column("word"))
    assert words
    assert "濮阳" not in words
    first = next(row for row in data.table("copies").rows if row[3] == "首发")
    assert first[2] == "龙都日报"
    assert to_json(data) == to_json(report(filled, watchlist))


def test_a_study_of_rows_is_that_of_all_items(filled: Archive, watchlist: Watchlist) -> None:
    summit, days = watchlist.summits[0], Days(FIRST, LAST)
    with filled.read() as tx:
        reader = Reader.of(tx, watchlist)
        narrow = read_found(reader, days, [summit])
        known = coverage(tx.ledger.covered(), watchlist.sources, days)
        whole = Found.of(reader.items(), watchlist.brand.city.province)
        of_measures = build_by(Reader(tx, watchlist, NO_ROWS), summit, NOW)
    for sources in ({"local", "far"}, {"local"}):
        one, other = (
            study(found.of_sources(sources), known, summit, brand=watchlist.brand, summits=watchlist.summits)
            for found in (narrow, whole)
        )
        assert one == other
    assert narrow.industry == whole.industry == Counter({(date(2022, 7, 12), "far"): 1})
    passed, here = ([(one.day, one.outlet) for one in found.passing] for found in (narrow, whole))
    assert sorted(passed) == sorted(one for one in here if one[0] in summit.heard)
    assert to_json(of_measures) == to_json(report(filled, watchlist))


def missing(archive: Archive, watchlist: Watchlist, hole: date, *sources: str) -> ReportData:
    """The report when these sources missed one day."""
    with archive.begin() as tx:
        run = tx.ledger.begin("test", NOW)
        for one in articles():
            tx.articles.save(one)
        for source in ("local", "far"):
            last = hole - timedelta(days=1) if source in sources else LAST
            tx.ledger.cover(Covered(source, FIRST, last), run)
            tx.ledger.cover(Covered(source, hole + timedelta(days=1), LAST), run)
    measure(archive, watchlist)
    return report(archive, watchlist)


def test_six_hours_of_outage_withhold_the_effect_and_are_no_decline(
    archive: Archive, watchlist: Watchlist
) -> None:
    """A busy list failed from six to twelve, and had forgotten that morning's ten stories afterwards."""
    hole = date(2022, 7, 18)
    h2 = watchlist.summits[0]
    before = date(2022, 6, 20)
    earlier = replace(h2, id="h1", name="上一届", start=before, end=before, before_days=7, build_up_days=2,
                      after_days=7)  # fmt: skip
    watched = replace(watchlist, summits=(replace(h2, previous="h1"), earlier))
    with archive.begin() as tx:
        run = tx.ledger.begin("crawl", NOW)
        for one in articles():
            if one.day != hole:
                tx.articles.save(one)
        for hour in range(6, 12):
            tx.ledger.visited("local", datetime.combine(hole, time(hour), BEIJING), "failed", run, "timeout")
        for span in (Days(FIRST, hole - timedelta(days=1)), Days(hole + timedelta(days=1), LAST)):
            tx.ledger.cover(Covered("local", span.first, span.last), run)
        tx.ledger.cover(Covered("far", FIRST, LAST), run)
    measure(archive, watched)
    data = report(archive, watched)
    effect = [one for one in data.figures if one.id.startswith(("uplift.", "half_life.", "build_up."))]
    assert len(effect) == 10
    assert {one.withheld for one in effect} == {
        "7月18日有1个主要采集来源（各载有平时报道的10%以上）采集中断，采到的少不等于发布的少"
    }
    prose = {section.id: "".join(section.paragraphs) for section in data.sections}
    assert "采集中断的主要来源：龙都日报。" in prose["uplift"]
    assert "采集不全（7月18日）" in prose["trend"]
    told = "".join(text for name, text in prose.items() if name not in {"terms", "methods"})
    assert not re.search("下降|减少|回落|降低|下滑|走低|少于|不及|不如|缩减", told)
    assert data.table("falling").rows == ()
    assert data.coverage[hole] == "partial"
    assert data.table("gaps").rows == ((hole, hole, 1, "partial"),)
    assert "采集不全" in data.figure("stories.after").how
    assert data.figure("stories.during").value == 21
    compared = data.table("editions")
    assert compared.rows == ()
    assert "不足60%" in (compared.withheld or compared.nothing)


def test_a_small_source_that_missed_a_day_is_left_out(archive: Archive, watchlist: Watchlist) -> None:
    data = missing(archive, watchlist, date(2022, 7, 30), "far")
    above = data.figure("uplift.stories")
    assert above.low is not None
    assert above.low > 30
    assert "按采集完整的1个采集来源计，占同期稿件的98." in above.how
    prose = {section.id: "".join(section.paragraphs) for section in data.sections}
    assert "按采集完整的1个采集来源计（占同期稿件的98." in prose["conclusion"]
    assert "不计入增量、安慰剂检验与半衰期：江岸商报。" in prose["uplift"]


def test_a_day_that_nobody_covers_withholds(archive: Archive, watchlist: Watchlist) -> None:
    data = missing(archive, watchlist, date(2022, 7, 30), "far", "local")
    assert "7月30日未采集" in (data.figure("uplift.stories").withheld or "")
    assert data.figure("uplift.seen").value is None


def test_one_article_alone_lists_its_words(archive: Archive, watchlist: Watchlist, tmp_path: Path) -> None:
    with archive.begin() as tx:
        tx.articles.save(next(one for one in articles() if one.title == "氢能峰会在濮阳开幕"))
        run = tx.ledger.begin("test", NOW)
        tx.ledger.cover(Covered("local", date(2022, 7, 15), date(2022, 8, 13)), run)
    measure(archive, watchlist)
    with archive.read() as tx:
        export_table(tx, watchlist, "keywords", (None, None), "jsonl", tmp_path / "k.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "k.jsonl").read_text("utf-8").splitlines()]
    speed = next(row for row in rows if row["word"] == "氢能")
    assert (speed["period"], speed["documents"], speed["g2"]) == ("2022-07", 1, None)
    assert speed["count"] >= 1
    data = report(archive, watchlist)
    assert set(data.table("keywords").column("g2")) == {None}
    assert set(data.table("keywords").column("documents_before")) == {None}
    words = next(section for section in data.sections if section.id == "keywords").paragraphs[0]
    assert words.startswith("会前未采集，无从比较")
    assert data.cloud
    assert all(content for _, content in rendered(data, ("html", "docx", "xlsx")))


def test_every_table_in_every_format(filled: Archive, watchlist: Watchlist, tmp_path: Path) -> None:
    july = (date(2022, 7, 1), date(2022, 7, 31))
    with filled.read() as tx:
        for table in ("articles", "stories", "keywords", "daily"):
            counts = {
                name: export_table(tx, watchlist, table, july, name, tmp_path / f"{table}.{name}")
                for name in ("csv", "xlsx", "parquet", "jsonl")
            }
            assert len(set(counts.values())) == 1
            assert min(counts.values()) > 0
        export_table(tx, watchlist, WITH_TEXT, july, "jsonl", tmp_path / "t.jsonl")
    with (tmp_path / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    days = [one for one in articles() if july[0] <= one.day <= july[1]]
    assert {row["url"] for row in rows} == {one.url for one in days}
    opening = next(row for row in rows if row["title"] == "濮阳开了一场氢能峰会")
    assert (opening["outlet"], opening["story_role"], opening["summits"]) == ("江岸商报", "repost", "h2")
    texts = {one.url: one.text for one in days}
    for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert list(record)[-1] == "text"
        assert record["text"] == texts[record["url"]]
    with (tmp_path / "daily.csv").open(encoding="utf-8-sig", newline="") as file:
        daily = list(csv.DictReader(file))
    assert len(daily) == 31 * 2
    assert {row["coverage"] for row in daily} == {"ok"}


def test_an_empty_archive_still_makes_a_report_and_tables(
    archive: Archive, watchlist: Watchlist, tmp_path: Path
) -> None:
    data = report(archive, watchlist)
    assert data.figure("stories.during").withheld
    assert set(data.coverage.values()) == {"gap"}
    with archive.read() as tx:
        for table in ("articles", "stories", "keywords", "daily"):
            assert export_table(tx, watchlist, table, (None, None), "csv", tmp_path / f"{table}.csv") == 0


def test_what_can_not_be_exported_is_said(archive: Archive, watchlist: Watchlist, tmp_path: Path) -> None:
    with archive.read() as tx:
        with pytest.raises(UsageError, match="no table 'weather'"):
            export_table(tx, watchlist, "weather", (None, None), "csv", tmp_path / "q.csv")
        with pytest.raises(UsageError, match="no format 'ods'"):
            export_table(tx, watchlist, "daily", (None, None), "ods", tmp_path / "d.csv")
    assert not list(tmp_path.glob("*.csv"))


def test_open_spans_reach_over_everything(filled: Archive, watchlist: Watchlist, tmp_path: Path) -> None:
    with filled.read() as tx:
        rows = export_table(tx, watchlist, "daily", (None, None), "jsonl", tmp_path / "d.jsonl")
    assert rows == 2 * ((LAST - FIRST) + timedelta(days=1)).days
