"""A report with its pictures: made once, shown by every format that people read page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reports import cloud
from reports.charts import charts
from reports.charts.parts import Chart
from reports.draw import svgs
from reports.figures import with_figure_table
from reports.plain import PlainReport


@dataclass(frozen=True, slots=True)
class Drawn:
    """``data`` lists its figures in a table too; ``svgs`` are the ``charts`` drawn still, by the same ids.

    ``cloud`` is the word cloud as PNG, None when there is no word.
    """

    data: PlainReport
    charts: Mapping[str, Chart]
    svgs: Mapping[str, str]
    cloud: bytes | None


def draw(data: PlainReport, mask: Path | None = None) -> Drawn:
    """Draw everything that ``data`` shows, the cloud in the shape of ``mask``. Equal data, equal pictures."""
    whole = PlainReport(with_figure_table(data))
    options = charts(whole)
    return Drawn(whole, options, svgs(options), cloud.render(data.cloud, mask))
