"""Builds the Word template after GB/T 9704: ``python -m reports.templates.build`` writes ``summit.docx``.

The template is an ordinary Word file whose marks docxtpl fills in; an office may bring its own with the same
marks (docs: the names are those of :func:`reports.docx.context`). Fonts are named, never embedded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from reports.settled import settled

PATH = Path(__file__).parent / "summit.docx"

FANGSONG, KAITI, HEITI, SONGTI, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"  # its figures are half as wide as a Chinese sign, like those of 仿宋
SIZE_2, SIZE_3, SIZE_4, SIZE_5 = Pt(22), Pt(16), Pt(14), Pt(10.5)  # 二号 三号 四号 五号
LINE = Pt(28)  # 22 of them fill 225 mm
# 28 signs of 16 pt are 448 pt, the text area is 156 mm = 442 pt: each sign gives up a quarter of a point.
TIGHTER = Pt(-0.25)
_NONE = Pt(0)
_CHAPTER = "{{ section.number }}、{{ section.title }}"

_MARKS = (
    ("Title", "{{ heading }}"),
    ("Subtitle", "统计期：{{ period }}"),
    ("Subtitle", "制作日期：{{ made_on }}"),
    ("Notice", "{%p if coverage %}"),
    ("Notice", "采集缺口：{{ coverage }}"),
    ("Notice", "{%p endif %}"),
    ("Body Text", "{%p for section in sections %}"),
    ("Body Text", "{%p if section.apart %}"),
    ("Heading 1", _CHAPTER),
    ("Body Text", "{%p else %}"),
    ("Heading 1", _CHAPTER),
    ("Body Text", "{%p endif %}"),
    ("Body Text", "{%p for paragraph in section.paragraphs %}"),
    ("Body Text", "{{ paragraph }}"),
    ("Body Text", "{%p endfor %}"),
    ("Body Text", "{%p for picture in section.pictures %}"),
    ("Picture", "{{ picture.image }}"),
    ("Caption", "图{{ picture.number }}　{{ picture.title }}"),
    ("Body Text", "{%p endfor %}"),
    ("Body Text", "{%p for table in section.tables %}"),
    ("Table Caption", "表{{ table.number }}　{{ table.title }}"),
    ("Table Text", "{{p table.grid }}"),
    ("Table Note", "{{ table.note }}"),
    ("Body Text", "{%p endfor %}"),
    ("Body Text", "{%p endfor %}"),
)


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style. ``line`` None is single spacing; ``indent`` counts hundredths of a sign.

    A ``dense`` one has letters and figures in its Chinese font: a column is as wide as those.
    """

    name: str
    font: str
    size: Length = SIZE_3
    align: Literal["LEFT", "CENTER", "RIGHT", "JUSTIFY"] = "JUSTIFY"
    line: Length | None = LINE
    indent: int = 0
    before: Length = _NONE
    after: Length = _NONE
    keep_with_next: bool = False
    bold: bool = False
    on_grid: bool = True
    dense: bool = False


_STYLES = (
    _Style("Normal", FANGSONG),
    _Style("Body Text", FANGSONG, indent=200),
    _Style("Title", XIAOBIAOSONG, SIZE_2, "CENTER", line=Pt(35), after=LINE, on_grid=False),
    _Style("Subtitle", KAITI, align="CENTER"),
    _Style("Notice", KAITI, indent=200),
    _Style("Heading 1", HEITI, indent=200, keep_with_next=True),
    _Style("Heading 2", KAITI, indent=200, keep_with_next=True),
    _Style("Heading 3", FANGSONG, indent=200, keep_with_next=True, bold=True),
    # A picture in a line of exactly 28 pt would be cut to a strip.
    _Style("Picture", FANGSONG, SIZE_5, "CENTER", line=None, before=Pt(6), keep_with_next=True),
    _Style("Caption", HEITI, SIZE_5, "CENTER", line=None, before=Pt(2), after=Pt(8)),
    _Style("Table Caption", HEITI, SIZE_5, "CENTER", None, before=Pt(10), after=Pt(3), keep_with_next=True),
    _Style("Table Text", FANGSONG, Pt(9), "LEFT", line=None, dense=True),
    _Style("Table Head", HEITI, Pt(9), "LEFT", line=None, keep_with_next=True, dense=True),
    _Style("Table Note", KAITI, Pt(9), line=None, before=Pt(2), after=Pt(6)),
)


def build() -> bytes:
    """The template as bytes, the same every time."""
    document = Document()
    _page(document)
    _defaults(document)
    for style in _STYLES:
        _define(document, style)
    for style_name, mark in _MARKS:
        document.add_paragraph(mark, style=style_name)
    attached = next(paragraph for paragraph in document.paragraphs if paragraph.text == _CHAPTER)
    attached.paragraph_format.page_break_before = True
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "CityEcho 城响", "", ""
    properties.created = properties.modified = datetime(2022, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    packed = BytesIO()
    document.save(packed)
    return settled(packed.getvalue())


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)  # the number stands 7 mm under the text area
    for grid in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 (python-docx has no name for the grid)
        section._sectPr.remove(grid)  # noqa: SLF001
    # Type "lines" only: with "linesAndChars" LibreOffice spreads the signs wildly.
    section._sectPr.append(_element("w:docGrid", type="lines", linePitch=round(LINE.pt * 20)))  # noqa: SLF001
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        _page_number(footer.paragraphs[0], align)


def _page_number(paragraph: Any, align: str) -> None:
    """— 1 — in 四号 宋体, one sign in from the outer edge."""
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
    edge = "right_indent" if align == "RIGHT" else "left_indent"
    setattr(paragraph.paragraph_format, edge, SIZE_4)
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        run.font.size = SIZE_4
        _fonts(run._r.get_or_add_rPr(), SONGTI, LATIN)  # noqa: SLF001 (east Asian fonts are only in the XML)
        if text is None:
            for kind in ("begin", "instr", "separate", "shown", "end"):
                run._r.append(_field(kind))  # noqa: SLF001


def _field(kind: str) -> Any:
    if kind in {"instr", "shown"}:
        element = OxmlElement("w:instrText" if kind == "instr" else "w:t")
        element.text = " PAGE " if kind == "instr" else "1"
        return element
    return _element("w:fldChar", fldCharType=kind)


def _defaults(document: Any) -> None:
    """Theme fonts would win over the named ones: they go. A language for each script, and no red waves.

    Latin letters and figures are not called Chinese: LibreOffice would break a number where the line ends.
    """
    for properties in document.styles.element.iter(qn("w:rPrDefault")):
        run = properties.find(qn("w:rPr"))
        _fonts(run, FANGSONG, LATIN)
        for language in run.findall(qn("w:lang")):
            run.remove(language)
        run.find(qn("w:rFonts")).addnext(_element("w:noProof"))
        run.append(_element("w:lang", val="en-US", eastAsia="zh-CN"))


def _define(document: Any, wanted: _Style) -> None:
    styles = document.styles
    known = wanted.name in styles
    style = styles[wanted.name] if known else styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    style.hidden, style.quick_style = False, True
    if wanted.name != "Normal":
        style.base_style = styles["Normal"]
        _emptied(style.element.get_or_add_pPr())
        _emptied(style.element.get_or_add_rPr())
    _set_paragraph(style, wanted)
    style.font.size, style.font.bold, style.font.italic = wanted.size, wanted.bold, False
    run = style.element.get_or_add_rPr()
    _fonts(run, wanted.font, wanted.font if wanted.dense else LATIN)
    spacing = round(TIGHTER.pt * 20) if wanted.line else 0
    run.insert_element_before(_element("w:spacing", val=spacing), "w:sz", "w:szCs")


def _set_paragraph(style: Any, wanted: _Style) -> None:
    form = style.paragraph_format
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, wanted.align)
    form.space_before, form.space_after = wanted.before, wanted.after
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if wanted.line else WD_LINE_SPACING.SINGLE
    form.keep_with_next = wanted.keep_with_next
    form.widow_control = False  # 22 lines a page, also where a paragraph begins on the last
    if wanted.line:
        form.line_spacing = wanted.line
    if not wanted.line or not wanted.on_grid:
        off_grid = _element("w:snapToGrid", val="0")
        style.element.pPr.insert_element_before(off_grid, "w:spacing", "w:ind", "w:jc")
    if wanted.indent:
        form.first_line_indent = round(wanted.size * wanted.indent / 100)
        style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), str(wanted.indent))


def _fonts(run: Any, font: str, latin: str) -> None:
    """A font for each script, theme fonts off; signs of both, such as quotation marks, are Chinese."""
    for old in run.findall(qn("w:rFonts")):
        run.remove(old)
    run.insert(0, _element("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=font, cs=latin, hint="eastAsia"))


def _emptied(element: Any) -> None:
    """Takes away what the library's own template says, but for the level that makes a heading one."""
    for child in list(element):
        if child.tag != qn("w:outlineLvl"):
            element.remove(child)


def _element(tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


if __name__ == "__main__":
    PATH.write_bytes(build())
