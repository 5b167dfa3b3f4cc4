"""Who copied the most carried story from whom: the first publisher left, copies of copies right.

The small build of ECharts has no tree: boxes are points, branches one broken line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reports import look
from reports.charts.columns import words
from reports.charts.parts import WIDTH, Chart, Option, frame, text_style
from reports.data import ReportData, Table

_MOST = 30
_LINE, _LABEL = 22, 128  # height of one outlet, and room for its name
_LONGEST_TITLE = 32
# On white, so that a branch ends before a name.
_LABEL_LOOK = text_style(look.INK) | {
    "show": True,
    "position": "right",
    "formatter": "{b}",
    "padding": [1, 3],
    "backgroundColor": look.WHITE,
}


@dataclass
class _Node:
    """An outlet, those who copied it, and its place: ``depth`` copies from the first, at ``height``."""

    outlet: str
    depth: int
    copies: list[_Node] = field(default_factory=list)
    height: float = 0.0


def copy_tree(_data: ReportData, table: Table) -> Chart:
    """The first story of the table, which begins with the most carried one."""
    story = words(table, "story")[0]
    outlets = [
        (outlet, source)
        for found, outlet, source in zip(
            words(table, "story"), words(table, "outlet"), words(table, "copied_from"), strict=True
        )
        if found == story
    ]
    root, left_out = _grown(outlets)
    leaves = _placed(root)
    nodes = list(_walk(root))
    deepest = max(node.depth for node in nodes)
    series = [_branches(root), _boxes(nodes)]
    option = frame(series) | {
        "xAxis": {"type": "value", "show": False, "min": 0, "max": deepest or 1},
        "yAxis": {"type": "value", "show": False, "inverse": True, "min": -0.5, "max": leaves - 0.5},
    }
    del option["legend"]
    option["grid"] = {"left": 12, "right": _LABEL, "top": 8, "bottom": 8}
    title = words(table, "title")[0]
    shown = title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE] + "……"
    more = f"，另有{left_out}家从略" if left_out else ""
    return Chart(f"转载路径：《{shown}》{more}", option, WIDTH, 40 + _LINE * leaves)


def _grown(outlets: list[tuple[str, str]]) -> tuple[_Node, int]:
    """The tree of outlets by their first appearance, and how many found no room.

    Rows come by time: one whose source has not appeared yet, or is unknown, hangs on the first publisher.
    """
    root = _Node(outlets[0][0], 0)
    known, left_out = {root.outlet: root}, 0
    for outlet, source in outlets[1:]:
        if outlet in known:
            continue
        if len(known) == _MOST:
            left_out += 1
            continue
        parent = known.get(source, root)
        known[outlet] = _Node(outlet, parent.depth + 1)
        parent.copies.append(known[outlet])
    return root, left_out


def _placed(root: _Node) -> int:
    """Gives every leaf a line of its own, every other outlet the middle of its copies; counts the lines."""
    lines = 0
    for node in reversed(list(_walk(root))):
        if node.copies:
            node.height = (node.copies[0].height + node.copies[-1].height) / 2
        else:
            node.height = lines
            lines += 1
    for node in _walk(root):
        node.height = lines - 1 - node.height
    return lines


def _walk(node: _Node) -> Iterator[_Node]:
    yield node
    for copy in node.copies:
        yield from _walk(copy)


def _branches(root: _Node) -> Option:
    """From the middle of the gap before the copies to each of them, square; None lifts the pen."""
    points: list[list[float] | None] = []
    for node in _walk(root):
        for copy in node.copies:
            bend = node.depth + 0.82
            points += [[node.depth, node.height], [bend, node.height], [bend, copy.height]]
            points += [[copy.depth, copy.height], None]
    return {
        "type": "line",
        "name": "转载",
        "symbol": "none",
        "silent": True,
        "lineStyle": {"color": look.MIST, "width": 1.2},
        "data": [point or "-" for point in points],
    }


def _boxes(nodes: list[_Node]) -> Option:
    return {
        "type": "scatter",
        "name": "媒体",
        "symbolSize": 8,
        "itemStyle": {"color": look.SKY},
        "label": _LABEL_LOOK,
        "data": [
            {
                "name": node.outlet,
                "value": [node.depth, node.height],
                "itemStyle": {"color": look.SKY if node.depth else look.BLUE},
            }
            for node in nodes
        ],
        "z": 3,
    }
