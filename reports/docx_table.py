"""A native Word table: head repeated on every page, rows never cut, columns as wide as their words."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from reports.paper import Sheet
from reports.printed import NUMBERS, PrintedTable
from reports.widths import MARGIN, WIDTH, gaps, stays_whole, tail, widths

_FRAME = Markup(
    '<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="1F2A37"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1F2A37"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D9DEE5"/></w:tblBorders>'
    '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
    '<w:top w:w="30" w:type="dxa"/><w:left w:w="{margin}" w:type="dxa"/>'
    '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
_CELL = Markup(
    '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
    '<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{stand}</w:pPr>'
    '<w:r>{tongue}<w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
)
_CHINESE = Markup('<w:rPr><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr>')  # breaks at no hyphen of a day
_KEEP = Markup("<w:keepNext/>")
_STAND = Markup('<w:ind w:left="{gap}"/><w:jc w:val="{align}"/>')
_SHADE = Markup('<w:shd w:val="clear" w:color="auto" w:fill="EEF3F8"/>')


def grid(sheet: Sheet) -> Markup:
    """The ``<w:tbl>`` of a table that has rows. Its styles are TableHead and TableText of the template.

    The last rows keep together and to the note below them.
    """
    table = sheet.table
    wide = widths(table)
    stands = [
        _STAND.format(gap=gap, align="right" if column.kind in NUMBERS else "left")
        for gap, column in zip(gaps(table), table.columns, strict=True)
    ]
    head = _row(
        "<w:cantSplit/><w:tblHeader/>",
        [
            _CELL.format(
                width=width,
                shade=_SHADE,
                style="TableHead",
                keep=_KEEP,
                stand=stand,
                tongue="",
                text=column.title,
            )
            for width, stand, column in zip(wide, stands, table.columns, strict=True)
        ],
    )
    last = len(table.rows) - 1
    kept = last if stays_whole(table, wide) else 1
    end = range(len(table.rows) - tail(table, wide), len(table.rows) if sheet.note else last)
    body = [
        _body_row(table, place, wide, stands, _KEEP if place < kept or place in end else "")
        for place in range(len(table.rows))
    ]
    return Markup("<w:tbl>{}<w:tblGrid>{}</w:tblGrid>{}{}</w:tbl>").format(
        _FRAME.format(width=WIDTH, margin=MARGIN),
        Markup("").join(Markup('<w:gridCol w:w="{}"/>').format(width) for width in wide),
        head,
        Markup("").join(body),
    )


def _body_row(
    table: PrintedTable, place: int, wide: Sequence[int], stands: Sequence[Markup], keep: str
) -> Markup:
    return _row(
        "<w:cantSplit/>",
        [
            _CELL.format(
                width=width,
                shade="",
                style="TableText",
                keep=keep,
                stand=stand,
                tongue=_CHINESE if column.kind in {"day", "moment"} else "",
                text=cell.text,
            )
            for width, stand, column, cell in zip(wide, stands, table.columns, table.rows[place], strict=True)
        ],
    )


def _row(properties: str, cells: Sequence[Markup]) -> Markup:
    return Markup("<w:tr><w:trPr>{}</w:trPr>{}</w:tr>").format(
        Markup(properties),  # noqa: S704 (ours)
        Markup("").join(cells),
    )
