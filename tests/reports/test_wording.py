"""How a report prints: one way for shares, quotation marks, counts of the rest, days without a minute."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO

import pytest
from docx import Document
from lxml import html as lxml_html
from openpyxl import load_workbook

from analysis.dates import days, stretches
from analysis.voices.names import looks_like_name
from cityecho.article import BEIJING
from reports import terms
from reports.data import Column, Figure, Quantity, ReportData
from reports.printed import quantity_said, shown
from reports.renderers import rendered
from reports.summit.wording import said_value
from tests.analysis.planted import SUMMIT, after_start, item, world
from tests.reports.test_summit_report import built

EARLIER = replace(SUMMIT, id="h1", name="上一届", start=date(2022, 5, 25), end=date(2022, 5, 26),
                  before_days=10, after_days=10, build_up_days=3)  # fmt: skip
LATE = replace(
    SUMMIT, start=date(2022, 8, 10), end=date(2022, 8, 11), previous="h1",
    before_days=10, after_days=10, build_up_days=3,
)  # fmt: skip


def day_only(number: int, day: date, **more: object) -> object:
    return item(number, day, published_at=datetime.combine(day, time(), BEIJING), precision="day", **more)


@pytest.fixture(scope="module")
def compared() -> ReportData:
    far = [item(80_000 + n, LATE.start, outlet="江岸商报", sentiment="positive") for n in range(9)]
    return built([*world(1, 4, after_start([40, 30, 20])), *far], None, LATE, EARLIER)


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity(0.8, terms.SHARE), "80.0%"),
        (Quantity(-0.0398, terms.POINTS), "-4.0个百分点"),
        (Quantity(1234, "篇"), "1,234篇"),
        (Quantity(80.84, "条"), "80.8条"),
    ],
)
def test_a_quantity_is_said_with_its_unit(quantity: Quantity, said: str) -> None:
    assert quantity_said(quantity) == said


def test_editions_print_shares_as_everywhere_and_json_keeps_numbers(compared: ReportData) -> None:
    share = compared.figure("circle.earned")
    assert share.value is not None
    said = f"{share.value:.1%}"
    files = dict(rendered(compared, ("html", "docx", "xlsx", "json")))
    page = lxml_html.document_fromstring(files["html"].decode())
    row = page.xpath("//section[@id='editions']//tr[td[1]='外部媒体参与的报道占比']/td/text()")
    assert row[1] == said
    assert row[3].endswith("个百分点")
    cells = [
        [cell.text for cell in row.cells]
        for table in Document(BytesIO(files["docx"])).tables
        for row in table.rows
    ]
    assert row in cells
    sheet = load_workbook(BytesIO(files["xlsx"]))["阶段"]
    found = next(row for row in sheet.iter_rows() if row[1].value == "外部媒体参与的报道占比")
    assert (found[2].number_format, found[2].value) == ("0.0%", pytest.approx(share.value))
    assert "个百分点" in found[4].number_format
    table = next(one for one in json.loads(files["json"])["tables"] if one["id"] == "editions")
    assert next(row[2] for row in table["rows"] if row[0] == "circle.earned") == pytest.approx(share.value)


def test_an_interval_that_says_no_more_than_the_value_is_not_said() -> None:
    mean = Figure("distance.mean", "层数", 1.0, "层", "", {}, 1.01, 1.04)
    assert said_value(mean) == "1.0层"
    assert said_value(replace(mean, high=2.0)) == "1.0层（90%区间1.0至2.0层）"


def test_a_word_that_may_be_a_name_is_told() -> None:
    assert looks_like_name("陆明衡")
    assert not looks_like_name("交通管制")


def test_points_in_a_table_have_one_decimal() -> None:
    assert shown(-2.184, Column("points_low", "", "decimal")) == "-2.2"


def test_a_fall_between_editions_is_said_without_minus_and_with_its_verdict(compared: ReportData) -> None:
    prose = {part.id: "\n".join(part.paragraphs) for part in compared.sections}
    assert "少16条（90%区间-6.8至38.8条），区间含零，不能认定有变化" in prose["editions"]
    assert "多13条（90%区间0.1至25.9条），可以认定有变化" in prose["editions"]
    assert "与上届相比，可以认定会中报道多13条（90%区间0.1至25.9条）" in prose["conclusion"]
    assert "会中正面报道占比可以认定上升50.0个百分点" in prose["conclusion"]


def test_a_figure_reads_alike_in_sentence_card_and_table(compared: ReportData) -> None:
    above = compared.figure("uplift.stories")
    assert above.value is not None
    said = f"{above.value:,.1f}条"
    prose = {part.id: "\n".join(part.paragraphs) for part in compared.sections}
    assert said in prose["conclusion"]
    assert f"本届{said}" in prose["editions"]
    page = lxml_html.document_fromstring(dict(rendered(compared, ("html",)))["html"].decode())
    assert said in page.xpath("//li[b='活动带来的报道增量']/strong/text()")
    assert said in page.xpath("//section[@id='figures']//tr[td[1]='活动带来的报道增量']/td/text()")[1]


def test_the_rest_of_a_list_is_not_counted_a_second_time() -> None:
    assert terms.listed("甲乙丙", 5) == "甲、乙、丙"
    assert terms.listed("甲乙丙丁", 2) == "甲、乙等"


def test_quotation_marks_change_inside_quotation_marks_and_stay_in_titles() -> None:
    assert terms.quoted(["第五期“三个一批”活动"]) == "“第五期‘三个一批’活动”"
    assert terms.quoted(['他说"快"', "甲"]) == "“他说‘快’”“甲”"
    assert terms.titled("“有事必应”有温度") == "《“有事必应”有温度》"
    assert terms.titled('读《规划》说"快"') == "《读〈规划〉说“快”》"


def test_no_sentence_nests_equal_quotation_marks() -> None:
    other = replace(SUMMIT, id="o", name="第五期“三个一批”活动")
    data = built(world(1, 4), summit=replace(SUMMIT, name="某市“三个一批”大会"), previous=other)
    for section in data.sections:
        for line in section.paragraphs:
            assert not re.search(r"“[^”]*“", line), line


def test_days_are_said_as_an_office_says_them() -> None:
    assert days(date(2022, 7, 15), date(2022, 7, 16)) == "2022年7月15日至16日"
    assert days(date(2022, 7, 31), date(2022, 8, 1)) == "2022年7月31日至8月1日"
    assert stretches([date(2022, 7, day) for day in (5, 3, 4, 9)]) == "7月3日至5日、7月9日"
    assert stretches([date(2022, 7, day) for day in range(1, 12, 2)]).endswith("7月7日等")


def test_an_item_of_which_only_the_day_is_known_shows_no_midnight_and_comes_last_in_its_day() -> None:
    day = SUMMIT.start
    data = built([
        day_only(1, day, title="只知其日"), item(2, day, title="知其时"),
        day_only(3, day, title="负面", sentiment="negative"),
        item(4, SUMMIT.end, title="次日"),
    ])  # fmt: skip
    articles = data.table("articles")
    assert [row[1] for row in articles.rows] == ["知其时", "只知其日", "负面", "次日"]
    assert articles.rows[1][6] == day
    assert not isinstance(articles.rows[1][6], datetime)
    assert data.table("negatives").rows[0][2] == day
    files = dict(rendered(data, ("html", "docx", "xlsx", "json")))
    page = lxml_html.document_fromstring(files["html"].decode())
    assert page.xpath("//section[@id='appendix']//tr[td[1]='只知其日']/td[6]/text()") == ["2022-07-15"]
    assert "00:00" not in page.xpath("string(//main)")
    word = Document(BytesIO(files["docx"])).tables[-1]
    assert "2022-07-15" in [cell.text for cell in word.rows[2].cells]
    sheet = load_workbook(BytesIO(files["xlsx"]))["稿件"]
    formats = [sheet.cell(row, 7).number_format for row in (3, 4)]
    assert formats == ["yyyy-mm-dd hh:mm", "yyyy-mm-dd"]
    rows = next(one for one in json.loads(files["json"])["tables"] if one["id"] == "articles")["rows"]
    assert [row[6] for row in rows[:2]] == ["2022-07-15T10:00:00+08:00", "2022-07-15"]


def test_every_term_of_the_report_is_explained_once() -> None:
    glossary = built([]).table("terms")
    explained = [term for cell in glossary.column("term") for term in re.split("[、，]", str(cell))]
    assert len(explained) == len(set(explained))
    wanted = {
        "稿件",
        "报道",
        "媒体",
        "采集来源",
        "自有",
        "外部",
        "增量",
        "半衰期",
        "安慰剂检验",
        "声量份额",
        "到达率",
    }
    wanted |= {*terms.ROLES.values(), *terms.WINDOWS.values(), *terms.COVERAGE.values()}
    assert wanted <= set(explained)


def test_every_format_has_the_terms() -> None:
    files = dict(rendered(built([]), ("html", "docx", "xlsx", "json")))
    assert "筹备期" in lxml_html.document_fromstring(files["html"].decode()).xpath(
        "string(//section[@id='terms'])"
    )
    cells = {
        cell.text for table in Document(BytesIO(files["docx"])).tables for cell in table.columns[0].cells
    }
    assert "半衰期" in cells
    assert "术语" in load_workbook(BytesIO(files["xlsx"])).sheetnames
    assert any(table["id"] == "terms" for table in json.loads(files["json"])["tables"])
