"""The PDF report: ReportData set by Typst after GB/T 9704, as PDF/A-2b with the packaged fonts alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import typst

from reports import look
from reports.drawn import Drawn
from reports.figures import coverage_said
from reports.fonts import SANS, SERIF, legible, sans_path, serif_path
from reports.paper import Chapter, Picture, Sheet, chapters, heading, made_on_said, period_said
from reports.printed import NUMBERS, PrintedCell
from reports.widths import gaps, stays_whole, tail, widths

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_LONGEST_LINK = 2_000  # characters: what every reader of PDF follows; Typst refuses 8,000


def render(drawn: Drawn) -> bytes:
    """A PDF with bookmarks. Equal data give equal bytes.

    Crawled words reach Typst as JSON and are never read as its markup. It runs in a folder that holds nothing
    but the template, the words and the pictures, and can read no other.
    """
    told = chapters(drawn)
    with TemporaryDirectory(prefix="cityecho-") as name:
        folder = Path(name)
        for picture in (picture for chapter in told for picture in chapter.pictures):
            (folder / _file(picture)).write_bytes(_content(picture))
        (folder / "report.json").write_text(
            legible(json.dumps(_told(drawn, told), ensure_ascii=False)), "utf-8"
        )
        main = folder / _TEMPLATE.name
        copyfile(_TEMPLATE, main)
        return _set(main, drawn)


def _set(main: Path, drawn: Drawn) -> bytes:
    return typst.compile(
        main,
        root=main.parent,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        timestamp=int(drawn.data.made_at.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    """Ours alone, not the machine's and not those that Typst brings along: pages are alike everywhere."""
    folders = sorted({sans_path().parent, serif_path().parent})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _told(drawn: Drawn, told: Sequence[Chapter]) -> dict[str, Any]:
    """What the template asks for."""
    data = drawn.data
    return {
        "title": data.title,
        "heading": heading(data),
        "period": period_said(data),
        "made_on": made_on_said(data),
        "coverage": coverage_said(data),
        "fonts": {"sans": SANS, "serif": SERIF},
        "colours": {"ink": look.INK, "line": look.LINE, "pale": look.PALE},
        "chapters": [_chapter(chapter) for chapter in told],
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "title": f"{chapter.number}、{chapter.title}",
        "apart": chapter.apart,
        "paragraphs": chapter.paragraphs,
        "pictures": [_picture(picture) for picture in chapter.pictures],
        "tables": [_table(sheet) for sheet in chapter.sheets],
    }


def _picture(picture: Picture) -> Mapping[str, object]:
    return {
        "file": _file(picture),
        "width": picture.width,
        "caption": f"图{picture.number}　{picture.title}",
        "alt": picture.title,
    }


def _table(sheet: Sheet) -> Mapping[str, object]:
    table, wide = sheet.table, widths(sheet.table)
    return {
        "caption": f"表{sheet.number}　{table.title}",
        "columns": [
            {
                "title": column.title,
                "width": width / 20,
                "gap": gap / 20,
                "align": "right" if column.kind in NUMBERS else "left",
            }
            for column, width, gap in zip(table.columns, wide, gaps(table), strict=True)
        ],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "whole": stays_whole(table, wide),
        "tail": tail(table, wide),
        "note": sheet.note,
    }


def _cell(cell: PrintedCell) -> Mapping[str, str | None]:
    link = cell.link
    follows = link is not None and link.isascii() and len(link) <= _LONGEST_LINK
    return {"text": cell.text, "link": link if follows else None}


def _file(picture: Picture) -> str:
    return f"{picture.id}.{'svg' if isinstance(picture.content, str) else 'png'}"


def _content(picture: Picture) -> bytes:
    """A chart names the fonts of its reader; here it is drawn with ours, and has no sign they lack."""
    if isinstance(picture.content, bytes):
        return picture.content
    return legible(picture.content.replace(look.FONT_STACK, SANS)).encode()
