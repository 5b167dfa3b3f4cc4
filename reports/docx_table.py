"""A native Word table: head repeated on every page, rows never cut, columns as wide as their words."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from markupsafe import Markup

from reports.printed import NUMBERS, PrintedTable

WIDTH = 8845  # twips: the text area of 156 mm
_SIGN = 98  # twips: half a Chinese sign of 9 pt and a hair
_MARGIN = 60  # twips on either side of a cell
_LEAST_PROSE = 2000
_DAY = 10  # signs: beside prose, which takes two lines anyway, a moment may have its minute on the second
_WHOLE = 14  # lines: a table no longer is never broken, a longer one not within its first two rows

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
    '<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}<w:jc w:val="{align}"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
)
_KEEP = Markup("<w:keepNext/>")
_SHADE = Markup('<w:shd w:val="clear" w:color="auto" w:fill="EEF3F8"/>')


def grid(table: PrintedTable) -> Markup:
    """The ``<w:tbl>`` of a table that has rows. Its styles are TableHead and TableText of the template."""
    wide = widths(table)
    aligns = ["right" if column.kind in NUMBERS else "left" for column in table.columns]
    head = _row(
        "<w:cantSplit/><w:tblHeader/>",
        [
            _CELL.format(
                width=width,
                shade=_SHADE,
                style="TableHead",
                keep=_KEEP,
                align=align,
                text=column.title,
            )
            for width, align, column in zip(wide, aligns, table.columns, strict=True)
        ],
    )
    kept = len(table.rows) - 1 if _lines(table, wide) <= _WHOLE else 1
    body = [
        _body_row(table, place, wide, aligns, _KEEP if place < kept else "")
        for place in range(len(table.rows))
    ]
    return Markup("<w:tbl>{}<w:tblGrid>{}</w:tblGrid>{}{}</w:tbl>").format(
        _FRAME.format(width=WIDTH, margin=_MARGIN),
        Markup("").join(Markup('<w:gridCol w:w="{}"/>').format(width) for width in wide),
        head,
        Markup("").join(body),
    )


def _body_row(
    table: PrintedTable, place: int, wide: Sequence[int], aligns: Sequence[str], keep: str
) -> Markup:
    return _row(
        "<w:cantSplit/>",
        [
            _CELL.format(width=width, shade="", style="TableText", keep=keep, align=align, text=cell.text)
            for width, align, cell in zip(wide, aligns, table.rows[place], strict=True)
        ],
    )


def widths(table: PrintedTable) -> list[int]:
    """Twips a column, ``WIDTH`` together: short cells whole, prose shares what is left."""
    for lines in (1, 2):  # heads on one line where that fits, else on two
        wanted = [_wanted(table, place, lines) for place in range(len(table.columns))]
        if sum(wanted) <= WIDTH:
            break
    prose = [place for place in range(len(wanted)) if table.wraps(place)]
    left = WIDTH - sum(wanted)
    if left > 0 and prose:
        weight = [sum(_signs(row[place].text) for row in table.rows) for place in prose]
        for place, signs in zip(prose, weight, strict=True):
            wanted[place] += left * signs // sum(weight)
    return _scaled(wanted)


def _wanted(table: PrintedTable, place: int, lines: int) -> int:
    head = -(-_signs(table.columns[place].title) // lines)
    if table.wraps(place):
        return _LEAST_PROSE
    return max(head + head % 2, _longest(table, place), 4) * _SIGN + 2 * _MARGIN


def _lines(table: PrintedTable, wide: Sequence[int]) -> int:
    """About how many lines the rows take."""
    return sum(
        max(
            -(-_signs(cell.text) * _SIGN // (width - 2 * _MARGIN))
            for cell, width in zip(row, wide, strict=True)
        )
        for row in table.rows
    )


def _longest(table: PrintedTable, place: int) -> int:
    longest = max((_signs(row[place].text) for row in table.rows), default=0)
    beside_prose = any(table.wraps(other) for other in range(len(table.columns)))
    return min(longest, _DAY) if table.columns[place].kind == "moment" and beside_prose else longest


def _signs(text: str) -> int:
    """Half-width signs a text takes."""
    return sum(2 if sign == "%" or east_asian_width(sign) in "WFA" else 1 for sign in text)


def _scaled(wanted: Sequence[int]) -> list[int]:
    """The same proportions, exactly ``WIDTH`` together."""
    whole = sum(wanted)
    scaled = [width * WIDTH // whole for width in wanted]
    scaled[0] += WIDTH - sum(scaled)
    return scaled


def _row(properties: str, cells: Sequence[Markup]) -> Markup:
    return Markup("<w:tr><w:trPr>{}</w:trPr>{}</w:tr>").format(
        Markup(properties),  # noqa: S704 (ours)
        Markup("").join(cells),
    )
