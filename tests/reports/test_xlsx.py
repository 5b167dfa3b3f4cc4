"""The workbook: whole tables, numbers as numbers, words as words, native charts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from reports import xlsx
from reports.data import Column, ReportData, Table
from reports.plain import plain, plainly
from reports.xlsx_text import LONGEST, cut
from tests.reports.sample import almost_empty, full
from tests.reports.sample_tables import HOSTILE_TITLE


def xlsx_of(data: ReportData) -> bytes:
    return xlsx.render(plainly(data))


@pytest.fixture(scope="module")
def written() -> bytes:
    return xlsx_of(full())


@pytest.fixture(scope="module")
def book(written: bytes) -> Workbook:
    return load_workbook(BytesIO(written))


def test_the_same_data_gives_the_same_bytes(written: bytes) -> None:
    assert xlsx_of(full()) == written


def test_sheets_stand_in_the_order_people_read(book: Workbook) -> None:
    assert book.sheetnames[:5] == ["指标", "阶段", "每日", "逐日增量", "媒体"]
    assert book.sheetnames[-1] == "方法"


def test_every_row_of_every_table_is_there(book: Workbook) -> None:
    cells = {name: [row[0] for row in book[name].iter_rows(values_only=True)] for name in book.sheetnames}
    there = {table.id for table in full().tables}
    sheets = {name: [one for one in ids if one in there] for name, ids in xlsx._SHEETS.items()}
    for name, tables in ((name, ids) for name, ids in sheets.items() if ids):
        rows = sum(len(full().table(table).rows) for table in tables)
        assert sum(cell is not None for cell in cells[name]) >= rows + 2 * len(tables)
    urls = full().table("articles").column("url")
    assert [cell for cell in cells["稿件"][2:] if cell] == list(urls)


def test_numbers_dates_and_shares_are_typed(book: Workbook) -> None:
    day = book["每日"]["A3"]
    assert (day.value, day.number_format) == (datetime(2022, 6, 17), "yyyy-mm-dd")  # noqa: DTZ001
    assert book["每日"]["C3"].value == full().table("daily").rows[0][2]
    assert book["媒体"]["E3"].number_format == "0.0%"
    shares = [row for row in book["指标"].iter_rows() if row[0].value == "外部媒体占比"]
    assert (shares[0][1].value, shares[0][1].number_format) == (0.6234, "0.0%")


def test_every_number_and_day_has_a_format_of_its_own(book: Workbook) -> None:
    bare = [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float | datetime) and cell.number_format in {"General", "@"}
    ]
    assert bare == []


def test_withheld_figures_say_why(book: Workbook) -> None:
    row = next(row for row in book["指标"].iter_rows(values_only=True) if row[0] == "安慰剂检验")
    assert row[1] is None
    assert "基线期有缺口" in str(row[5])


HOSTILE_WORDS = (
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "http://x.example",
    "file:///etc/passwd",
    "00123",
    "＝1",
)


def test_no_word_becomes_a_formula_an_address_or_a_number() -> None:
    table = Table("own", "自定义", (Column("word", "词"),), tuple((word,) for word in HOSTILE_WORDS))
    written = xlsx_of(replace(almost_empty(), tables=(table,)))
    cells = [row[0] for row in load_workbook(BytesIO(written))["自定义"].iter_rows(min_row=3)]
    assert [(cell.data_type, cell.value, cell.hyperlink) for cell in cells] == [
        ("s", word, None) for word in HOSTILE_WORDS
    ]
    with ZipFile(BytesIO(written)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


def test_the_hostile_headline_is_plain_text(book: Workbook) -> None:
    assert book["稿件"]["B3"].value == plain(HOSTILE_TITLE)


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark() -> None:
    assert cut("濮" * LONGEST) == "濮" * LONGEST
    shorter = cut("🚀濮" * LONGEST)
    assert len(shorter.encode("utf-16-le")) // 2 <= LONGEST
    assert shorter.endswith("（已截断）")


def test_charts_are_native_and_point_at_their_tables(book: Workbook, written: bytes) -> None:
    assert {name: len(book[name]._charts) for name in ("每日", "媒体", "阶段", "同类城市")} == {
        "每日": 1, "媒体": 1, "阶段": 1, "同类城市": 1}  # fmt: skip
    with ZipFile(BytesIO(written)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    days = len(full().table("daily").rows)
    [daily] = [chart for chart in charts if f"$A$3:$A${days + 2}" in chart]
    assert "<c:v>44729</c:v>" in daily  # 17 June 2022: shown where nothing is counted anew
    scales = [scale for chart in charts for scale in re.findall("<c:valAx>.*?</c:valAx>", chart)]
    shown = [found[1] for scale in scales if (found := re.search('numFmt formatCode="([^"]*)"', scale))]
    assert sorted(shown) == ["#,##0", "#,##0", "0%", "0%"]


def test_heads_stay_in_view_and_filter(book: Workbook) -> None:
    sheet = book["稿件"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == f"A2:J{2 + len(full().table('articles').rows)}"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_paper_is_spared_what_nobody_reads_on_it(book: Workbook) -> None:
    table = Table(
        "own", "自定义", (Column("word", "词"), Column("url", "网址", "link")), (("氢", "http://a/"),)
    )
    sheet = load_workbook(BytesIO(xlsx_of(replace(almost_empty(), tables=(table,)))))["自定义"]
    assert sheet.print_area == "'自定义'!$A$1:$A$3"
    assert not book["每日"].print_area
    chart = book["每日"]._charts[0]
    assert (chart.anchor._from.col, chart.anchor.to.col) == (11, 18)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(1, 0), (None, 0)}


def test_colours_have_six_digits(written: bytes) -> None:
    with ZipFile(BytesIO(written)) as archive:
        styles = archive.read("xl/styles.xml").decode()
    colours = re.findall(r'rgb="([^"]*)"', styles)
    assert colours
    assert all(re.fullmatch("FF[0-9A-F]{6}", colour) for colour in colours)


def test_an_almost_empty_report_has_its_sheets_and_no_chart(book: Workbook) -> None:
    empty = load_workbook(BytesIO(xlsx_of(almost_empty())))
    assert empty.sheetnames == book.sheetnames
    assert empty["每日"]["A3"].value == "统计期内没有这类数据"
    assert not any(sheet._charts for sheet in empty)
