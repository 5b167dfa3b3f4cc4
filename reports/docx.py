"""The Word report: ReportData filled into a template, ours after GB/T 9704 or the office's own."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from cityecho.errors import ConfigurationError
from reports.data import ReportData
from reports.docx_table import grid
from reports.draw import png
from reports.drawn import Drawn
from reports.figures import coverage_said, figure_said
from reports.paper import Chapter, Picture, chapters, heading, made_on_said, period_said
from reports.settled import settled

TEMPLATE = Path(__file__).parent / "templates" / "summit.docx"
_PLACES = frozenset({"sections", "figures"})
"""A template without either would be filled in with nothing of the report."""


def render(drawn: Drawn, template: Path | None = None) -> bytes:
    """A .docx filled from ``template`` (None: ours). Equal data give equal bytes.

    Crawled words are values, never template text, and are escaped; the template itself, which may have come
    by mail, runs in a sandbox. Raises ConfigurationError that names the file and the place holder when it is
    no Word file, asks for what no report has, or has no place for the report.
    """
    path = template or TEMPLATE
    word = _opened(path)
    sandbox = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    told = context(drawn, word)
    try:
        _check(path, word.get_undeclared_template_variables(sandbox), told)
        word.render(told, jinja_env=sandbox, autoescape=True)
    except TemplateSyntaxError as problem:
        raise ConfigurationError(path, "template", f"a place holder is cut off: {problem}") from problem
    except TemplateError as problem:
        raise ConfigurationError(path, "template", f"can't be filled in: {problem}") from problem
    _describe(word, drawn.data)
    packed = BytesIO()
    word.save(packed)
    return settled(packed.getvalue())


def _opened(path: Path) -> DocxTemplate:
    word = DocxTemplate(path)
    try:
        word.init_docx()
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as problem:
        raise ConfigurationError(path, "template", "can't be filled in: this is no Word file") from problem
    return word


def _check(path: Path, named: Set[str], told: Mapping[str, Any]) -> None:
    """Refuse a template that names what there is not, or that has no place for anything."""
    unknown = sorted(named - told.keys())
    if unknown:
        holders = ", ".join(f"{{{{ {name} }}}}" for name in unknown)
        raise ConfigurationError(path, "template", f"no report has {holders}; there are: {', '.join(told)}")
    if not named & _PLACES:
        wanted = " or ".join(f"{{{{ {name} }}}}" for name in sorted(_PLACES))
        raise ConfigurationError(path, "template", f"the place holder {wanted} is missing")


def context(drawn: Drawn, word: DocxTemplate) -> dict[str, Any]:
    """What a template may name.

    title, heading (the title in lines), city, period, made_on, coverage (empty when every day is whole),
    figures (by id, as words) and sections: each with id, number (一, 二 …), title, apart (whether it begins a
    page of its own), paragraphs, pictures (number, title, image) and tables (number, title, grid, note).
    ``{{p table.grid }}`` and ``{{ picture.image }}`` stand in paragraphs of their own.
    """
    data = drawn.data
    return {
        "title": data.title,
        "heading": "\n".join(heading(data)),
        "city": data.city,
        "period": period_said(data),
        "made_on": made_on_said(data),
        "coverage": coverage_said(data),
        "figures": {figure.id: figure_said(figure) for figure in data.figures},
        "sections": [_section(chapter, word) for chapter in chapters(drawn)],
    }


def _section(chapter: Chapter, word: DocxTemplate) -> dict[str, Any]:
    return {
        "id": chapter.id,
        "number": chapter.number,
        "title": chapter.title,
        "apart": chapter.apart,
        "paragraphs": chapter.paragraphs,
        "pictures": [
            {"number": picture.number, "title": picture.title, "image": _image(word, picture)}
            for picture in chapter.pictures
        ],
        "tables": [
            {
                "number": sheet.number,
                "title": sheet.table.title,
                "grid": grid(sheet),
                "note": sheet.note,
            }
            for sheet in chapter.sheets
        ],
    }


def _image(word: DocxTemplate, picture: Picture) -> InlineImage:
    content = png(picture.content) if isinstance(picture.content, str) else picture.content
    return InlineImage(word, BytesIO(content), width=Mm(picture.width))


def _describe(word: DocxTemplate, data: ReportData) -> None:
    properties = word.docx.core_properties
    properties.title, properties.author = data.title[:255], "CityEcho 城响"
    made = data.made_at.astimezone(UTC).replace(tzinfo=None)  # the file notes UTC without saying so
    properties.created = properties.modified = made
    properties.last_modified_by, properties.revision = "CityEcho 城响", 1
