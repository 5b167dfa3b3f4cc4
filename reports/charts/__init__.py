"""The charts of a report as ECharts options: pure data, drawn live in a page or still by reports.draw.

One definition serves html, docx and pdf. A chart whose table is missing or empty is left out. Options are
JSON: no functions, no animation, every label without the white halo ECharts would give it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.charts.copy_tree import copy_tree
from reports.charts.keywords import keyword_daily, keywords
from reports.charts.parts import Chart
from reports.charts.peers import places_daily, share_of_voice
from reports.charts.projects import timeline
from reports.charts.sentiment import sentiment, voice_sentiment
from reports.charts.tiers import regions, tiers
from reports.charts.topics import topic_river
from reports.charts.trend import trend
from reports.charts.uplift import uplift
from reports.data import CLOUD, ReportData, Table

__all__ = ["Chart", "charts"]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Which table a chart is drawn from, which of its columns it is about, and how."""

    table: str
    about: str
    draw: Callable[[ReportData, Table], Chart | None]


_CHARTS = {
    "trend": _Drawing("daily", "stories", trend),
    "uplift": _Drawing("counterfactual_daily", "expected", uplift),
    "tiers": _Drawing("tiers", "stories", tiers),
    "regions": _Drawing("regions", "stories", regions),
    "copy_tree": _Drawing("copies", "outlet", copy_tree),
    "sentiment": _Drawing("sentiment", "positive", sentiment),
    "voice_sentiment": _Drawing("voice_sentiment", "positive", voice_sentiment),
    "keywords": _Drawing("keywords", "g2", keywords),
    "keyword_daily": _Drawing("keyword_daily", "documents", keyword_daily),
    "topic_river": _Drawing("topics_weekly", "stories", topic_river),
    "share_of_voice": _Drawing("share_of_voice", "share", share_of_voice),
    "places_daily": _Drawing("places_daily", "stories", places_daily),
    "timeline": _Drawing("projects", "stage", timeline),
}


def charts(data: ReportData) -> dict[str, Chart]:
    """Every chart that some section names and the data can fill, by id, in the order of the sections."""
    tables = {table.id: table for table in data.tables}
    drawn: dict[str, Chart] = {}
    for name in dict.fromkeys(name for section in data.sections for name in section.charts if name != CLOUD):
        table = tables.get(_CHARTS[name].table)
        chart = _CHARTS[name].draw(data, table) if table and _fills(table, _CHARTS[name]) else None
        if chart is not None:
            drawn[name] = chart
    return drawn


def _fills(table: Table, drawing: _Drawing) -> bool:
    """Whether there is anything to draw: a row, and a cell in the column that the chart is about."""
    return any(cell is not None for cell in table.column(drawing.about))
