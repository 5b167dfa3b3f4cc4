"""The river of topics: how many stories of each a week brought, the stream as wide as all of them."""

from __future__ import annotations

from reports import look
from reports.charts.columns import days, numbers, words
from reports.charts.parts import WIDTH, Chart, Option, day_axis, frame
from reports.data import ReportData, Table

_TOPICS = 6
_LEAST_WEEKS = 3
_BED = "topics"


def topic_river(_data: ReportData, table: Table) -> Chart | None:
    """Smooth areas on an unseen bed that keeps the middle of the stream level; none of too few weeks."""
    weeks, topics = sorted(set(days(table, "from"))), list(dict.fromkeys(words(table, "topic")))[:_TOPICS]
    found = dict(
        zip(
            zip(days(table, "from"), words(table, "topic"), strict=True),
            numbers(table, "stories"),
            strict=True,
        )
    )
    streams = [[found.get((week, topic)) or 0 for week in weeks] for topic in topics]
    if len(weeks) < _LEAST_WEEKS:
        return None
    widths = [sum(stream) for stream in zip(*streams, strict=True)]
    bed = [(max(widths) - width) / 2 for width in widths]
    drawn = [
        _area(topic, look.SERIES[place % len(look.SERIES)], stream)
        for place, (topic, stream) in enumerate(zip(topics, streams, strict=True))
    ]
    option = frame(drawn) | {
        "tooltip": {"trigger": "axis", "confine": True},
        "xAxis": day_axis(weeks) | {"boundaryGap": False},
        "yAxis": {"type": "value", "show": False, "max": max(widths)},
    }
    option["series"] = [_unseen(bed), *drawn]
    option["grid"] |= {"left": 28, "right": 40}
    return Chart("话题河流（每周报道数，宽处为多）", option, WIDTH, 280)


def _area(name: str, colour: str, counts: list[float]) -> Option:
    return _stream(counts) | {
        "name": name,
        "itemStyle": {"color": colour},
        "lineStyle": {"width": 0},
        "areaStyle": {"color": colour, "opacity": 0.8},
    }


def _unseen(counts: list[float]) -> Option:
    return _stream(counts) | {"lineStyle": {"opacity": 0}, "silent": True, "tooltip": {"show": False}}


def _stream(counts: list[float]) -> Option:
    return {
        "type": "line",
        "stack": _BED,
        "symbol": "none",
        "smooth": 0.45,
        "smoothMonotone": "x",
        "data": counts,
    }
