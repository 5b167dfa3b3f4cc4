"""Lines -> paragraphs: the cells of a row of figures become one line; layout tables stay apart."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.extract.tree import Boxes, Line, Page

_LONGEST_CELL, _LONGEST_ROW = 30, 300  # characters: more is text in a layout table


def joined(page: Page, positions: Iterable[int]) -> list[Line]:
    """The lines at ``positions`` in Page.lines, each table row with short cells in one line."""
    lines: list[Line] = []
    last: tuple[int, int] | None = None
    for position in positions:
        line = page.lines[position]
        place = _place(page.boxes, line)
        if (
            place
            and last
            and place[0] == last[0]
            and place[1] != last[1]
            and len(lines[-1].text) < _LONGEST_ROW
        ):
            lines[-1] = _one(lines[-1], line)
        else:
            lines.append(line)
        last = place
    return lines


def _one(left: Line, right: Line) -> Line:
    text, linked = f"{left.text} {right.text}", left.linked + right.linked
    marks, stops = left.marks + right.marks, left.stops + right.stops
    return Line(text, linked, left.box, linked * 2 > len(text), marks, stops)


def _place(boxes: Boxes, line: Line) -> tuple[int, int] | None:
    """Row and cell (indexes into Page.boxes) of a line that is a figure or a name; None for text."""
    if len(line.text) > _LONGEST_CELL or line.text.endswith("。"):
        return None
    cell = line.box if boxes.tags[line.box] != "p" else boxes.parents[line.box]
    return (boxes.parents[cell], cell) if boxes.tags[cell] in {"td", "th"} else None
