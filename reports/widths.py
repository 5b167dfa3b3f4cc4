"""How wide a printed table's columns are: short cells stay whole, prose shares what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from reports.data import Column
from reports.printed import NUMBERS, PrintedCell, PrintedTable

WIDTH = 8845  # twips (twentieths of a point): the text area of 156 mm
MARGIN = 60  # twips on either side of a cell
_GAP = 120  # twips more between a number, which stands right, and words, which stand left
_SIGN = 98  # twips: half a Chinese sign of 9 pt and a hair
_DAY = 10  # signs: beside prose, which takes two lines anyway, a moment may have its minute on the second
_SHORT_HEAD = 8  # signs: 90%下限 and 报道数 broken in two are ugly
_WHOLE = 9  # lines: a table no longer is never broken, a longer one not within its first two rows
_TAIL = 6  # lines: as many of its last rows stand together, so that no page has just one or two


@dataclass(frozen=True, slots=True)
class _Measure:
    """How a table is set: in how many lines a head, what is prose, and how many twips prose has at least.

    A column with a cell of more than ``short`` half-width signs is prose, which may break into lines.
    """

    head_lines: int
    short: int
    least: int


# From roomy to narrow: the first that fits is taken.
_MEASURES = (_Measure(1, 32, 2000), _Measure(2, 32, 2000), _Measure(2, 16, 1200))


def widths(table: PrintedTable) -> list[int]:
    """Twips a column, ``WIDTH`` together: short cells whole, prose shares what is left."""
    longest = [max((_signs(row[place].text) for row in table.rows), default=0) for place in _places(table)]
    for measure in _MEASURES:
        prose = [place for place in _places(table) if longest[place] > measure.short]
        wanted = [
            _wanted(table.columns[place], longest[place], measure, bool(prose)) + gap
            for place, gap in enumerate(gaps(table))
        ]
        if sum(wanted) <= WIDTH:
            break
    left = WIDTH - sum(wanted)
    if left > 0 and prose:
        weight = [sum(_signs(row[place].text) for row in table.rows) for place in prose]
        for place, signs in zip(prose, weight, strict=True):
            wanted[place] += left * signs // sum(weight)
    return _scaled(wanted)


def gaps(table: PrintedTable) -> list[int]:
    """Twips that the words of a column stand off its left side: behind a number they would run into it."""
    right = [column.kind in NUMBERS for column in table.columns]
    return [
        _GAP if before and not number else 0 for before, number in zip([False, *right], right, strict=False)
    ]


def stays_whole(table: PrintedTable, wide: Sequence[int]) -> bool:
    """Whether a table with columns that wide is short enough to move to the next page as one."""
    return _lines(table, wide) <= _WHOLE


def tail(table: PrintedTable, wide: Sequence[int]) -> int:
    """How many rows at the end stand on one page: the last, and those before it that are short."""
    kept, lines = 0, 0
    for row in reversed(table.rows):
        lines += _row_lines(row, wide)
        if kept and lines > _TAIL:
            break
        kept += 1
    return kept


def _places(table: PrintedTable) -> range:
    return range(len(table.columns))


def _wanted(column: Column, longest: int, measure: _Measure, beside_prose: bool) -> int:
    if longest > measure.short:
        return measure.least
    head = _signs(column.title)
    if head > _SHORT_HEAD:
        head = -(-head // measure.head_lines)
    if column.kind == "moment" and beside_prose:
        longest = min(longest, _DAY)
    return max(head + head % 2, longest, 4) * _SIGN + 2 * MARGIN


def _lines(table: PrintedTable, wide: Sequence[int]) -> int:
    """About how many lines the rows take."""
    return sum(_row_lines(row, wide) for row in table.rows)


def _row_lines(row: Sequence[PrintedCell], wide: Sequence[int]) -> int:
    return max(
        -(-_signs(cell.text) * _SIGN // (width - 2 * MARGIN)) for cell, width in zip(row, wide, strict=True)
    )


def _signs(text: str) -> int:
    """Half-width signs a text takes."""
    return sum(2 if sign == "%" or east_asian_width(sign) in "WFA" else 1 for sign in text)


def _scaled(wanted: Sequence[int]) -> list[int]:
    """The same proportions, exactly ``WIDTH`` together."""
    whole = sum(wanted)
    scaled = [width * WIDTH // whole for width in wanted]
    scaled[0] += WIDTH - sum(scaled)
    return scaled
