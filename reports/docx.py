"""The Word report: ReportData filled into a template, ours after GB/T 9704 or the office's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from analysis import dates
from cityecho.article import BEIJING
from cityecho.errors import ConfigurationError
from reports import cloud
from reports.data import CLOUD, ReportData, Section, Table
from reports.docx_table import grid
from reports.draw import png
from reports.drawn import Drawn
from reports.figures import coverage_said, figure_said
from reports.printed import WITHHELD, PrintedTable, numeral, printed, title_lines
from reports.settled import settled

TEMPLATE = Path(__file__).parent / "templates" / "summit.docx"
MOST_ROWS = 60  # of one table: every figure, every term; the xlsx has all rows of all tables
# Of lists that run on, as much as a reader of paper looks at: a page at most.
_MOST_ROWS = {
    "outlets": 15,
    "top_stories": 10,
    "copies": 20,
    "keywords": 20,
    "topics": 10,
    "negatives": 10,
    "articles": 30,
}
# What a list on paper can do without: the title needs the room.
_WITHOUT = {
    "articles": frozenset({"tier", "region"}),
    "negatives": frozenset({"score"}),  # the order tells it
    "methods": frozenset({"withheld"}),  # stands with the figures
}
_TITLE_SIGNS = 20  # of 二号 in a line
_WIDEST, _TALLEST = Mm(150), Mm(78)


def render(drawn: Drawn, template: Path | None = None) -> bytes:
    """A .docx filled from ``template`` (None: ours). Equal data give equal bytes.

    Crawled words are values, never template text, and are escaped; the template itself, which may have come
    by mail, runs in a sandbox. Raises ConfigurationError when it is no Word file or asks for what no report
    has.
    """
    path = template or TEMPLATE
    word = DocxTemplate(path)
    sandbox = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        word.init_docx()
        word.render(context(drawn, word), jinja_env=sandbox, autoescape=True)
    except (PackageNotFoundError, BadZipFile, TemplateError) as problem:
        raise ConfigurationError(path, "template", f"can't be filled in: {problem}") from problem
    _describe(word, drawn.data)
    packed = BytesIO()
    word.save(packed)
    return settled(packed.getvalue())


def context(drawn: Drawn, word: DocxTemplate) -> dict[str, Any]:
    """What a template may name.

    title, heading (the title in lines), city, period, made_on, coverage (empty when every day is whole),
    figures (by id, as words) and sections: each with id, number (一, 二 …), title, paragraphs, pictures
    (number, title, image) and tables (number, title, grid, note). ``{{p table.grid }}`` and
    ``{{ picture.image }}`` stand in paragraphs of their own.
    """
    data = drawn.data
    pictures, tables = _pictures(drawn, word), {table.id: _printed(table) for table in data.tables}
    picture_number, table_number = count(1), count(1)
    return {
        "title": data.title,
        "heading": data.title if len(data.title) <= _TITLE_SIGNS else "\n".join(title_lines(data)),
        "city": data.city,
        "period": f"{dates.day(data.first)}至{dates.day(data.last)}",
        "made_on": dates.day(data.made_at.astimezone(BEIJING)),
        "coverage": coverage_said(data),
        "figures": {figure.id: figure_said(figure) for figure in data.figures},
        "sections": [
            {
                "id": section.id,
                "number": numeral(place),
                "title": section.title,
                "paragraphs": _paragraphs(section, tables),
                "pictures": [
                    {"number": next(picture_number), "title": title, "image": image}
                    for title, image in _shown(section, pictures)
                ],
                "tables": [
                    {
                        "number": next(table_number),
                        "title": tables[name].title,
                        "grid": grid(tables[name]),
                        "note": _note(tables[name].note, tables[name].left_out),
                    }
                    for name in section.tables
                    if tables[name].rows
                ],
            }
            for place, section in enumerate(data.sections, 1)
        ],
    }


def _printed(table: Table) -> PrintedTable:
    most = _MOST_ROWS.get(table.id, MOST_ROWS)
    return printed(table, most, _WITHOUT.get(table.id, frozenset()))


def _paragraphs(section: Section, tables: Mapping[str, PrintedTable]) -> list[str]:
    """The chapter's own, then a line for each table without rows, unless they give its reason already."""
    own = list(section.paragraphs)
    for table in (tables[name] for name in section.tables):
        if not table.rows and table.empty.removeprefix(f"{WITHHELD}：") not in "".join(own):
            own.append(f"{table.title}：{table.empty}。")
    return own or ([] if section.tables else ["本期没有内容。"])


def _pictures(drawn: Drawn, word: DocxTemplate) -> dict[str, tuple[str, InlineImage]]:
    """Title and picture of every chart by id, and of the cloud."""
    found = {
        name: (chart.title, _picture(word, png(drawn.svgs[name]), chart.height / chart.width))
        for name, chart in drawn.charts.items()
    }
    if drawn.cloud:
        picture = _picture(word, drawn.cloud, cloud.HEIGHT / cloud.WIDTH)
        found[CLOUD] = ("词云（字号示热度，绿为正面、红为负面、灰为中性）", picture)
    return found


def _picture(word: DocxTemplate, picture: bytes, slope: float) -> InlineImage:
    """As wide as the text, unless that makes it taller than 85 mm. ``slope`` is height by width."""
    return InlineImage(word, BytesIO(picture), width=min(_WIDEST, round(_TALLEST / slope)))


def _shown(
    section: Section, pictures: dict[str, tuple[str, InlineImage]]
) -> Iterator[tuple[str, InlineImage]]:
    return (pictures[name] for name in section.charts if name in pictures)


def _note(note: str, left_out: int) -> str:
    parts = [f"其余{left_out}行见同期 Excel 文件。"] if left_out else []
    return "注：" + "".join([*parts, note]) if parts or note else ""


def _describe(word: DocxTemplate, data: ReportData) -> None:
    properties = word.docx.core_properties
    properties.title, properties.author = data.title[:255], "CityEcho 城响"
    made = data.made_at.astimezone(UTC).replace(tzinfo=None)  # the file notes UTC without saying so
    properties.created = properties.modified = made
    properties.last_modified_by, properties.revision = "CityEcho 城响", 1
