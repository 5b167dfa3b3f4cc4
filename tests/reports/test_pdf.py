"""The PDF: office geometry counted from what is drawn, bookmarks, its own fonts, hostile words as text."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import typst

from reports import pdf
from reports.data import Quantity, ReportData, Section
from reports.drawn import draw
from reports.json_file import to_json
from reports.plain import plain, plainly
from reports.printed import quantity_said
from tests.reports.sample import SECTIONS, almost_empty, full
from tests.reports.sample_tables import HOSTILE_TITLE

MM = 72 / 25.4
HOSTILE = (
    f'{HOSTILE_TITLE} #read("/etc/passwd") #import "@preview/x:1.0.0" $x$ *a* _b_ @c <d> \\ // /* [e] `f`'
)


def render(data: ReportData) -> bytes:
    return pdf.render(draw(plainly(data)))


def told(*paragraphs: str) -> ReportData:
    """A report of these paragraphs and its list of articles."""
    return replace(full(3), figures=(), sections=(Section("a", "概况", paragraphs), SECTIONS[-1]))


def headed(title: str, link: str = "http://news1.example/1.html") -> ReportData:
    """A report whose first listed article has that title and address."""
    whole = told("概况。")
    articles = whole.table("articles")
    places = {"title": title, "url": link}
    first = tuple(
        places.get(column.id, cell) for column, cell in zip(articles.columns, articles.rows[0], strict=True)
    )
    changed = replace(articles, rows=(first, *articles.rows[1:]))
    return replace(whole, tables=tuple(changed if one.id == changed.id else one for one in whole.tables))


class Pages:
    """A PDF read back: its text page by page, and where each sign stands (left, bottom, right, top)."""

    def __init__(self, content: bytes) -> None:
        with pypdfium2.PdfDocument(content) as document:
            self.facts = document.get_metadata_dict()
            self.bookmarks = [mark.get_title() for mark in document.get_toc()]
            self.pictures = sum(
                1 for page in document for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
            )
            self.texts, self.signs = [], []
            for page in document:
                text = page.get_textpage()
                self.texts.append(text.get_text_range())
                self.signs.append(
                    [
                        (sign, text.get_charbox(place))
                        for place in range(text.count_chars())
                        if (sign := text.get_text_range(place, 1)).strip()
                    ]
                )

    @property
    def squeezed(self) -> str:
        """All words without blanks and line ends."""
        return re.sub(r"\s", "", "".join(self.texts))


@pytest.fixture(scope="module")
def written() -> bytes:
    return render(full())


@pytest.fixture(scope="module")
def pages(written: bytes) -> Pages:
    return Pages(written)


@pytest.fixture(scope="module")
def poisoned() -> tuple[bytes, Pages]:
    content = render(headed(HOSTILE, "javascript:alert(1)"))
    return content, Pages(content)


def test_the_same_data_gives_the_same_bytes(written: bytes) -> None:
    assert render(full()) == written


def test_it_says_it_is_pdf_a_2b_and_when_it_was_made(written: bytes, pages: Pages) -> None:
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>B<", written)
    assert pages.facts["Title"] == full().title
    assert pages.facts["CreationDate"] == full().made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")


def test_every_chapter_is_a_bookmark_in_order(pages: Pages) -> None:
    titles = [section.title for section in SECTIONS]
    assert [mark.split("、", 1)[1] for mark in pages.bookmarks] == [*titles[:-1], "指标一览", titles[-1]]
    assert pages.bookmarks[0].startswith("一、")


def test_a_full_page_has_22_lines_of_28_signs_within_the_margins() -> None:
    signs = [
        box for sign, box in Pages(render(told("永" * 2000))).signs[1] if sign == "永"
    ]  # the second page is body text alone
    lines = Counter(round(bottom) for _, bottom, _, _ in signs)
    assert list(lines.values()) == [28] * 22
    left, bottom = min(box[0] for box in signs), min(box[1] for box in signs)
    right, top = max(box[2] for box in signs), max(box[3] for box in signs)
    assert 28 * MM <= left < right <= (210 - 26) * MM
    assert 35 * MM <= bottom < top <= (297 - 37) * MM
    assert right - left > 155 * MM  # a sign is a little narrower than its box


def test_a_paragraph_begins_two_signs_in() -> None:
    first, second = (
        min(box[0] for sign, box in page if sign == "永")
        for page in Pages(render(told("永" * 2000))).signs[:2]
    )
    opening = next(box[0] for sign, box in Pages(render(told("永"))).signs[0] if sign == "永")
    assert first == pytest.approx(second)
    assert opening - first == pytest.approx(2 * 156 * MM / 28, abs=0.2)


def test_page_numbers_stand_one_sign_in_on_the_outer_side(pages: Pages) -> None:
    for number, (text, signs) in enumerate(zip(pages.texts, pages.signs, strict=True), 1):
        assert re.sub(r"\s", "", text).endswith(f"—{number}—")
        foot = [box for _, box in signs if box[3] < 35 * MM]
        outer = 28 * MM + 14 if number % 2 == 0 else (210 - 26) * MM - 14
        assert (min(box[0] for box in foot) if number % 2 == 0 else max(box[2] for box in foot)) == (
            pytest.approx(outer, abs=2.5)
        )


@pytest.mark.parametrize("data", [full(), almost_empty()], ids=["full", "almost empty"])
def test_every_figure_reads_as_in_the_json(data: ReportData) -> None:
    words = Pages(render(data)).squeezed
    listed = json.loads(to_json(data))["figures"]
    assert listed
    for figure in listed:
        if figure["value"] is None:
            assert f"暂不发布：{figure['withheld']}" in words
        else:
            said = quantity_said(Quantity(figure["value"], figure["unit"]))
            assert re.search(rf"{re.escape(figure['label'])}(至少)?{re.escape(said)}", words), figure["id"]


def test_charts_are_drawn_with_the_packaged_fonts_as_words(written: bytes, pages: Pages) -> None:
    fonts = {name.split(b"+")[-1] for name in re.findall(rb"/BaseFont\s*/([\w+-]+)", written)}
    assert fonts == {b"NotoSansSC-Regular", b"NotoSansSC-Regular-Identity-H"} | {
        b"NotoSerifSC-Regular",
        b"NotoSerifSC-Regular-Identity-H",
    }
    assert "会前报道数" in pages.squeezed  # of a legend
    assert pages.pictures == 1  # the cloud; charts are lines and words


def test_the_compiler_has_nothing_to_warn_of(monkeypatch: pytest.MonkeyPatch) -> None:
    warned: list[Any] = []

    def compiled(*given: Any, **named: Any) -> bytes:
        content, warnings = typst.compile_with_warnings(*given, **named)
        warned.extend(warnings)
        return content

    monkeypatch.setattr(pdf.typst, "compile", compiled)
    assert render(full())
    assert warned == []


def test_a_table_repeats_its_head_and_says_what_was_left_out(pages: Pages) -> None:
    assert "其余145行见随附的Excel文件" in pages.squeezed
    data = full()
    long = replace(data.table("terms"), rows=tuple((f"词{n}", "含义" * 9) for n in range(60)))
    tables = tuple(long if table.id == "terms" else table for table in data.tables)
    only = tuple(section for section in data.sections if section.id == "terms")
    assert (
        Pages(render(replace(data, tables=tables, sections=only, cloud=()))).squeezed.count("术语含义") >= 2
    )


def test_an_almost_empty_report_is_whole() -> None:
    pages = Pages(render(almost_empty()))
    assert len(pages.bookmarks) == 17
    assert len(pages.texts) == 2
    assert "媒体级别：统计期内没有这类数据。" in pages.squeezed
    assert pages.pictures == 0


def test_hostile_words_stay_words(poisoned: tuple[bytes, Pages]) -> None:
    content, pages = poisoned
    assert re.sub(r"\s", "", plain(HOSTILE)) in pages.squeezed
    assert "root:" not in pages.squeezed
    for danger in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AA", b"/GoToR"):
        assert not re.search(re.escape(danger) + rb"\b", content), danger


def test_a_hostile_label_in_a_chart_stays_a_label() -> None:
    words = full(3).table("keywords")
    place = [column.id for column in words.columns].index("word")
    bad = '</text><image href="/etc/hostname"/>🚀'
    first = (*words.rows[0][:place], bad, *words.rows[0][place + 1 :])
    poisoned = replace(words, rows=(first, *words.rows[1:]))
    tables = tuple(poisoned if table.id == "keywords" else table for table in full(3).tables)
    pages = Pages(render(replace(full(3), tables=tables)))
    assert "</text><image" in pages.squeezed.split("图8")[0]  # cut to the room a label has
    assert '/etc/hostname"/>〓' in pages.squeezed  # whole in the table
    assert pages.pictures == 1  # the cloud's


def test_only_web_addresses_are_links(written: bytes, poisoned: tuple[bytes, Pages]) -> None:
    found = re.findall(rb"/URI\s*\((.*?)\)", written)
    assert len(found) >= 30
    assert all(address.startswith((b"http://", b"https://")) for address in found)
    assert b"javascript:" not in b"".join(re.findall(rb"/URI\s*\((.*?)\)", poisoned[0]))


@pytest.mark.parametrize("link", ["http://news1.example/" + "x" * 9000, "http://news1.example/消息"])
def test_an_address_no_reader_could_follow_is_left_out(link: str) -> None:
    content = render(headed("标题在此", link))
    assert "标题在此" in Pages(content).squeezed
    assert len(re.findall(rb"/URI\s*\(", content)) < len(
        re.findall(rb"/URI\s*\(", render(headed("标题在此")))
    )


def test_what_runs_on_breaks_at_the_margin_and_copies_whole() -> None:
    address = "http://news1.example/" + "x" * 200
    pages = Pages(render(told(address)))
    assert address in pages.squeezed
    assert max(box[2] for page in pages.signs for _, box in page) <= (210 - 26) * MM + 0.5


def test_a_sign_the_fonts_lack_is_never_a_box() -> None:
    assert "前〓后〓〓完" in Pages(render(told("前🚀后עב完"))).squeezed


@pytest.mark.parametrize(
    "reading", ['#read("/etc/passwd")', '#read("../../etc/passwd")', '#json("/other.json")']
)
def test_even_a_template_reads_nothing_outside_its_folder(
    reading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.typ"
    own.write_text(reading, "utf-8")
    monkeypatch.setattr(pdf, "_TEMPLATE", own)
    with pytest.raises(typst.TypstError, match=r"file not found|escape the project root"):
        render(almost_empty())
