"""The Word file: office geometry, real headings, native tables, pictures, hostile words as text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cityecho.errors import ConfigurationError
from reports import docx, paper
from reports.drawn import Drawn, draw
from reports.plain import plain, plainly
from reports.templates import build
from reports.widths import WIDTH
from tests.reports.sample import SECTIONS, almost_empty, full
from tests.reports.sample_tables import HOSTILE_TITLE


@pytest.fixture(scope="module")
def written() -> bytes:
    return docx.render(draw(plainly(full())))


@pytest.fixture(scope="module")
def blank() -> Drawn:
    return draw(plainly(almost_empty()))


@pytest.fixture(scope="module")
def word(written: bytes) -> Document:
    return Document(BytesIO(written))


def test_the_committed_template_is_what_its_script_builds() -> None:
    assert build.PATH.read_bytes() == build.build()


def test_the_same_data_gives_the_same_bytes(written: bytes) -> None:
    assert docx.render(draw(plainly(full()))) == written


def test_the_page_is_that_of_an_official_document(word: Document) -> None:
    section = word.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "560")
    body = word.styles["Body Text"]
    assert body.paragraph_format.line_spacing == Pt(28)
    assert body.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    text_height = section.page_height - section.top_margin - section.bottom_margin
    assert text_height // body.paragraph_format.line_spacing == 22
    sign = body.font.size + Pt(int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20)
    assert (section.page_width - section.left_margin - section.right_margin) // sign == 28


@pytest.mark.parametrize(
    ("style", "font"),
    [
        ("Title", "方正小标宋简体"),
        ("Heading 1", "黑体"),
        ("Heading 2", "楷体_GB2312"),
        ("Body Text", "仿宋_GB2312"),
    ],
)
def test_fonts_are_named_for_chinese_and_no_theme_overrules_them(
    word: Document, style: str, font: str
) -> None:
    fonts = word.styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert not [name for name in fonts.attrib if "Theme" in name]


def test_every_section_is_a_real_heading_in_order(word: Document) -> None:
    headings = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Heading 1"]
    titles = [section.title for section in SECTIONS]
    assert [heading.split("、", 1)[1] for heading in headings] == [*titles[:-1], "指标一览", titles[-1]]
    assert headings[0].startswith("一、")


def test_the_appendix_begins_a_page_of_its_own(word: Document) -> None:
    headings = [one for one in word.paragraphs if one.style.name == "Heading 1"]
    assert [one.paragraph_format.page_break_before for one in headings[-2:]] == [None, True]


def test_tables_repeat_their_heads_and_keep_their_rows_whole(word: Document) -> None:
    shown = [name for section in SECTIONS for name in section.tables if full().table(name).rows]
    assert len(word.tables) == 1 + len(shown)
    for table in word.tables:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        columns = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(columns) == WIDTH
        assert min(columns) > 300


def test_charts_are_pictures_in_lines_that_do_not_cut_them(word: Document) -> None:
    assert len(word.inline_shapes) == 14  # thirteen charts and the cloud
    holders = [paragraph for paragraph in word.paragraphs if paragraph._p.xpath(".//w:drawing")]
    assert {paragraph.style.name for paragraph in holders} == {"Picture"}
    assert word.styles["Picture"].paragraph_format.line_spacing == 1.0


def test_a_hostile_headline_stays_text(word: Document) -> None:
    cell = word.tables[-1].rows[1].cells[0]
    assert cell.text == plain(HOSTILE_TITLE)
    assert "{{ 7*7 }}" in cell.text


def test_page_numbers_are_fields_on_the_outer_side(written: bytes) -> None:
    with ZipFile(BytesIO(written)) as archive:
        footers = [
            archive.read(name).decode()
            for name in archive.namelist()
            if "footer" in name and "rels" not in name
        ]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(footers) == 2
    assert all(" PAGE " in footer and "— " in footer for footer in footers)


def test_a_long_list_is_cut_and_says_so(word: Document) -> None:
    assert len(word.tables[-1].rows) == 1 + 15
    assert any("其余145行见随附的 Excel 文件" in paragraph.text for paragraph in word.paragraphs)


def test_a_long_title_breaks_before_the_kind_of_report(word: Document) -> None:
    assert word.paragraphs[0].text == "2022中国氢能产业发展（濮阳）峰会\n传播效果专报"


def test_no_list_runs_over_pages_and_no_column_is_only_for_joining(word: Document) -> None:
    heads = {tuple(cell.text for cell in table.rows[0].cells): len(table.rows) for table in word.tables}
    assert not [head for head in heads if "报道编号" in head or "编号" in head]
    assert max(heads.values()) <= 1 + paper.MOST_ROWS


def test_an_almost_empty_report_is_whole() -> None:
    word = Document(BytesIO(docx.render(draw(plainly(almost_empty())))))
    assert len([paragraph for paragraph in word.paragraphs if paragraph.style.name == "Heading 1"]) == 17
    assert any(paragraph.text == "媒体级别：统计期内没有这类数据。" for paragraph in word.paragraphs)
    assert len(word.tables) == 1  # the figures; what has no rows is a line, not a table
    assert not word.inline_shapes


def test_an_office_brings_its_own_template(tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("××市委宣传部 {{ title }}：{{ figures['items.during'] }}")
    own.save(str(tmp_path / "own.docx"))
    word = Document(BytesIO(docx.render(draw(plainly(almost_empty())), tmp_path / "own.docx")))
    assert word.paragraphs[0].text == f"××市委宣传部 {full().title}：0篇"


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("{{ nothing }}", "no report has {{ nothing }}; there are: title, heading,"),
        ("{{ title }}", "the place holder {{ figures }} or {{ sections }} is missing"),
        ("{{ figures['no.figure'] }}", "no.figure"),
        ("{% for one in sections %}{{ one.titel }}{% endfor %}", "titel"),
        ("{% for %}", "cut off"),
        ("{{ figures.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
    ],
)
def test_a_template_that_asks_for_the_wrong_thing_is_named(
    tmp_path: Path, blank: Drawn, mark: str, said: str
) -> None:
    own = Document()
    own.add_paragraph(mark)
    own.save(str(tmp_path / "own.docx"))
    with pytest.raises(ConfigurationError) as refused:
        docx.render(blank, tmp_path / "own.docx")
    assert f"{tmp_path / 'own.docx'}: template: " in str(refused.value)
    assert said in str(refused.value)


def test_a_template_that_is_no_word_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("plain text")
    with pytest.raises(ConfigurationError, match=r"own\.docx"):
        docx.render(draw(plainly(almost_empty())), tmp_path / "own.docx")
