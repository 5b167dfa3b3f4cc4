"""Days that were not collected: withheld with reason and days in every format, never counted as nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from lxml import html as lxml_html
from openpyxl import load_workbook

from cityecho.watchlist import Days
from reports.charts import charts
from reports.data import ReportData
from reports.renderers import rendered
from tests.analysis.planted import SUMMIT, after_start, covered, item, world
from tests.reports.test_summit_report import built

COUNTED_ON_HEARD = ("circle.earned", "reposts.share", "message.speed", "share_of_voice.澄河")
FROM_NOTHING = re.compile(r"未见|没有判为|没有提及|(?<![\d.])0(?:\.0%|条|篇|家)")
SPAN, HEARD = SUMMIT.span, SUMMIT.heard


def gaps(days: Days) -> Mapping[date, str]:
    return dict.fromkeys(days.each(), "gap")


def report(missing: Mapping[date, str]) -> ReportData:
    """A summer's stories, as far as they were not published on a day that is missing."""
    items = [one for one in world(1, 4, after_start([40, 20, 10])) if missing.get(one.day) != "gap"]
    return built(items, covered(missing))


def texts(data: ReportData) -> dict[str, str]:
    """Everything that a person reads of a report, by format."""
    files = dict(rendered(data, ("html", "docx", "xlsx")))
    word = Document(BytesIO(files["docx"]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    book = load_workbook(BytesIO(files["xlsx"]))
    rows = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    return {
        "html": lxml_html.document_fromstring(files["html"].decode()).xpath("string(//main)"),
        "docx": "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells]),
        "xlsx": "\n".join(map(str, rows)),
    }


def prose(data: ReportData, *but: str) -> str:
    return "\n".join(line for part in data.sections if part.id not in but for line in part.paragraphs)


def test_nothing_is_counted_of_a_summit_that_nobody_looked_at() -> None:
    data = report(gaps(SPAN))
    for figure in data.figures:
        assert figure.value is None, figure.id
        assert figure.withheld, figure.id
    assert not FROM_NOTHING.search(prose(data, "terms"))
    assert charts(data) == {}
    for name, text in texts(data).items():
        assert "未采集，不能当作没有报道" in text, name
    kept = {
        table.id for table in data.tables if any(isinstance(c, int | float) for r in table.rows for c in r)
    }
    assert kept == {"gaps"}


def test_what_was_told_during_and_after_is_withheld_where_nobody_looked() -> None:
    data = report(gaps(HEARD))
    days = "2022年7月15日至8月13日未采集"
    assert data.figure("stories.before").value
    listed = {one["id"]: one for one in json.loads(dict(rendered(data, ("json",)))["json"])["figures"]}
    for figure in COUNTED_ON_HEARD:
        assert listed[figure]["value"] is None
        assert days in listed[figure]["withheld"]
    told = {section.id: "\n".join(section.paragraphs) for section in data.sections}
    for chapter in ("channels", "copies", "messages", "keywords", "peers", "risks"):
        assert days in told[chapter], chapter
        assert not FROM_NOTHING.search(told[chapter]), chapter
    for table in ("tiers", "outlets", "top_stories", "messages", "industries", "topics", "share_of_voice"):
        assert data.table(table).rows == ()
        assert days in (data.table(table).withheld or "")
    for name, text in texts(data).items():
        assert f"暂不发布：{days}" in text, name
    told_json = {one["id"]: one for one in json.loads(dict(rendered(data, ("json",)))["json"])["tables"]}
    assert days in told_json["messages"]["withheld"]


def test_a_page_that_somebody_added_is_listed_but_makes_no_share() -> None:
    missing = gaps(HEARD)
    added = item(1, SUMMIT.start, sentiment="negative", sentiment_score=-0.9, title="某企业投诉")
    data = built([added], covered(missing))
    assert data.figure("circle.earned").value is None
    assert [row[0] for row in data.table("negatives").rows] == ["某企业投诉"]
    risks = next(section for section in data.sections if section.id == "risks").paragraphs
    assert "零星采到" in risks[-1]
    assert data.cloud == ()


def test_days_missing_in_part_are_said_beside_the_figure() -> None:
    hole = SUMMIT.end + timedelta(days=3)
    data = report({hole: "gap"})
    assert data.figure("stories.after").bound == "lower"
    for figure in ("stories.after", "sentiment.positive.after", *COUNTED_ON_HEARD):
        assert "1天采集不全（7月19日）" in data.figure(figure).partial, figure
        assert "1天采集不全（7月19日）" in data.figure(figure).how, figure
        assert not data.figure(figure).whole
    assert data.figure("sentiment.positive.during").partial == ""
    assert "会中及会后（其中1天采集不全）的报道中" in prose(data)
    assert "会中及会后30天中有1天采集不全（7月19日）" in data.table("messages").note
    value = data.figure("stories.after").value
    for name, text in texts(data).items():
        assert "会后28天中有1天采集不全（7月19日）" in text, name
        assert name == "xlsx" or f"至少{value}条" in text
    assert next(row[2] for row in data.table("places_daily").rows if row[0] == hole) is None


def test_none_found_on_days_seen_in_part_is_no_zero() -> None:
    during = SUMMIT.window("during")
    data = built([], covered({during.first: "partial"}))
    assert data.figure("stories.during").value is None
    assert "数据不足" in (data.figure("stories.during").withheld or "")
    assert data.table("windows").rows[1][4:] == (None,) * 9
    assert data.figure("stories.after").value == 0


def test_a_window_that_was_not_collected_is_no_bar_of_a_chart() -> None:
    data = report(gaps(SUMMIT.window("during")))
    assert [label[:2] for label in charts(data)["sentiment"].option["yAxis"]["data"]] == ["会前", "会后"]


def test_no_words_are_compared_with_days_that_nobody_saw() -> None:
    data = report(gaps(SUMMIT.window("before")))
    assert "各阶段情感不作比较：2022年6月17日至7月14日未采集，不能当作没有报道。" in prose(data)
    assert data.table("windows").rows[0][4:] == (None,) * 9


@pytest.mark.parametrize("edition", ["this", "previous"])
def test_an_edition_that_was_not_collected_is_not_compared_and_says_so(edition: str) -> None:
    earlier = replace(SUMMIT, id="h1", name="上一届", start=date(2022, 5, 25), end=date(2022, 5, 26),
                      before_days=10, after_days=10, build_up_days=3)  # fmt: skip
    late = replace(SUMMIT, start=date(2022, 8, 10), end=date(2022, 8, 11), previous="h1")
    missing = gaps((late if edition == "this" else earlier).span)
    data = built(world(1, 4), covered(missing), late, earlier)
    said = {"this": "本届", "previous": "上届"}[edition]
    assert data.table("editions").rows == ()
    for text in (*texts(data).values(), prose(data), dict(rendered(data, ("json",)))["json"].decode()):
        assert re.search(f"{said}统计期（2022年[^）]*）未采集，不作比较", text)


def test_no_gap_is_good_news_and_without_an_edition_no_chapter_is_written() -> None:
    data = built(world(1, 4))
    assert "editions" not in {part.id for part in data.sections}
    for text in texts(data).values():
        assert "统计期内每天都已采集完整" in text
        assert "统计期内没有这类数据" not in text.partition("十二、")[2].partition("十四、")[0]
