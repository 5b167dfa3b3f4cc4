"""Charts without a browser: an ECharts option to SVG in QuickJS, SVG to PNG by resvg.

The library is the unmodified build under ``assets/echarts`` (see its NOTICE), the same that runs in the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import quickjs
import resvg_py

from reports.charts.parts import Chart
from reports.fonts import SANS, sans_path

LIBRARY = Path(__file__).parent / "assets" / "echarts" / "echarts.common.min.js"

# ECharts asks for timers while it loads and never needs them for a still picture. There must be no `window`:
# with one it believes in a browser and looks for a canvas. A rope of strings has to be joined before QuickJS
# can hand it over.
_STAGE = """
var setTimeout = function () { return 0 }, clearTimeout = function () {};
"""
_DRAW = """
function draw(option, width, height) {
  var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});
  chart.setOption(JSON.parse(option));
  var svg = chart.renderToSVGString();
  chart.dispose();
  return [svg].join('');
}
"""


@cache
def library() -> str:
    """The source of ECharts, as vendored."""
    return LIBRARY.read_text(encoding="utf-8")


def svgs(charts: Mapping[str, Chart]) -> dict[str, str]:
    """One ``<svg>`` a chart. A fresh engine each time, so that equal charts give equal bytes."""
    if not charts:
        return {}
    context = quickjs.Context()
    context.eval(_STAGE)
    context.eval(library())
    context.eval(_DRAW)
    draw = context.get("draw")
    return {
        name: str(draw(json.dumps(chart.option, ensure_ascii=False), chart.width, chart.height))
        for name, chart in charts.items()
    }


def png(svg: str, zoom: float = 2.0) -> bytes:
    """The picture in ``svg`` on white, ``zoom`` pixels a unit, drawn with the packaged font only."""
    picture = resvg_py.svg_to_bytes(
        svg_string=svg,
        background="#ffffff",
        zoom=zoom,
        skip_system_fonts=True,
        font_files=[str(sans_path())],
        font_family=SANS,
        sans_serif_family=SANS,
    )
    return bytes(picture)
